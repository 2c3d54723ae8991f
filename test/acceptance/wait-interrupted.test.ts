import { ownCli } from "../support/cli";
import { behind, completion } from "../support/configuration";
import { childrenOf, ended } from "../support/processes";
import { WaitWorkspace } from "../support/wait-workspace";
import type { Running } from "../support/workspace";

/** The provider's process, among those that Terraform has started. */
function processesOf({ process }: Running): { pid: number; providers: number[] } {
  const { pid } = process;
  if (pid === undefined) {
    throw new Error("the command has no process");
  }
  return { pid, providers: childrenOf(pid) };
}

describe.each([ownCli()].map((cli) => ({ name: cli.name, cli })))("$name", ({ name, cli }) => {
  let waiting: WaitWorkspace;

  beforeAll(async () => {
    waiting = await WaitWorkspace.create({ cli });
    waiting.configure(
      completion("done", "1.manager"),
      completion("train", "2.manager", "depends_on = [ehpc_job_completion.done]"),
      behind("train"),
    );
    waiting.jobIs("1.manager", "Completed");
    waiting.jobIs("2.manager", "Running");
  });

  afterAll(() => waiting.close());

  test("Ctrl-C ends a wait with a diagnostic, keeps what was reached, and leaves no process", async () => {
    const apply = await waiting.applyWaitingFor("2.manager");
    const { pid, providers } = processesOf(apply);
    const since = performance.now();
    process.kill(-pid, "SIGINT");
    const { status, text } = await apply.finished;
    await ended(`${name}, Ctrl-C during a wait`, since, [pid, ...providers]);
    expect(status).toBe(1);
    expect(text).toContain("Error: Request Interrupted");
    expect(text).not.toContain("Plugin did not respond");
    expect(await waiting.addresses()).toEqual(["ehpc_job_completion.done"]);
  });

  test("kill -9 of it during a wait leaves no process", async () => {
    const apply = await waiting.applyWaitingFor("2.manager");
    const { pid, providers } = processesOf(apply);
    expect(providers.length).toBeGreaterThan(0);
    const since = performance.now();
    process.kill(pid, "SIGKILL");
    await ended(`${name}, kill -9 during a wait`, since, providers);
    expect((await apply.finished).signal).toBe("SIGKILL");
  });

  test("the next apply waits again", async () => {
    const apply = await waiting.applyWaitingFor("2.manager");
    waiting.jobIs("2.manager", "Completed");
    const { status, stdout } = await apply.finished;
    expect(status).toBe(0);
    expect(stdout).toContain("2 added, 0 changed, 0 destroyed");
    await waiting.planChangesNothing();
  });
});
