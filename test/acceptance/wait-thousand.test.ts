import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { RecordedCall } from "../../src/emulator/emulator";
import type { Chance, Scenario, ScenarioJob } from "../../src/emulator/scenario/scenario";
import { listingRounds } from "../../tools/bench/listing-rounds";
import { CLUSTER, completion } from "../support/configuration";
import { WaitWorkspace } from "../support/wait-workspace";

const JOBS = 1_000;

/** What a round may cost, whether answers fail or not: the pages of the list, and a quarter more. */
const CALLS_PER_ROUND = 25;

/** No round begins sooner after another. */
const ROUND_MS = 2_000;

const A_FIFTH: Chance = {
  seed: 4,
  troubles: [
    { share: 0.02, error: { code: "Throttling.User" } },
    { share: 0.06, error: { code: "ServiceUnavailable" } },
    { share: 0.04, fault: { kind: "reset" } },
    { share: 0.04, fault: { kind: "truncated" } },
    { share: 0.04, fault: { kind: "empty" } },
  ],
};

/** A cluster on which all jobs run, but those that have completed. */
function scenario(chance: Chance | undefined, completed: (index: number) => boolean): Scenario {
  const jobs: [string, ScenarioJob][] = Array.from({ length: JOBS }, (_, index) => [
    `${index}.manager`,
    { info: { State: completed(index) ? "Completed" : "Running" } },
  ]);
  return { ...(chance && { chance }), clusters: { [CLUSTER]: { jobs: Object.fromEntries(jobs) } } };
}

/**
 * A store for Terraform's backend `http`, which keeps the state in memory meanwhile. The local backend writes all of it
 * after each resource: with a thousand, that takes longer than all else here.
 */
async function startStore(): Promise<{ backend: string; close: () => void }> {
  let state: Buffer | undefined;
  const server = createServer(async (request, response) => {
    if (request.method === "POST") {
      state = await buffer(request);
    } else if (state === undefined) {
      response.statusCode = 404;
    }
    response.end(request.method === "GET" ? state : undefined);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { backend: `terraform {\n backend "http" { address = "http://127.0.0.1:${port}" }\n }`, close };
}

const isEven = (index: number) => index % 2 === 0;

const named = (calls: readonly RecordedCall[], operation: string) =>
  calls.filter((call) => call.operation === operation);

const time = (call: RecordedCall | undefined) => call?.at.getTime() ?? 0;

// Both at a time: it is the pace of calls that they take their time for.
test.concurrent.each<[string, Chance | undefined]>([
  ["all answers are good", undefined],
  ["a fifth of all answers is throttled or broken", A_FIFTH],
])(
  "a thousand waits cost no more than the pages of a list, and no gate opens early, where %s",
  async (name, chance) => {
    const begun = performance.now();
    const store = await startStore();
    const waiting = await WaitWorkspace.create({ scenario: scenario(chance, () => false) });
    try {
      const { emulator, workspace } = waiting;
      const all = completion("all", `\${count.index}.manager`, `count = ${JOBS}`, "interval = null");
      waiting.configure(store.backend, all);
      await workspace.init();
      const apply = workspace.start(["apply", "-auto-approve", "-no-color", `-parallelism=${JOBS}`]);
      let printed = "";
      apply.process.stdout?.on("data", (chunk: string) => {
        printed += chunk;
      });
      const creating = () => printed.match(/: Creating\.\.\./g)?.length ?? 0;
      const opened = () =>
        [...printed.matchAll(/all\[(\d+)\]: Creation complete/g)].map(([, index]) => Number(index));

      await waiting.whileRunning(apply, () => creating() < JOBS);
      emulator.forgetCalls();
      await waiting.whileRunning(apply, () => listingRounds(emulator.calls).length < 5);
      // While waits still come in, a round may follow at once: it is for those that the one before did not know.
      const sizes = listingRounds(emulator.calls)
        .slice(1)
        .map((round) => round.length);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(CALLS_PER_ROUND);
      expect(opened()).toEqual([]);

      emulator.update(scenario(chance, isEven));
      await waiting.whileRunning(apply, () => opened().length < JOBS / 2);
      expect(opened().every(isEven)).toBe(true);

      emulator.update(scenario(chance, () => true));
      const { status, stdout, stderr } = await apply.finished;
      if (status !== 0) {
        throw new Error(stdout + stderr);
      }
      expect(stdout).toContain(`${JOBS} added, 0 changed, 0 destroyed`);
      const lists = named(emulator.calls, "ListJobs");
      const rounds = Math.floor((time(lists.at(-1)) - time(lists[0])) / ROUND_MS) + 1;
      expect(lists.length).toBeLessThanOrEqual(CALLS_PER_ROUND * rounds);

      const seconds = Math.round((performance.now() - begun) / 1_000);
      const closing = named(emulator.calls, "GetJob").length;
      process.stdout.write(
        `A thousand waits, ${name}: rounds of ${sizes} calls while all jobs ran; ${lists.length} lists and ${closing} GetJob in all; ${seconds} s\n`,
      );
    } finally {
      await waiting.close();
      store.close();
    }
  },
);
