import { EhpcError } from "../../../src/base/errors";
import { isJsonObject, type JsonObject, parseJson } from "../../../src/base/json";
import { runGenerator } from "../run-generator";
import { bodiesFor, type Reader, readByProduct } from "./bodies";
import { SECRETS } from "./make-body";

const INPUTS = 2_000;

/** @param complaint what a finding has to contain to end the run */
async function findings(read?: Reader, complaint?: RegExp): Promise<string[]> {
  const ran = await runGenerator(bodiesFor(read), {
    seed: 1,
    inputs: INPUTS,
    ms: Infinity,
    wanted: (what) => complaint?.test(what) ?? false,
  });
  return ran.findings.map(({ what }) => what);
}

/** A reader that takes members as they come, and believes everything unless it is told otherwise. */
function credulous(refuses: (members: JsonObject) => boolean): Reader {
  return (call, { body }) => {
    const members = tried(() => parseJson(body));
    if (members === null || !isJsonObject(members) || refuses(members)) {
      throw new EhpcError("bad-answer", "No.");
    }
    return call.read({ requestId: null, members, shown: (text) => text });
  };
}

function tried<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

it("the product's reader has no findings", async () => {
  expect(await findings()).toEqual([]);
});

it.each<[string, Reader]>([
  [
    "believes an answer that says that it failed",
    credulous((members) => (members.get("Code") ?? null) !== null),
  ],
  [
    "believes an answer with an error code",
    credulous((members) => (members.get("Success") ?? true) !== true),
  ],
  [
    "takes the last of two members of one name",
    (call, answer) => {
      const members = tried(() => JSON.parse(answer.body));
      return readByProduct(call, { ...answer, body: JSON.stringify(members) });
    },
  ],
  ["does not look at the status", (call, answer) => readByProduct(call, { ...answer, status: 200 })],
  [
    "reads what is left of an answer that was cut off",
    (call, answer) =>
      readByProduct(call, { ...answer, body: answer.body.slice(0, answer.body.lastIndexOf("}") + 1) }),
  ],
])("a reader that %s is found", async (_, read) => {
  const complaint = /from an answer that|A job has/;
  expect((await findings(read, complaint)).join("\n")).toMatch(complaint);
});

it.each([
  [/An error holds/, (secret: string) => new EhpcError("other", `Refused: ${secret}`)],
  [/A good answer is refused/, () => new EhpcError("bad-answer", "No.")],
  [/Throws/, () => new TypeError("undefined is no function")],
])("a reader whose errors are wrong is found: %s", async (complaint, error) => {
  const read: Reader = () => {
    throw error(SECRETS.securityToken);
  };
  expect((await findings(read, complaint)).join("\n")).toMatch(complaint);
});
