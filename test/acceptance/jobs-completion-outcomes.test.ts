import { statSync } from "node:fs";
import path from "node:path";
import type { ScenarioJob } from "../../src/emulator/scenario/scenario";
import { CLUSTER, completion } from "../support/configuration";
import { errorAt } from "../support/shown-diagnostics";
import { jobIds, RUNS, SWEEP, sweep } from "../support/sweep";
import { WaitWorkspace } from "../support/wait-workspace";

let waiting: WaitWorkspace;

beforeEach(async () => {
  waiting = await WaitWorkspace.create();
});

afterEach(() => waiting.close());

test("a requirement that can be met opens the gate, however the other jobs end", async () => {
  waiting.jobIs("1.manager", "Completed");
  waiting.jobIs("2.manager", "Failed");
  waiting.jobIs("3.manager", "Running");
  for (const require of ["any", "1", "33%"]) {
    waiting.configure(sweep(jobIds(...RUNS), `require = "${require}"`));
    await waiting.apply();
    expect(await waiting.attributesOf(SWEEP)).toMatchObject({
      finished: false,
      succeeded: false,
      counts: { succeeded: 1, running: 1 },
    });
  }
  waiting.configure(sweep(jobIds(...RUNS), 'require = "all"'));
  expect(errorAt(SWEEP, await waiting.failingApply()).summary).toBe("Requirement Not Met");
});

test("without fail_fast all jobs end first, and then all failures are told", async () => {
  waiting.jobIs("1.manager", "Failed", { stderr: "first\n" });
  waiting.jobIs("2.manager", "Running", { life: [{ at: 2, State: "Failed", stderr: "second\n" }] });
  waiting.configure(sweep(jobIds("1.manager", "2.manager"), "fail_fast = false"));
  const { detail } = errorAt(SWEEP, await waiting.failingApply());
  for (const part of ["2 of 2 jobs failed", "first", "second"]) {
    expect(detail).toContain(part);
  }
});

test("IDs that are known only at apply, a purge afterwards, and an import", async () => {
  waiting.jobIs("1.manager", "Completed", { info: { CreateTime: "2024-08-20T10:54:46" } });
  waiting.jobIs("2.manager", "Failed");
  const id = 'resource "terraform_data" "id" { input = "2.manager" }';
  const both = 'job_ids = ["1.manager", terraform_data.id.output]';
  // Without an interval, which an import does not know.
  const wait = `resource "ehpc_jobs_completion" "sweep" {
    cluster_id = "${CLUSTER}"
    until      = "finished"
    ${both}
  }`;
  waiting.configure(id, wait);
  await waiting.apply();
  await waiting.planChangesNothing();

  await waiting.workspace.succeed("state", "rm", SWEEP);
  await waiting.workspace.succeed("import", SWEEP, `${CLUSTER}:1.manager,2.manager`);
  expect(await waiting.attributesOf(SWEEP)).toMatchObject({
    until: "finished",
    failed_job_ids: ["2.manager"],
  });

  for (const jobId of ["1.manager", "2.manager"]) {
    waiting.emulator.removeJob(CLUSTER, jobId);
  }
  await waiting.planChangesNothing();
});

test("arguments that select no jobs, or jobs in two ways, are refused", async () => {
  waiting.configure(sweep(jobIds("1.manager"), 'array_job_id = "36"'));
  expect(errorAt(SWEEP, await waiting.workspace.fail("validate")).summary).toBe("Conflicting Jobs");
  waiting.configure(sweep('job_name = "train"'));
  expect(errorAt(SWEEP, await waiting.workspace.fail("validate")).summary).toBe("Missing Time");
  waiting.configure(sweep(jobIds("1.manager"), 'require = "0%"'));
  expect((await waiting.workspace.fail("validate", "-no-color")).text).toContain('"0%" is none of');
});

test("a thousand jobs that ended before cost the pages of a list", async () => {
  const info = {
    State: "Completed",
    JobName: "sweep",
    JobQueue: "comp",
    NodeList: "compute001",
    OutputLog: "/home/user/sweep.out",
    ErrorLog: "/home/user/sweep.err",
  };
  const jobs: [string, ScenarioJob][] = Array.from({ length: 1_000 }, (_, index) => [
    `${index}.manager`,
    { info },
  ]);
  waiting.emulator.update({ clusters: { [CLUSTER]: { jobs: Object.fromEntries(jobs) } } });
  const state = () => statSync(path.join(waiting.workspace.dir, "terraform.tfstate")).size;

  waiting.configure(completion("one", "1.manager"));
  await waiting.apply();
  const single = state();
  waiting.configure(sweep('job_ids = formatlist("%d.manager", range(1000))'));
  waiting.emulator.forgetCalls();
  const begun = performance.now();
  await waiting.apply();
  const seconds = (performance.now() - begun) / 1_000;
  const calls = waiting.emulator.calls.filter(
    ({ operation }) => operation === "GetJob" || operation === "ListJobs",
  );

  process.stdout.write(
    `A thousand jobs at once: ${calls.length} calls, ${seconds.toFixed(1)} s, state ${state()} bytes; one single wait ${single} bytes.\n`,
  );
  expect(calls.length).toBeLessThanOrEqual(25 + 1);
});
