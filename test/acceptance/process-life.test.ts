import { setTimeout as sleep } from "node:timers/promises";
import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { allClis } from "../support/cli";
import { CLUSTER, configuration, emulatorEnv, lookup } from "../support/configuration";
import { childrenOf, ended } from "../support/processes";
import { type Running, Workspace } from "../support/workspace";

let emulator: Emulator;

beforeAll(async () => {
  // Far longer than anything here may take: what ends before has not waited for the answer.
  const slow = { info: { State: "Completed" }, fault: { kind: "slow", seconds: 3_600 } } as const;
  emulator = await startEmulator({ scenario: { clusters: { [CLUSTER]: { jobs: { "1.manager": slow } } } } });
});

afterAll(() => emulator.close());

/** Starts a plan as a shell does, and waits until its read is under way. */
async function readingPlan(
  workspace: Workspace,
): Promise<{ plan: Running; pid: number; providers: number[] }> {
  const before = emulator.calls.length;
  const plan = workspace.start(["plan", "-no-color"], { detached: true });
  while (emulator.calls.length === before) {
    await sleep(20);
  }
  const { pid } = plan.process;
  if (pid === undefined) {
    throw new Error("the plan has no process");
  }
  return { plan, pid, providers: childrenOf(pid) };
}

describe.each(allClis().map((cli) => ({ name: cli.name, cli })))("$name", ({ name, cli }) => {
  let workspace: Workspace;

  beforeAll(async () => {
    workspace = new Workspace(
      { "main.tf": configuration(lookup("job", "1.manager")) },
      emulatorEnv(emulator),
      cli,
    );
    await workspace.init();
  });

  afterAll(() => workspace.remove());

  test("Ctrl-C ends a slow read with a diagnostic and no process left", async () => {
    const { plan, pid, providers } = await readingPlan(workspace);
    expect(providers).toHaveLength(1);
    const since = performance.now();
    process.kill(-pid, "SIGINT");
    const { status, text } = await plan.finished;
    await ended(`${name}, Ctrl-C`, since, [pid, ...providers]);
    expect(status).toBe(1);
    expect(text).toContain("Request Interrupted");
    expect(text).toContain("Run Terraform again.");
    expect(text).not.toContain("Plugin did not respond");
  });

  test("kill -9 of it during a slow read leaves no process", async () => {
    const { plan, pid, providers } = await readingPlan(workspace);
    expect(providers).toHaveLength(1);
    const since = performance.now();
    process.kill(pid, "SIGKILL");
    await ended(`${name}, kill -9`, since, providers);
    expect((await plan.finished).signal).toBe("SIGKILL");
  });
});
