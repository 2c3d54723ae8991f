import type { UnaryMethod } from "../../../src/plugin/transport/grpc/method";
import { runGenerator } from "../run-generator";
import { framesFor, ownMethods } from "./frames";

async function findings(wrong: Readonly<Record<string, UnaryMethod>> = {}): Promise<string> {
  const generator = framesFor(() => ({ ...ownMethods(), ...wrong }));
  const ran = await runGenerator(generator, { seed: 1, inputs: 300, ms: Infinity });
  return ran.findings.map(({ what }) => what).join("\n");
}

it("the provider's server has no findings", async () => {
  expect(await findings()).toBe("");
});

it("a handler with a bug is found", async () => {
  const CallFunction: UnaryMethod = async () => {
    throw new TypeError("undefined is no function");
  };
  expect(await findings({ CallFunction })).toContain("A handler fails as a bug does");
});

it("an answer that repeats a secret is found", async () => {
  expect(await findings({ ValidateProviderConfig: async (request) => request })).toContain(
    "An answer holds a secret",
  );
});
