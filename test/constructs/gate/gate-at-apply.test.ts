import { NullProvider } from "@cdktf/provider-null/lib/provider";
import {
  App,
  DataResource,
  TerraformCount,
  TerraformDataSource,
  TerraformIterator,
  TerraformOutput,
  TerraformStack,
  Testing,
} from "cdktf";
import { DataEhpcJob, EhpcProvider, JobCompletion, JobGate, JobLookup } from "../../../src";
import { temporaryFolder } from "../temporary-folder";

const JOB = { clusterId: "ehpc-hz-FYUr32abcd", jobId: "1.manager" };
const IDS = { cluster_id: "ehpc-hz-FYUr32abcd", job_id: "1.manager" };

/** A stack without a null provider: a gate that waits needs none. */
function newStack(app = new App({ outdir: temporaryFolder() })): TerraformStack {
  const stack = new TerraformStack(app, "publish");
  new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
  return stack;
}

function synthesized(stack: TerraformStack) {
  return JSON.parse(Testing.synth(stack, true));
}

/** The completions of a stack, by name, without what CDKTF adds for itself. */
function completions(stack: TerraformStack): Record<string, Record<string, unknown>> {
  const { resource } = synthesized(stack);
  for (const each of Object.values<object>(resource.ehpc_job_completion)) {
    Reflect.deleteProperty(each, "//");
  }
  return resource.ehpc_job_completion;
}

test("with wait a gate is one job completion under its own name, and no null resource", () => {
  const stack = newStack();
  const wait = { timeout: "6h", interval: "30s", requeueGrace: "0s", triggers: { run: "7" } };
  new JobGate(stack, "trained", { job: JOB, wait });

  expect(completions(stack)).toEqual({
    trained: { ...IDS, timeout: "6h", interval: "30s", requeue_grace: "0s", triggers: { run: "7" } },
  });
  expect(Object.keys(synthesized(stack).resource)).toEqual(["ehpc_job_completion"]);
});

test("an empty wait takes the provider's defaults, and so does a requirement that is the default", () => {
  const stack = newStack();
  new JobGate(stack, "plain", { job: JOB, wait: {} });
  new JobGate(stack, "good", { job: JOB, wait: {}, requires: "succeeded" });
  new JobGate(stack, "either", { job: JOB, wait: {}, requires: "finished" });

  expect(completions(stack)).toEqual({ plain: IDS, good: IDS, either: { ...IDS, until: "finished" } });
});

test("a gate that is given a wait takes the place of its null resource by a moved block", () => {
  const stack = newStack();
  new JobGate(stack, "trained", { job: JOB, wait: {} }).completion.moveFromId("null_resource.trained");

  expect(synthesized(stack).moved).toEqual([
    { from: "null_resource.trained", to: "ehpc_job_completion.trained" },
  ]);
});

test("the job may be given by its IDs, with lists of states", () => {
  const stack = newStack();
  const job = { ...JOB, successStates: ["Done"], failureStates: ["Lost"] };
  new JobGate(stack, "trained", { job, wait: {} });

  expect(completions(stack).trained).toEqual({ ...IDS, success_states: ["Done"], failure_states: ["Lost"] });
});

test("of a lookup the gate takes the arguments and no result", () => {
  const stack = newStack();
  const states = { successStates: ["Done"], failureStates: ["Lost"] };
  new JobGate(stack, "a", { job: new JobLookup(stack, "looked-up", { ...JOB, ...states }), wait: {} });
  new JobGate(stack, "b", { job: new DataEhpcJob(stack, "bare", JOB), wait: {} });

  expect(completions(stack)).toEqual({
    a: { ...IDS, success_states: ["Done"], failure_states: ["Lost"] },
    b: IDS,
  });
  expect(JSON.stringify(synthesized(stack).resource)).not.toContain("data.ehpc_job");
});

test("a lookup that is changed after the gate was made changes the job that the gate waits for", () => {
  const stack = newStack();
  const job = new JobLookup(stack, "train", { ...JOB, successStates: ["Done"] });
  new JobGate(stack, "trained", { job, wait: {} });
  job.jobId = "2.manager";
  job.resetSuccessStates();
  job.failureStates = ["Lost"];

  const trained = { ...IDS, job_id: "2.manager", failure_states: ["Lost"] };
  expect(completions(stack)).toEqual({ trained });
  const { hcl } = stack.toHclTerraform();
  const resource = hcl.slice(hcl.indexOf('resource "ehpc_job_completion"'));
  expect(resource).toContain('job_id = "2.manager"\nfailure_states = [\n"Lost"\n]');
  expect(resource).not.toContain("success_states");
});

test("a gate comes after all that its lookup comes after, and uses the lookup's provider", () => {
  const stack = newStack();
  const submit = new DataResource(stack, "submit");
  const provider = new EhpcProvider(stack, "beijing", { region: "cn-beijing", alias: "beijing" });
  const job = new JobLookup(stack, "train", { ...JOB, dependsOn: [submit], provider });
  new JobGate(stack, "trained", { job, wait: {} });

  expect(completions(stack).trained).toEqual({
    ...IDS,
    depends_on: ["terraform_data.submit"],
    provider: "ehpc.beijing",
  });
});

test("overrides of a lookup, and its provider of later, hold for the gate too", () => {
  const stack = newStack();
  const job = new JobLookup(stack, "train", JOB);
  new JobGate(stack, "trained", { job, wait: {} });
  job.addOverride("job_id", "2.manager");
  job.addOverride("depends_on", ["terraform_data.submit"]);
  job.addOverride("count", 2);
  job.provider = new EhpcProvider(stack, "beijing", { region: "cn-beijing", alias: "beijing" });

  expect(completions(stack).trained).toEqual({
    ...IDS,
    job_id: "2.manager",
    depends_on: ["terraform_data.submit"],
    count: 2,
    provider: "ehpc.beijing",
  });
});

test("a gate uses the ehpc provider that it is given", () => {
  const stack = newStack();
  const provider = new EhpcProvider(stack, "beijing", { region: "cn-beijing", alias: "beijing" });
  new JobGate(stack, "trained", { job: JOB, wait: {}, provider });

  expect(completions(stack).trained).toMatchObject({ provider: "ehpc.beijing" });
});

test("a lookup with count or forEach has a gate for each of its jobs", () => {
  const stack = newStack();
  const count = TerraformCount.of(3);
  const numbered = new JobLookup(stack, "numbered", { ...JOB, count, jobId: `\${count.index}.manager` });
  const forEach = TerraformIterator.fromMap({ a: "1.manager", b: "2.manager" });
  const named = new JobLookup(stack, "named", { ...JOB, forEach, jobId: forEach.value });
  new JobGate(stack, "numbers", { job: numbered, wait: {} });
  new JobGate(stack, "names", { job: named, wait: {} });

  expect(completions(stack)).toEqual({
    numbers: { ...IDS, count: 3, job_id: `\${count.index}.manager` },
    names: { ...IDS, for_each: { a: "1.manager", b: "2.manager" }, job_id: `\${each.value}` },
  });
});

test("completion gives the recorded outcome, and the gate is a dependable", () => {
  const stack = newStack();
  const gate = new JobGate(stack, "trained", { job: JOB, wait: {} });
  new DataResource(stack, "publish", { dependsOn: [gate], input: { model: gate.completion.outputLog } });
  new TerraformOutput(stack, "memory", { value: gate.completion.resourcesUsed.memory });

  expect(gate.completion).toBeInstanceOf(JobCompletion);
  const { resource, output } = synthesized(stack);
  expect(resource.terraform_data.publish).toMatchObject({
    depends_on: ["ehpc_job_completion.trained"],
    input: { model: `\${ehpc_job_completion.trained.output_log}` },
  });
  expect(output.memory.value).toBe(`\${ehpc_job_completion.trained.resources_used.memory}`);
});

test("the recorded outcomes of several jobs can be iterated", () => {
  const stack = newStack();
  const forEach = TerraformIterator.fromMap({ a: "1.manager", b: "2.manager" });
  const job = new JobLookup(stack, "train", { ...JOB, forEach, jobId: forEach.value });
  const ended = TerraformIterator.fromResources(new JobGate(stack, "trained", { job, wait: {} }).completion);
  new DataResource(stack, "publish", { forEach: ended, input: { model: ended.getString("output_log") } });

  expect(synthesized(stack).resource.terraform_data.publish).toMatchObject({
    for_each: `\${ehpc_job_completion.trained}`,
    input: { model: `\${each.value.output_log}` },
  });
});

test("completion of a gate without wait says where the results are", () => {
  const stack = newStack();
  new NullProvider(stack, "null");
  const gate = new JobGate(stack, "trained", { job: new JobLookup(stack, "train", JOB) });

  expect(() => gate.completion).toThrow(
    'JobGate "publish/trained" has no completion: without wait it records nothing. Use the results of its lookup',
  );
});

/** Props that TypeScript refuses and plain JavaScript does not. */
const untyped = (props: Record<string, unknown>) => props as object;

test.each<[string, object]>([
  ["without wait, job must be a JobLookup or a DataEhpcJob", { wait: undefined }],
  ["jobId must not be empty.", { job: { ...JOB, jobId: "" } }],
  ["both list done", { job: { ...JOB, successStates: ["done"], failureStates: ["Done"] } }],
  ["wait.timeout must be positive", { wait: { timeout: "0s" } }],
  ["wait.interval must be a duration", { wait: { interval: "5 min" } }],
  ["wait must be an object with timeout, interval, requeueGrace and triggers", untyped({ wait: true })],
  ["as its properties, not false.", untyped({ wait: false })],
  ['as its properties, not "6h".', untyped({ wait: "6h" })],
  ["as its properties, not null.", untyped({ wait: null })],
  ["wait.timeOut does not exist.", untyped({ wait: { timeOut: "6h" } })],
  ["its own property: use requires.", untyped({ wait: { until: "finished" } })],
  ["job must be a JobLookup, a DataEhpcJob, or with wait { clusterId, jobId }", untyped({ job: undefined })],
  ["{ clusterId, jobId }, not null.", untyped({ job: null })],
  ['{ clusterId, jobId }, not "1.manager".', untyped({ job: "1.manager" })],
  ["{ clusterId, jobId }.", untyped({ job: {} })],
  ["clusterId must not be empty.", untyped({ job: { jobId: "1.manager" } })],
  ["jobId must be a string; it is given as number.", untyped({ job: { ...JOB, jobId: 10 } })],
  ["jobId must be a string; it is given as object.", untyped({ job: { ...JOB, jobId: newStack() } })],
  ['requires must be one of "succeeded", "finished", not "started".', { requires: "started" as "finished" }],
])("the constructor refuses: %s", (message, props) => {
  const stack = newStack();

  expect(() => new JobGate(stack, "trained", { job: JOB, wait: {}, ...props })).toThrow(
    expect.objectContaining({ message: expect.stringMatching(/^JobGate "publish\/trained": /) }),
  );
  expect(() => new JobGate(stack, "again", { job: JOB, wait: {}, ...props })).toThrow(message);
});

test("a data source of another kind is no job", () => {
  const stack = newStack();
  const job = new TerraformDataSource(stack, "other", {
    terraformResourceType: "other",
  }) as unknown as DataEhpcJob;

  for (const wait of [undefined, {}]) {
    expect(() => new JobGate(stack, `with ${JSON.stringify(wait)}`, { job, wait })).toThrow(
      "job must be a JobLookup, a DataEhpcJob, or with wait { clusterId, jobId }.",
    );
  }
});

test("a provider of the wrong kind is refused, either way", () => {
  const stack = newStack();
  const nulls = new NullProvider(stack, "null");
  const ehpc = new EhpcProvider(stack, "second", { alias: "second" });
  const job = new JobLookup(stack, "train", JOB);

  expect(() => new JobGate(stack, "a", { job, wait: {}, provider: nulls })).toThrow(
    'JobGate "publish/a": provider must be of the kind "ehpc", not "null".',
  );
  expect(() => new JobGate(stack, "b", { job, provider: ehpc })).toThrow(
    'JobGate "publish/b": provider must be of the kind "null", not "ehpc".',
  );
});

test("synthesis of such gates without an EhpcProvider says how to add it", () => {
  const stack = new TerraformStack(new App({ outdir: temporaryFolder() }), "publish");
  new JobGate(stack, "trained", { job: JOB, wait: {} });

  expect(() => synthesized(stack)).toThrow('Add it: new EhpcProvider(this, "ehpc"');
});

test("a lookup of another stack is refused", () => {
  const app = new App({ outdir: temporaryFolder() });
  const job = new JobLookup(new TerraformStack(app, "training"), "train", JOB);

  expect(() => new JobGate(newStack(app), "trained", { job, wait: {} })).toThrow("are in different stacks.");
});
