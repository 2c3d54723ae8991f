import { allClis, knows, MOCKS } from "../support/cli";
import { configuration } from "../support/configuration";
import { childrenOf, ended } from "../support/processes";
import { errorAt } from "../support/shown-diagnostics";
import { BEHIND_SWEEP as BEHIND, jobIds, RUNS, SWEEP, sweep } from "../support/sweep";
import { WaitWorkspace } from "../support/wait-workspace";
import { type Running, Workspace } from "../support/workspace";

const BESIDE = 'resource "terraform_data" "beside" {}';

const createdIn = (stdout: string) =>
  [...stdout.matchAll(/(\w+): Creation complete/g)].map(([, name]) => name);

let waiting: WaitWorkspace;

/** Gives each test of a group a workspace. Who interrupts Terraform needs a provider that Terraform has started. */
function eachWaits({ attached }: { attached: boolean }): void {
  beforeEach(async () => {
    waiting = await WaitWorkspace.create({ attached });
  });

  afterEach(() => waiting.close());
}

function allAre(State: string): void {
  for (const id of RUNS) {
    waiting.jobIs(id, State, { info: { JobName: "sweep", CreateTime: "2024-08-20T02:54:46" } });
  }
}

/** Starts a command as a shell does, and waits for some rounds of looks. */
async function lookingOn(...args: readonly string[]): Promise<Running> {
  const { emulator } = waiting;
  const before = emulator.calls.length;
  const command = waiting.workspace.start(args, { detached: true });
  await waiting.whileRunning(command, () => emulator.calls.length < before + 8);
  return command;
}

const applying = (...more: readonly string[]) => lookingOn("apply", "-auto-approve", "-no-color", ...more);

describe("jobs by their IDs", () => {
  eachWaits({ attached: true });

  test("a saved plan asks nothing, and waits when it is applied, for the jobs as they are by then", async () => {
    allAre("Pending");
    waiting.configure(sweep(), BEHIND);
    await waiting.plan("-out=saved");
    expect(waiting.emulator.calls).toHaveLength(0);
    const apply = await lookingOn("apply", "-no-color", "saved");
    allAre("Completed");
    const { status, stdout } = await apply.finished;
    expect([status, createdIn(stdout)]).toEqual([0, ["sweep", "behind"]]);
  });

  test("with one slot the wait comes after what it depends on, and before what depends on it", async () => {
    allAre("Running");
    waiting.configure(
      'resource "terraform_data" "before" {}',
      sweep(jobIds(...RUNS), "depends_on = [terraform_data.before]"),
      BEHIND,
    );
    const apply = await applying("-parallelism=1");
    allAre("Completed");
    const { status, stdout } = await apply.finished;
    expect([status, createdIn(stdout)]).toEqual([0, ["before", "sweep", "behind"]]);
  });
});

describe("interrupted", () => {
  eachWaits({ attached: false });

  test("Ctrl-C and kill -9 record nothing and leave no process, and the next apply waits on", async () => {
    allAre("Running");
    waiting.jobIs("1.manager", "Completed");
    waiting.configure(BESIDE, sweep(), BEHIND);
    for (const signal of ["SIGINT", "SIGKILL"] as const) {
      const apply = await applying();
      const pid = Number(apply.process.pid);
      const providers = childrenOf(pid);
      expect(providers.length).toBeGreaterThan(0);
      const since = performance.now();
      process.kill(signal === "SIGINT" ? -pid : pid, signal);
      const finished = await apply.finished;
      await ended(`${signal} during a wait for many jobs`, since, [pid, ...providers]);
      if (signal === "SIGINT") {
        expect(finished.status).toBe(1);
        expect(finished.text).toContain("Error: Request Interrupted");
      } else {
        expect(finished.signal).toBe("SIGKILL");
      }
      expect(await waiting.addresses()).toEqual(["terraform_data.beside"]);
    }
    const apply = await applying();
    allAre("Completed");
    const { status, stdout } = await apply.finished;
    expect([status, createdIn(stdout)]).toEqual([0, ["sweep", "behind"]]);
    await waiting.planChangesNothing();
  });
});

describe("jobs of a name", () => {
  eachWaits({ attached: true });

  const submitted = (jobId: string, JobName: string, State: string, CreateTime: string) =>
    waiting.jobIs(jobId, State, { info: { JobName, CreateTime } });
  const AFTER = 'created_after = "2024-08-20T02:00:00Z"';

  test.each(['job_name = "train"', 'name_regex = "^train-[0-9]$"'])(
    "%s: the set is fixed when the wait begins, and has no earlier job",
    async (selection) => {
      submitted("1.manager", "train-1", "Failed", "2024-08-20T01:59:59");
      submitted("2.manager", "train-2", "Running", "2024-08-20T02:00:00");
      submitted("3.manager", "train-3", "Completed", "2024-08-20T02:00:01");
      submitted("4.manager", "clean", "Failed", "2024-08-20T02:00:02");
      waiting.configure(sweep(selection, AFTER), BEHIND);
      const apply = await applying();
      submitted("5.manager", "train-5", "Failed", "2024-08-20T02:00:03");
      submitted("2.manager", "train-2", "Completed", "2024-08-20T02:00:00");
      const { status, stdout } = await apply.finished;

      expect([status, createdIn(stdout)]).toEqual([0, ["sweep", "behind"]]);
      const { jobs } = await waiting.attributesOf(SWEEP);
      expect(Object.keys(jobs as object)).toEqual(["2.manager", "3.manager"]);
      await waiting.planChangesNothing();
    },
  );

  test("no job of the name is an error", async () => {
    submitted("1.manager", "train-1", "Completed", "2024-08-20T01:59:59");
    waiting.configure(sweep('name_regex = "^train"', AFTER), BESIDE, BEHIND);
    const { detail } = errorAt(SWEEP, await waiting.failingApply());
    expect(detail).toContain("created_after");
    expect(await waiting.addresses()).toEqual(["terraform_data.beside"]);
  });
});

const MOCKED = `
mock_provider "ehpc" {
  mock_resource "ehpc_jobs_completion" {
    defaults = {
      counts         = { pending = 0, running = 0, succeeded = 2, failed = 1, unknown = 0 }
      failed_job_ids = ["3.manager"]
    }
  }
}

run "ends_at_once" {
  assert {
    condition     = terraform_data.behind.output == 2 && ${SWEEP}.failed_job_ids == tolist(["3.manager"])
    error_message = "counts are \${jsonencode(${SWEEP}.counts)}"
  }
}
`;

test("terraform test mocks the wait, which then asks nothing and ends at once", async () => {
  const clis = allClis().filter((cli) => knows(cli, MOCKS));
  if (clis.length === 0) {
    process.stdout.write("NOT TESTED: mocks of a wait for many jobs; no CLI here knows mocks.\n");
  }
  for (const cli of clis) {
    const files = { "main.tf": configuration(sweep(), BEHIND), "sweep.tftest.hcl": MOCKED };
    const workspace = new Workspace(files, {}, cli);
    try {
      await workspace.init();
      expect((await workspace.succeed("test", "-no-color")).text).toContain("Success! 1 passed, 0 failed.");
    } finally {
      workspace.remove();
    }
  }
});
