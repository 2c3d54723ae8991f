import {
  App,
  DefaultTokenResolver,
  Lazy,
  StringConcat,
  TerraformStack,
  Testing,
  Token,
  Tokenization,
} from "cdktf";
import {
  DataEhpcJob,
  type DataEhpcJobConfig,
  EhpcProvider,
  JobLookup,
  type JobLookupProps,
} from "../../../src";
import { temporaryFolder } from "../temporary-folder";

const JOB = { clusterId: "ehpc-hz-FYUr32abcd", jobId: "1.manager" };

function newStack(id = "publish", app = new App({ outdir: temporaryFolder() })): TerraformStack {
  return new TerraformStack(app, id);
}

function stackWithProvider(): TerraformStack {
  const stack = newStack();
  new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
  return stack;
}

/** What a stack synthesizes to, after its validations. */
function synthesized(stack: TerraformStack) {
  return JSON.parse(Testing.synth(stack, true));
}

test("a lookup is the data source ehpc_job with the arguments given", () => {
  const stack = stackWithProvider();
  new JobLookup(stack, "train", {
    ...JOB,
    allowMissing: true,
    successStates: ["Done"],
    failureStates: ["Lost"],
  });

  const { data, provider, terraform } = synthesized(stack);

  expect(data.ehpc_job.train).toMatchObject({
    cluster_id: "ehpc-hz-FYUr32abcd",
    job_id: "1.manager",
    allow_missing: true,
    success_states: ["Done"],
    failure_states: ["Lost"],
  });
  expect(provider.ehpc).toEqual([{ region: "cn-hangzhou" }]);
  expect(terraform.required_providers.ehpc.source).toBe("terraform.local/ehpc/ehpc");
});

test("a lookup is a data source wherever CDKTF wants one, and its results are tokens", () => {
  const train = new JobLookup(stackWithProvider(), "train", JOB);

  expect(train).toBeInstanceOf(DataEhpcJob);
  const tokens = [
    train.state,
    train.phase,
    train.outputLog,
    train.resources.memory,
    train.nodeNames,
    train.priority,
  ];
  expect(tokens.map((token) => Token.isUnresolved(token))).not.toContain(false);
  expect(
    Tokenization.resolve(train.resourcesUsed.memory, {
      scope: train,
      resolver: new DefaultTokenResolver(new StringConcat()),
      preparing: false,
    }),
  ).toBe(`\${data.ehpc_job.train.resources_used.memory}`);
});

test("every argument of the data source is a property of the lookup", () => {
  type Missing = Exclude<keyof DataEhpcJobConfig, keyof JobLookupProps>;
  const none: Missing extends never ? true : Missing = true;

  expect(none).toBe(true);
});

test.each([
  ["clusterId", { ...JOB, clusterId: "" }],
  ["jobId", { ...JOB, jobId: "  " }],
  ["clusterId and jobId", { clusterId: "", jobId: "" }],
  ["jobId", { ...JOB, jobId: undefined as unknown as string }],
])("an empty %s is refused where the lookup is written", (names, props) => {
  expect(() => new JobLookup(stackWithProvider(), "train", props)).toThrow(
    `JobLookup "train": ${names} must not be empty.`,
  );
});

test("states that mean both success and failure are refused, whatever their case", () => {
  const props = { ...JOB, successStates: ["Done", " Ended"], failureStates: ["ENDED", "Lost"] };

  expect(() => new JobLookup(stackWithProvider(), "train", props)).toThrow(
    'JobLookup "train": successStates and failureStates both list  Ended.',
  );
});

test("a lookup that waits says so in Terraform, in JSON and in HCL", () => {
  const stack = stackWithProvider();
  new JobLookup(stack, "train", { ...JOB, wait: { until: "started", timeout: "10m", interval: "5s" } });
  new JobLookup(stack, "evaluate", { ...JOB, wait: { until: "finished" } });

  expect(synthesized(stack).data.ehpc_job).toMatchObject({
    train: { wait: { until: "started", timeout: "10m", interval: "5s" } },
    evaluate: { wait: { until: "finished" } },
  });
  expect(stack.toHclTerraform().hcl).toContain(
    'wait = {\nuntil = "started"\ntimeout = "10m"\ninterval = "5s"\n}',
  );
});

test.each<[string, unknown]>([
  ['wait.until must be one of "started", "finished", "succeeded", not "done".', { until: "done" }],
  ["wait.until must be one of", { timeout: "10m" }],
  ["wait.timeout must be a duration", { until: "started", timeout: "10 min" }],
  ["wait.interval must be positive", { until: "started", interval: "0s" }],
  ["wait.interval must be at least 100ms", { until: "started", interval: "50ms" }],
  ["wait.timeOut does not exist.", { until: "started", timeOut: "10m" }],
  ...[true, "started", null].map((wait): [string, unknown] => [
    `wait must be an object with until, timeout, interval and requeueGrace as its properties, not ${JSON.stringify(wait)}.`,
    wait,
  ]),
])("a wait that Terraform would refuse is refused where the lookup is written: %s", (message, wait) => {
  const props = { ...JOB, wait } as JobLookupProps;

  expect(() => new JobLookup(stackWithProvider(), "train", props)).toThrow(`JobLookup "train": ${message}`);
});

test("a value outside a list is refused, as CDKTF would ignore it", () => {
  const stack = stackWithProvider();
  const first = new JobLookup(stack, "first", JOB);
  const props = { ...JOB, dependsOn: first as unknown as [] };

  expect(() => new JobLookup(stack, "train", props)).toThrow(
    'JobLookup "train": dependsOn must be a list, such as dependsOn: [gate].',
  );
});

test("a search by name comes after what its lookup is given to come after later", () => {
  const stack = stackWithProvider();
  const nightly = JobLookup.fromName(stack, "nightly", { clusterId: JOB.clusterId, jobName: "nightly" });
  nightly.dependsOn = ["terraform_data.submit"];

  const { data } = synthesized(stack);

  expect(data.ehpc_job.nightly.depends_on).toEqual(["terraform_data.submit"]);
  expect(data.ehpc_jobs.nightly.depends_on).toEqual(["terraform_data.submit"]);
});

test("values known only to Terraform are left to Terraform", () => {
  const stack = stackWithProvider();
  const job = new JobLookup(stack, "first", JOB);

  new JobLookup(stack, "second", {
    clusterId: Lazy.stringValue({ produce: () => "" }),
    jobId: job.arrayJobId,
    successStates: job.nodeNames,
    failureStates: [job.state],
    wait: { until: job.phase as "started", timeout: job.startTime },
  });

  expect(synthesized(stack).data.ehpc_job.second).toMatchObject({
    job_id: `\${data.ehpc_job.first.array_job_id}`,
    success_states: `\${data.ehpc_job.first.node_names}`,
    failure_states: [`\${data.ehpc_job.first.state}`],
    wait: { until: `\${data.ehpc_job.first.phase}`, timeout: `\${data.ehpc_job.first.start_time}` },
  });
});

describe("a stack with lookups", () => {
  test("and no EhpcProvider learns once how to add it", () => {
    const stack = newStack();
    new JobLookup(stack, "train", JOB);
    new JobLookup(stack, "evaluate", JOB);

    const synth = () => synthesized(stack);

    expect(synth).toThrow('new EhpcProvider(this, "ehpc", { region: "cn-hangzhou" })');
    expect(stack.node.validate().filter((message) => message.includes("new EhpcProvider"))).toHaveLength(1);
  });

  test("may add the provider after them, or give an alias to each", () => {
    const stack = newStack();
    new JobLookup(stack, "train", JOB);
    const provider = new EhpcProvider(stack, "beijing", { region: "cn-beijing", alias: "beijing" });
    new JobLookup(stack, "evaluate", { ...JOB, provider });

    expect(synthesized(stack).data.ehpc_job).toMatchObject({ evaluate: { provider: "ehpc.beijing" } });
  });

  test("cannot use the provider of another stack", () => {
    const app = new App({ outdir: temporaryFolder() });
    const provider = new EhpcProvider(newStack("other", app), "ehpc", { region: "cn-hangzhou" });
    const stack = newStack("publish", app);
    new JobLookup(stack, "train", { ...JOB, provider });

    expect(() => synthesized(stack)).toThrow('"publish/train" is given a provider of another stack.');
  });
});
