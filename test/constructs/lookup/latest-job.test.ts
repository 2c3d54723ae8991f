import { App, Lazy, TerraformIterator, TerraformStack, TerraformVariable, Testing, Token } from "cdktf";
import {
  EhpcProvider,
  JobGate,
  JobLookup,
  type JobLookupProps,
  type NamedJobLookupProps,
} from "../../../src";
import { temporaryFolder } from "../temporary-folder";

const TRAIN = { clusterId: "ehpc-hz-FYUr32abcd", jobName: "train.v1" };

function stackWithProvider(): TerraformStack {
  const stack = new TerraformStack(new App({ outdir: temporaryFolder() }), "publish");
  new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
  return stack;
}

/** The data sources that a stack synthesizes to, after its validations. */
function dataOf(stack: TerraformStack) {
  return JSON.parse(Testing.synth(stack, true)).data;
}

test("a lookup by name is a list of one job at most, and a lookup of that job", () => {
  const stack = stackWithProvider();
  const train = JobLookup.fromName(stack, "train", TRAIN);

  expect(train).toBeInstanceOf(JobLookup);
  expect(Token.isUnresolved(train.jobId)).toBe(true);
  expect(dataOf(stack)).toMatchObject({
    ehpc_jobs: {
      train: {
        cluster_id: TRAIN.clusterId,
        job_name: "train.v1",
        name_regex: `\${"^train\\\\.v1$"}`,
        sort: { by: "submit", order: "desc" },
        limit: 1,
      },
    },
    ehpc_job: {
      train: {
        cluster_id: TRAIN.clusterId,
        job_id: `\${coalesce(one(data.ehpc_jobs.train.whole_job_ids), "no-job-of-that-name")}`,
      },
    },
  });
});

test("all other arguments are passed on, and meta-arguments apply to the search, too", () => {
  const stack = stackWithProvider();
  const provider = new EhpcProvider(stack, "beijing", { region: "cn-beijing", alias: "beijing" });
  const first = JobLookup.fromName(stack, "first", TRAIN);
  const forEach = TerraformIterator.fromList(["a", "b"]);

  JobLookup.fromName(stack, "train", {
    ...TRAIN,
    allowMissing: true,
    successStates: ["Done"],
    failureStates: ["Lost"],
    wait: { until: "started", timeout: "10m" },
    provider,
    dependsOn: [first],
    forEach,
  });

  const { ehpc_job, ehpc_jobs } = dataOf(stack);
  const both = {
    provider: "ehpc.beijing",
    for_each: `\${toset(["a", "b"])}`,
    depends_on: ["data.ehpc_job.first"],
  };
  expect(ehpc_jobs.train).toMatchObject(both);
  expect(ehpc_job.train).toMatchObject({
    ...both,
    job_id: expect.stringContaining("data.ehpc_jobs.train[each.key].whole_job_ids"),
    allow_missing: true,
    success_states: ["Done"],
    failure_states: ["Lost"],
    wait: { until: "started", timeout: "10m" },
  });
  expect(ehpc_job.train).not.toHaveProperty("job_name");
});

test("every property of a lookup but the ID is one of a lookup by name", () => {
  type Missing = Exclude<keyof JobLookupProps, keyof NamedJobLookupProps | "jobId">;
  const none: Missing extends never ? true : Missing = true;

  expect(none).toBe(true);
});

test("a missing job is an error without allowMissing; a value that only Terraform knows is left to it", () => {
  const stack = stackWithProvider();
  const allowed = new TerraformVariable(stack, "allowed", { type: "bool" });
  JobLookup.fromName(stack, "required", { ...TRAIN, allowMissing: false });
  JobLookup.fromName(stack, "optional", { ...TRAIN, allowMissing: true });
  JobLookup.fromName(stack, "later", { ...TRAIN, allowMissing: allowed.booleanValue });

  const { required, optional, later } = dataOf(stack).ehpc_jobs;

  expect(required.lifecycle.postcondition[0]).toMatchObject({ condition: `\${(length(self.ids) >= 1)}` });
  const certain = { condition: `\${(self.limit_certain == true)}` };
  expect(required.lifecycle.postcondition.slice(1)).toMatchObject([certain]);
  expect(optional.lifecycle.postcondition).toMatchObject([certain]);
  expect(later.lifecycle.postcondition[0].condition).toBe(`\${((length(self.ids) >= 1) || var.allowed)}`);
});

test("the search is in the cluster of the lookup, also when that is given another one, and follows its name", () => {
  const stack = stackWithProvider();
  const train = JobLookup.fromName(stack, "train", TRAIN);

  train.clusterId = "ehpc-hz-other";
  train.node.findAll().forEach((node) => {
    if (node !== train && "overrideLogicalId" in node) {
      Object(node).overrideLogicalId("newest");
    }
  });

  const { ehpc_job, ehpc_jobs } = dataOf(stack);
  expect(ehpc_jobs.newest.cluster_id).toBe("ehpc-hz-other");
  expect(ehpc_job.train.job_id).toContain("data.ehpc_jobs.newest.whole_job_ids");
});

test("lookups of one name in several constructs keep apart", () => {
  const stack = stackWithProvider();
  JobLookup.fromName(stack, "train", TRAIN);
  JobLookup.fromName(stack, "evaluate", TRAIN);

  expect(Object.keys(dataOf(stack).ehpc_jobs)).toEqual(["evaluate", "train"]);
});

test("a gate takes a lookup by name as any other", () => {
  const stack = stackWithProvider();
  const train = JobLookup.fromName(stack, "train", TRAIN);

  new JobGate(stack, "trained", { job: train, wait: {} });

  const { ehpc_job_completion } = JSON.parse(Testing.synth(stack, true)).resource;
  expect(ehpc_job_completion.trained.job_id).toContain("data.ehpc_jobs.train.whole_job_ids");
});

test.each<[string, unknown, string]>([
  ["an empty name", { jobName: "" }, "jobName must not be empty."],
  ["a blank name", { jobName: " \n" }, "jobName must not be empty."],
  ["no name", { jobName: undefined }, "jobName must not be empty."],
  ["a number for a name", { jobName: 7 }, "jobName must be a string; it is given as number."],
  ["an empty cluster ID", { clusterId: "" }, "clusterId must not be empty."],
  ["a wait of the wrong shape", { wait: { until: "done" } }, "wait.until must be one of"],
])("%s is refused where the lookup is written", (_, wrong, message) => {
  const props = { ...TRAIN, ...Object(wrong) };

  expect(() => JobLookup.fromName(stackWithProvider(), "train", props)).toThrow(
    `JobLookup "train": ${message}`,
  );
});

test("a name that is given only at synthesis is taken as it is then", () => {
  const stack = stackWithProvider();
  JobLookup.fromName(stack, "train", { ...TRAIN, jobName: Lazy.stringValue({ produce: () => "late" }) });

  expect(dataOf(stack).ehpc_jobs.train).toMatchObject({ job_name: "late", name_regex: "^late$" });
});
