import { readFileSync } from "node:fs";
import path from "node:path";
import { App, DataResource, TerraformIterator, TerraformStack, Testing } from "cdktf";
import { EhpcProvider, JobGate } from "../../src";
import { temporaryFolder } from "../constructs/temporary-folder";
import { CLUSTER, configuration } from "../support/configuration";
import { RUNS, SWEEP, sweep } from "../support/sweep";
import { WaitWorkspace } from "../support/wait-workspace";
import { ROOT } from "../support/workspace";

const UNKNOWN_KEYS = "Invalid for_each argument";

let waiting: WaitWorkspace;

/** A workspace whose jobs have all completed, each with a log of its own. */
async function begin(): Promise<void> {
  waiting = await WaitWorkspace.create({
    scenario: { clusters: { [CLUSTER]: { submitted: { job: { life: [{ at: 0, State: "Completed" }] } } } } },
  });
  for (const id of RUNS) {
    waiting.jobIs(id, "Completed", { info: { OutputLog: `/home/${id}.out` } });
  }
}

beforeEach(begin);
afterEach(() => waiting.close());

async function publishedAs(): Promise<string[]> {
  return (await waiting.addresses()).filter((address) => address.startsWith("terraform_data.publish"));
}

const each = (ids: readonly string[]) => ids.map((id) => `terraform_data.publish["${id}"]`);

test("for_each over the recorded jobs works once they are recorded, and not before", async () => {
  const publish = (forEach: string) => `resource "terraform_data" "publish" {
    for_each = ${forEach}
    input    = ehpc_jobs_completion.sweep.jobs[each.key].output_log
  }`;
  waiting.configure(sweep(), publish(`${SWEEP}.jobs`));
  expect((await waiting.failingApply()).text).toContain(UNKNOWN_KEYS);

  await waiting.apply(`-target=${SWEEP}`);
  await waiting.apply();
  expect(await publishedAs()).toEqual(each(RUNS));

  waiting.configure(sweep(undefined, 'triggers = { round = "2" }'), publish(`${SWEEP}.jobs`));
  expect((await waiting.failingApply()).text).toContain(UNKNOWN_KEYS);
});

test("for_each over the IDs, with what was recorded of each, needs one apply", async () => {
  waiting.configure(
    sweep("job_ids = local.runs"),
    `locals { runs = ${JSON.stringify(RUNS)} }`,
    `resource "terraform_data" "publish" {
      for_each = toset(local.runs)
      input    = ehpc_jobs_completion.sweep.jobs[each.key].output_log
    }`,
  );
  await waiting.apply();
  expect(await publishedAs()).toEqual(each(RUNS));
  expect(await waiting.attributesOf('terraform_data.publish["2.manager"]')).toMatchObject({
    output: "/home/2.manager.out",
  });
  await waiting.planChangesNothing();
});

test("for_each over the tasks of an array needs one apply", async () => {
  waiting.emulator.setJob(CLUSTER, "36", {
    arrayRequest: "1-3",
    taskIds: "index",
    info: { State: "Completed", OutputLog: "/home/36.out" },
  });
  waiting.configure(
    sweep('array_job_id = "36"'),
    `resource "terraform_data" "publish" {
      for_each = toset([for index in range(1, 4) : "36_\${index}"])
      input    = ehpc_jobs_completion.sweep.jobs[each.key].state
    }`,
  );
  await waiting.apply();
  expect(await publishedAs()).toEqual(each(["36_1", "36_2", "36_3"]));
});

test("for_each over the jobs of a name takes their IDs from a list", async () => {
  for (const id of RUNS) {
    waiting.jobIs(id, "Completed", { info: { JobName: "sweep", CreateTime: "2024-08-20T02:54:46" } });
  }
  waiting.configure(
    `data "ehpc_jobs" "sweep" {
      cluster_id    = "${CLUSTER}"
      name_regex    = "^sweep$"
      created_after = "2024-08-20T00:00:00Z"
    }`,
    sweep("job_ids = data.ehpc_jobs.sweep.task_ids"),
    `resource "terraform_data" "publish" {
      for_each = toset(data.ehpc_jobs.sweep.task_ids)
      input    = ehpc_jobs_completion.sweep.jobs[each.key].state
    }`,
  );
  await waiting.apply();
  expect(await publishedAs()).toEqual(each(RUNS));
});

test("the guide's stack, whose jobs are submitted by for_each, needs one apply", async () => {
  const guide = readFileSync(path.join(ROOT, "docs/guides/many-jobs.md"), "utf8");
  const stack = [...guide.matchAll(/^```terraform\n(.*?)^```$/gms)]
    .map(([, code = ""]) => code)
    .find((code) => code.includes("for_each"));
  waiting.workspace.write("main.tf", configuration(stack ?? ""));
  await waiting.apply();
  expect(await publishedAs()).toEqual(each(["large", "small"]));
});

test("an iterator over what a gate has recorded works in the second apply; one over the IDs in the first", async () => {
  function write(overIds: boolean): void {
    const stack = new TerraformStack(new App({ outdir: temporaryFolder() }), "publish");
    new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
    const jobIds = [...RUNS];
    const gate = new JobGate(stack, "sweep", { jobs: { clusterId: CLUSTER, jobIds }, wait: {} });
    const { jobs } = gate.jobsCompletion;
    const run = overIds ? TerraformIterator.fromList(jobIds) : TerraformIterator.fromMap(jobs);
    new DataResource(stack, "publish", { forEach: run, input: { log: jobs.get(run.key).outputLog } });
    waiting.workspace.write("main.tf", "");
    waiting.workspace.write("cdk.tf.json", Testing.synth(stack, true));
  }
  write(false);
  await waiting.workspace.init();
  expect((await waiting.failingApply()).text).toContain(UNKNOWN_KEYS);
  write(true);
  await waiting.apply();
  expect(await publishedAs()).toEqual(each(RUNS));
  write(false);
  await waiting.planChangesNothing();
});
