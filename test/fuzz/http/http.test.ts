import { request } from "node:http";
import { EhpcError } from "../../../src/base/errors";
import { isJsonObject, parseJson } from "../../../src/base/json";
import { silentLog } from "../../../src/base/log";
import { createClient } from "../../../src/ehpc/api/create-client";
import { getJobOperation } from "../../../src/ehpc/job/get-job";
import { SECRETS } from "../bodies/make-body";
import { runGenerator } from "../run-generator";
import { type Bounds, type ClientMaker, httpFor } from "./http";

async function findings(makeClient?: ClientMaker, bounds?: Partial<Bounds>): Promise<string> {
  const ran = await runGenerator(httpFor(makeClient, bounds), { seed: 1, inputs: 200, ms: Infinity });
  return ran.findings.map(({ what }) => what).join("\n");
}

/** A client whose GetJob is another. */
function withGetJob(getJob: (endpoint: string, jobId: string) => Promise<string>): ClientMaker {
  return (options) => ({
    ...createClient(options),
    async getJob({ clusterId, jobId }) {
      const members = parsed(await getJob(options.endpoint, jobId));
      const body = { requestId: null, members, shown: (text: string) => text };
      return getJobOperation({ clusterId, jobId }, silentLog).read(body);
    },
  });
}

function parsed(text: string) {
  try {
    const value = parseJson(text);
    if (isJsonObject(value)) {
      return value;
    }
  } catch {}
  throw new EhpcError("bad-answer", "No.");
}

/** Reads what comes until nothing more does, and takes all for the answer. */
function credulous(endpoint: string): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    const asking = request(endpoint, { headers: { "x-acs-action": "GetJob" }, timeout: 50 }, (answer) => {
      answer.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      answer.on("error", () => {});
      answer.on("close", () => resolve(text));
    });
    asking.on("timeout", () => asking.destroy());
    asking.on("error", () => resolve(text));
    asking.on("upgrade", (_, socket) => socket.destroy());
    asking.on("close", () => resolve(text));
    asking.end();
  });
}

it("nothing is found in the product", async () => {
  expect(await findings()).toBe("");
});

it("a client that takes every text for an answer is found", async () => {
  expect(await findings(withGetJob(credulous))).toContain("from an answer that does not say so");
});

it("a client that does not ask is found", async () => {
  const made = withGetJob(async (_, JobId) =>
    JSON.stringify({ RequestId: "R", JobInfo: { JobId, State: "Completed" } }),
  );
  expect(await findings(made)).toContain("GetJob succeeds without an answer");
});

it("a client that never ends a call is found", async () => {
  expect(
    await findings(
      withGetJob(() => new Promise(() => {})),
      { callMs: 100 },
    ),
  ).toContain("Hangs: GetJob");
});

it("a client whose errors repeat what it was told is found", async () => {
  const made = withGetJob(async () => {
    throw new EhpcError("other", `Refused: ${SECRETS.accessKeySecret}`);
  });
  expect(await findings(made)).toContain("An error holds a secret");
});

it("a client that leaves its connections open is found", async () => {
  const made: ClientMaker = (options) => ({ ...createClient(options), close: () => {} });
  expect(await findings(made, { closeMs: 100 })).toContain("A connection is open");
});
