import { readFileSync } from "node:fs";
import path from "node:path";
import { NullProvider } from "@cdktf/provider-null/lib/provider";
import { Resource } from "@cdktf/provider-null/lib/resource";
import { App, TerraformStack, Testing } from "cdktf";
import { DataEhpcJobs, EhpcProvider, Job, JobGate, JobLookup } from "../../src";
import { startEmulator } from "../../src/emulator/emulator";
import { temporaryFolder } from "../constructs/temporary-folder";
import { allClis, type Cli, EPHEMERAL_RESOURCES, knows, MOCKS } from "../support/cli";
import { CLUSTER, configuration, emulatorEnv } from "../support/configuration";
import { ROOT, Workspace } from "../support/workspace";

const mocking = allClis().filter((cli) => knows(cli, MOCKS));

process.stdout.write(
  `The guide's mocks are tested with ${mocking.map(({ name }) => name).join(", ") || "no CLI: those here know none"}.\n`,
);

const GUIDE = readFileSync(path.join(ROOT, "docs/guides/testing.md"), "utf8");
const [MAIN = "", TESTS = "", SWEEP = "", TESTS_OF_SWEEP = ""] = [
  ...GUIDE.matchAll(/^```terraform\n(.*?)^```$/gms),
].map(([, code]) => code);

/** A program in TypeScript, whose names in Terraform are those that the guide tells. */
function publish(): string {
  const stack = new TerraformStack(new App({ outdir: temporaryFolder() }), "publish");
  new EhpcProvider(stack, "ehpc");
  new NullProvider(stack, "null");
  const train = JobLookup.fromName(stack, "train", { clusterId: CLUSTER, jobName: "train" });
  const trained = new JobGate(stack, "trained", { job: train });
  const waited = new JobGate(stack, "waited", { job: train, wait: {} });
  new Resource(stack, "publish", { dependsOn: [trained, waited] });
  return Testing.synth(stack, true);
}

const TESTS_OF_PROGRAM = `
mock_provider "null" {}
mock_provider "ehpc" {
  mock_data "ehpc_jobs" {
    defaults = { ids = ["7.manager"], whole_job_ids = ["7.manager"], limit_certain = true }
  }
  mock_data "ehpc_job" {
    defaults = { found = true, state = "Completed", phase = "succeeded", succeeded = true }
  }
}

run "opens" {
  assert {
    condition     = ehpc_job_completion.waited.job_id == "7.manager"
    error_message = "It waits for \${ehpc_job_completion.waited.job_id}."
  }
}

run "is_shut_if_the_job_runs" {
  command = plan
  override_data {
    target = data.ehpc_job.train
    values = { found = true, state = "Running", phase = "running", succeeded = false }
  }
  expect_failures = [null_resource.trained]
}

run "is_an_error_if_there_is_no_such_job" {
  command = plan
  override_data {
    target = data.ehpc_jobs.train
    values = { ids = [] }
  }
  expect_failures = [data.ehpc_jobs.train]
}
`;

/** Gates over many jobs, and a job that the stack submits. */
function sweep(): string {
  const stack = new TerraformStack(new App({ outdir: temporaryFolder() }), "publish");
  new EhpcProvider(stack, "ehpc");
  new NullProvider(stack, "null");
  const jobs = new DataEhpcJobs(stack, "night", { clusterId: CLUSTER, jobName: "night" });
  const slept = new JobGate(stack, "slept", { jobs, require: "50%" });
  const commandLine = "/home/trainer/train.sh";
  const train = new Job(stack, "train", { clusterId: CLUSTER, jobName: "train", commandLine });
  const trained = new JobGate(stack, "trained", { jobs: [train], wait: {} });
  new Resource(stack, "publish", {
    dependsOn: [slept],
    triggers: { failed: `${trained.jobsCompletion.counts.failed}` },
  });
  return Testing.synth(stack, true);
}

const TESTS_OF_SWEEP_PROGRAM = `
mock_provider "null" {}
mock_provider "ehpc" {
  mock_data "ehpc_jobs" {
    defaults = {
      complete = true
      task_ids = ["7.manager", "8.manager"]
      counts   = { pending = 0, running = 1, succeeded = 1, failed = 0, unknown = 0, may_restart = 0 }
    }
  }
  mock_resource "ehpc_jobs_completion" {
    defaults = { counts = { pending = 0, running = 0, succeeded = 1, failed = 0, unknown = 0 } }
  }
}

override_resource {
  target = ehpc_job.train
  values = { job_id = "9.manager" }
}

run "is_shut_if_too_few_have_ended" {
  command = plan
  override_data {
    target = data.ehpc_jobs.night
    values = {
      counts = { pending = 1, running = 1, succeeded = 0, failed = 0, unknown = 0, may_restart = 0 }
    }
  }
  expect_failures = [null_resource.slept]
}

run "is_shut_if_the_list_may_lack_jobs" {
  command = plan
  override_data {
    target = data.ehpc_jobs.night
    values = { complete = false }
  }
  expect_failures = [null_resource.slept]
}

run "opens" {
  assert {
    condition     = ehpc_jobs_completion.trained.job_ids == tolist(["9.manager"])
    error_message = "It waits for \${jsonencode(ehpc_jobs_completion.trained.job_ids)}."
  }
  assert {
    condition     = null_resource.publish.triggers.failed == "0"
    error_message = "The triggers are \${jsonencode(null_resource.publish.triggers)}."
  }
}
`;

/** Also makes sure that nothing is asked of the service. */
async function runTests(cli: Cli, files: Readonly<Record<string, string>>): Promise<string> {
  const emulator = await startEmulator({ scenario: { clusters: { [CLUSTER]: {} } } });
  const workspace = new Workspace(files, emulatorEnv(emulator), cli);
  try {
    await workspace.init();
    const { stdout } = await workspace.succeed("test", "-no-color");
    expect(emulator.calls).toEqual([]);
    return stdout;
  } finally {
    workspace.remove();
    await emulator.close();
  }
}

test("the guide's tests of a stack in HCL pass as they stand", async () => {
  for (const cli of mocking) {
    const printed = await runTests(cli, { "main.tf": MAIN, "publish.tftest.hcl": TESTS });
    expect(printed).toContain("Success! 3 passed, 0 failed.");
  }
});

test("a stack in TypeScript is tested alike, under the names that the guide tells", async () => {
  for (const cli of mocking) {
    const files = { "cdk.tf.json": publish(), "publish.tftest.hcl": TESTS_OF_PROGRAM };
    expect(await runTests(cli, files)).toContain("Success! 3 passed, 0 failed.");
  }
});

test("the guide's tests of submitted jobs and of many jobs pass as they stand, and submit nothing", async () => {
  for (const cli of mocking) {
    const printed = await runTests(cli, { "main.tf": SWEEP, "sweep.tftest.hcl": TESTS_OF_SWEEP });
    expect(printed).toContain("Success! 3 passed, 0 failed.");
  }
});

test("gates over many jobs and submitted jobs of a stack in TypeScript are mocked alike", async () => {
  for (const cli of mocking) {
    const files = { "cdk.tf.json": sweep(), "sweep.tftest.hcl": TESTS_OF_SWEEP_PROGRAM };
    expect(await runTests(cli, files)).toContain("Success! 3 passed, 0 failed.");
  }
});

test("what the guide says of recorded jobs is so", async () => {
  const tests = `
mock_provider "ehpc" {
  mock_resource "ehpc_jobs_completion" {
    defaults = {
      jobs = { "1.manager" = { state = "Completed" } }
    }
  }
}
run "ends_at_once" {
  assert {
    condition     = length(ehpc_jobs_completion.sweep.jobs) == 0
    error_message = "There are jobs."
  }
}
`;
  const stack = configuration(`resource "ehpc_jobs_completion" "sweep" {
    cluster_id = "${CLUSTER}"
    job_ids    = ["1.manager"]
  }`);
  for (const cli of mocking.filter(({ product }) => product === "terraform")) {
    const printed = await runTests(cli, { "main.tf": stack, "jobs.tftest.hcl": tests });
    expect(printed).toContain("Success! 1 passed, 0 failed.");
  }
});

test("what the guide says of jobs in a list is so", async () => {
  const lists = `
mock_provider "ehpc" {
  mock_data "ehpc_jobs" {
    defaults = { ids = ["7.manager"], jobs = [{ job_id = "7.manager" }] }
  }
  mock_data "ehpc_job" {
    defaults = { succeeded = true }
  }
  mock_data "ehpc_job_log" {
    defaults = { stdout = "model saved" }
  }
}
run "opens" {}
`;
  for (const cli of mocking) {
    const workspace = new Workspace({ "main.tf": MAIN, "lists.tftest.hcl": lists }, {}, cli);
    await workspace.init();
    const { text } = await workspace.fail("test", "-no-color");
    workspace.remove();
    expect(text).toMatch(
      cli.product === "terraform"
        ? /attribute "\.?jobs": incompatible types/
        : /Invalid mock\/override field `jobs`.*"array_indices".*are required/,
    );
  }
});

test("what the guide says of ephemeral logs is so", async () => {
  const stack = configuration(`
    ephemeral "ehpc_job_log" "train" {
      cluster_id = "${CLUSTER}"
      job_id     = "1.manager"
    }
  `);
  const tests = `
mock_provider "ehpc" {}
run "opens" {}
`;
  for (const cli of mocking.filter((each) => knows(each, EPHEMERAL_RESOURCES))) {
    const workspace = new Workspace({ "main.tf": stack, "logs.tftest.hcl": tests }, {}, cli);
    await workspace.init();
    const { text } = await workspace.run("test", "-no-color");
    workspace.remove();
    expect(text).toContain(
      cli.product === "terraform"
        ? "mocking mechanism does not yet support ephemeral resource types"
        : "Success! 1 passed, 0 failed.",
    );
  }
});
