import { App, TerraformStack, Testing } from "cdktf";
import { EhpcProvider, Job, JobGate, JobLookup, type JobProps } from "../../src";
import { temporaryFolder } from "./temporary-folder";

const LEAST: JobProps = {
  clusterId: "ehpc-hz-FYUr32abcd",
  jobName: "train",
  commandLine: "/home/trainer/train.sh",
};

function newStack(): TerraformStack {
  // CDK Terrain asks which versions know write-only attributes.
  const context = { targetVersions: { terraform: ">=1.11.0" } };
  const stack = new TerraformStack(new App({ outdir: temporaryFolder(), context }), "publish");
  new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
  return stack;
}

function resources(stack: TerraformStack): Record<string, Record<string, Record<string, unknown>>> {
  const { resource } = JSON.parse(Testing.synth(stack, true));
  for (const each of Object.values<object>(resource)) {
    for (const one of Object.values(each)) {
      Reflect.deleteProperty(one, "//");
    }
  }
  return resource;
}

test("a job is an ehpc_job, with each property under its name in Terraform", () => {
  const stack = newStack();
  new Job(stack, "train", {
    ...LEAST,
    queue: "gpu",
    runAsUser: "trainer",
    runAsUserPassword: `\${var.password}`,
    priority: 3,
    outputLog: "/home/o",
    errorLog: "/home/e",
    arrayRequest: "1-5",
    variables: { EPOCHS: "20" },
    wallTime: "6h",
    postCommandLine: "/home/clean.sh",
    resources: { nodes: 1, cores: 2, memory: "1gb", gpus: 1 },
    token: "train-7",
    triggers: { data: "1" },
    onDestroy: "keep",
    stopTimeout: "5m",
  });
  expect(resources(stack)).toEqual({
    ehpc_job: {
      train: {
        cluster_id: "ehpc-hz-FYUr32abcd",
        job_name: "train",
        command_line: "/home/trainer/train.sh",
        queue: "gpu",
        run_as_user: "trainer",
        run_as_user_password: `\${var.password}`,
        priority: 3,
        output_log: "/home/o",
        error_log: "/home/e",
        array_request: "1-5",
        variables: { EPOCHS: "20" },
        wall_time: "6h",
        post_command_line: "/home/clean.sh",
        resources: { nodes: 1, cores: 2, memory: "1gb", gpus: 1 },
        token: "train-7",
        triggers: { data: "1" },
        on_destroy: "keep",
        stop_timeout: "5m",
      },
    },
  });
});

test("a gate waits for a job of the stack, and a lookup reads it", () => {
  const stack = newStack();
  const train = new Job(stack, "train", LEAST);
  new JobGate(stack, "trained", { job: train, wait: {} });
  new JobLookup(stack, "seen", { clusterId: train.clusterId, jobId: train.jobId });
  const ids = { cluster_id: "ehpc-hz-FYUr32abcd", job_id: `\${ehpc_job.train.job_id}` };
  expect(resources(stack).ehpc_job_completion?.trained).toEqual(ids);
  const { data } = JSON.parse(Testing.synth(stack, true));
  expect(data.ehpc_job.seen).toMatchObject(ids);
});

test("one gate waits for a sweep", () => {
  const stack = newStack();
  const runs = [1, 2, 3].map(
    (seed) => new Job(stack, `run-${seed}`, { ...LEAST, variables: { SEED: `${seed}` } }),
  );
  new JobGate(stack, "swept", { jobs: runs, require: 2, wait: {} });
  expect(resources(stack).ehpc_jobs_completion?.swept).toMatchObject({
    cluster_id: "ehpc-hz-FYUr32abcd",
    job_ids: [1, 2, 3].map((seed) => `\${ehpc_job.run-${seed}.job_id}`),
    require: "2",
  });
});

test("a job without a gate is a dependency as any other resource", () => {
  const stack = newStack();
  const first = new Job(stack, "first", LEAST);
  new Job(stack, "second", { ...LEAST, dependsOn: [first] });
  expect(resources(stack).ehpc_job?.second).toMatchObject({ depends_on: ["ehpc_job.first"] });
});

test.each<[Partial<Record<keyof JobProps, unknown>>, string]>([
  [{ clusterId: "" }, 'Job "train": clusterId must not be empty.'],
  [{ jobName: undefined }, 'Job "train": jobName must be a string.'],
  [{ commandLine: " " }, 'Job "train": commandLine must not be empty.'],
  [{ wallTime: "6" }, 'Job "train": wallTime must be a duration'],
  [{ stopTimeout: "0s" }, 'Job "train": stopTimeout must be positive'],
  [{ onDestroy: "forget" }, 'Job "train": onDestroy must be one of "stop", "keep", not "forget".'],
])("the constructor refuses %j", (wrong, message) => {
  expect(() => new Job(newStack(), "train", { ...LEAST, ...wrong } as JobProps)).toThrow(message);
});

test("what only Terraform knows is left to it", () => {
  const stack = newStack();
  new Job(stack, "train", { ...LEAST, commandLine: `\${var.command}`, wallTime: `\${var.limit}` });
  expect(resources(stack).ehpc_job?.train).toMatchObject({ wall_time: `\${var.limit}` });
});

test("synthesis of a job without an EhpcProvider says how to add it", () => {
  const stack = new TerraformStack(new App({ outdir: temporaryFolder() }), "publish");
  new Job(stack, "train", LEAST);
  expect(() => Testing.synth(stack, true)).toThrow('need the provider "ehpc"');
});
