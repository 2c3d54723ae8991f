import { NullProvider } from "@cdktf/provider-null/lib/provider";
import type { Resource } from "@cdktf/provider-null/lib/resource";
import {
  App,
  DataResource,
  TerraformCount,
  TerraformIterator,
  TerraformOutput,
  TerraformStack,
  TerraformVariable,
  Testing,
} from "cdktf";
import {
  DataEhpcJobs,
  EhpcProvider,
  type GateJobs,
  JobGate,
  type JobGateProps,
  JobLookup,
  JobsCompletion,
} from "../../src";
import { temporaryFolder } from "./temporary-folder";

const clusterId = "ehpc-hz-FYUr32abcd";
const IDS = { clusterId, jobIds: ["1.manager", "2.manager"] };

function newStack(app = new App({ outdir: temporaryFolder() })): TerraformStack {
  const stack = new TerraformStack(app, "publish");
  new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
  new NullProvider(stack, "null");
  return stack;
}

function synthesized(stack: TerraformStack) {
  const json = JSON.parse(Testing.synth(stack, true));
  for (const part of [...Object.values(json.resource ?? {}), ...Object.values(json.data ?? {})]) {
    for (const each of Object.values(part as object)) {
      Reflect.deleteProperty(each, "//");
    }
  }
  return json;
}

const lookup = (stack: TerraformStack, id: string, more: object = {}) =>
  new JobLookup(stack, id, { clusterId, jobId: `${id}.manager`, ...more });

const list = (stack: TerraformStack, more: object = {}) =>
  new DataEhpcJobs(stack, "sweep", { clusterId, nameRegex: "^sweep$", ...more });

describe("without wait, a gate over jobs is one null resource", () => {
  const conditions = (stack: TerraformStack, id = "swept"): string[] =>
    synthesized(stack).resource.null_resource[id].lifecycle.precondition.map(
      ({ condition }: { condition: string }) => condition,
    );

  test("with short conditions on a list: it has jobs, all of them, and enough have ended", () => {
    const stack = newStack();
    new JobGate(stack, "swept", { jobs: list(stack) });

    expect(conditions(stack)).toEqual([
      `\${length(data.ehpc_jobs.sweep.task_ids) > 0}`,
      `\${data.ehpc_jobs.sweep.complete == true && coalesce(data.ehpc_jobs.sweep.status, "all") == "all"}`,
      `\${data.ehpc_jobs.sweep.counts.succeeded >= length(data.ehpc_jobs.sweep.task_ids)}`,
    ]);
    expect(synthesized(stack).resource.null_resource.swept.triggers).toEqual({
      jobs: `\${join(", ", [for list in [data.ehpc_jobs.sweep] : list.id])}`,
      requires: "succeeded",
      require: "all",
    });
  });

  test.each<[JobGateProps["require"], string]>([
    ["any", "1"],
    [3, "3"],
    ["3", "3"],
    ["80%", "ceil(length(data.ehpc_jobs.sweep.task_ids) * 80 / 100)"],
  ])("that counts as %j requires", (require, needed) => {
    const stack = newStack();
    new JobGate(stack, "swept", { jobs: list(stack), require, requires: "finished" });

    expect(conditions(stack)[2]).toBe(
      `\${data.ehpc_jobs.sweep.counts.succeeded + data.ehpc_jobs.sweep.counts.failed - ` +
        `data.ehpc_jobs.sweep.counts.may_restart >= ${needed}}`,
    );
  });

  test("that counts what all instances of a list have", () => {
    const stack = newStack();
    new JobGate(stack, "swept", { jobs: list(stack, { count: 2 }), require: "any" });

    expect(conditions(stack)).toEqual([
      `\${length([for list in data.ehpc_jobs.sweep : 1]) > 0 && alltrue([for list in data.ehpc_jobs.sweep : length(list.task_ids) > 0])}`,
      `\${alltrue([for list in data.ehpc_jobs.sweep : list.complete == true && coalesce(list.status, "all") == "all"])}`,
      `\${sum(concat([0], [for list in data.ehpc_jobs.sweep : list.counts.succeeded])) >= 1}`,
    ]);
    expect(synthesized(stack).resource.null_resource.swept.count).toBeUndefined();
  });

  test("that counts what lookups have read, and no list is read", () => {
    const stack = newStack();
    const train = lookup(stack, "1");
    const each = lookup(stack, "2", { count: TerraformCount.of(3) });
    new JobGate(stack, "swept", { jobs: [train, each] });
    train.overrideLogicalId("train");

    expect(conditions(stack)).toEqual([
      `\${length(concat([for job in [data.ehpc_job.train] : 1 if job.phase == "succeeded"], [for job in data.ehpc_job.2 : 1 if job.phase == "succeeded"])) >= ` +
        `length(concat([for job in [data.ehpc_job.train] : 1], [for job in data.ehpc_job.2 : 1]))}`,
    ]);
    expect(synthesized(stack).data.ehpc_jobs).toBeUndefined();
  });

  test("that comes after a test that each lookup which repeats has a job", () => {
    const stack = newStack();
    const none = lookup(stack, "2");
    new JobGate(stack, "swept", { jobs: [lookup(stack, "1"), none] });
    new JobGate(stack, "waited", { jobs: [lookup(stack, "3"), none], wait: {} });
    // A lookup may be given its jobs after the gate was made.
    none.count = 0;

    const { resource } = synthesized(stack);
    const tests = Object.keys(resource.terraform_data).map((name) => `terraform_data.${name}`);
    expect(tests).toHaveLength(2);
    expect(resource.null_resource.swept.depends_on).toEqual([tests[0]]);
    expect(resource.ehpc_jobs_completion.waited.depends_on).toEqual([tests[1]]);
  });

  test.each<[string, (stack: TerraformStack) => GateJobs, object]>([
    ["IDs", () => IDS, { job_ids: IDS.jobIds }],
    [
      "an array with its states",
      () => ({ clusterId, arrayJobId: "36", successStates: ["Done"] }),
      { array_job_id: "36", success_states: ["Done"] },
    ],
    ["the lookup of an array", (stack) => lookup(stack, "36"), { array_job_id: "36.manager" }],
    [
      "names",
      () => ({ clusterId, jobName: "sweep", createdAfter: "2024-08-20T02:54:46Z" }),
      { job_name: "sweep", created_after: "2024-08-20T02:54:46Z" },
    ],
    [
      "lookups and IDs",
      (stack) => [lookup(stack, "1"), { clusterId, jobId: "2.manager" }],
      { job_ids: IDS.jobIds },
    ],
  ])(
    "that reads one list for %s, where a completion with wait has the same arguments",
    (_, jobsIn, asked) => {
      const stack = newStack();
      const jobs = jobsIn(stack);
      new JobGate(stack, "swept", { jobs });
      new JobGate(stack, "waited", { jobs, wait: {} });

      const { data, resource } = synthesized(stack);
      expect(Object.values(data.ehpc_jobs)).toEqual([{ cluster_id: clusterId, ...asked }]);
      expect(resource.ehpc_jobs_completion).toEqual({ waited: { cluster_id: clusterId, ...asked } });
    },
  );
});

describe("with wait, a gate over jobs is one jobs completion", () => {
  const completion = (stack: TerraformStack) => synthesized(stack).resource.ehpc_jobs_completion.swept;

  test("under its own name, with what it requires and how it waits", () => {
    const stack = newStack();
    const wait = {
      timeout: "6h",
      interval: "30s",
      requeueGrace: "0s",
      triggers: { run: "7" },
      failFast: false,
    };
    new JobGate(stack, "swept", { jobs: IDS, requires: "finished", require: 1, wait });

    expect(completion(stack)).toEqual({
      cluster_id: clusterId,
      job_ids: IDS.jobIds,
      until: "finished",
      require: "1",
      timeout: "6h",
      interval: "30s",
      requeue_grace: "0s",
      triggers: { run: "7" },
      fail_fast: false,
    });
    expect(stack.toHclTerraform().hcl).toContain('job_ids = [\n"1.manager",\n"2.manager"\n]');
  });

  test("that follows its lookups: their arguments, overrides, dependencies and provider", () => {
    const stack = newStack();
    const submit = new DataResource(stack, "submit");
    const provider = new EhpcProvider(stack, "beijing", { region: "cn-beijing", alias: "beijing" });
    const one = lookup(stack, "1", { provider });
    const other = lookup(stack, "2", { provider, dependsOn: [submit] });
    new JobGate(stack, "swept", { jobs: [one, other], wait: {} });
    one.jobId = "10.manager";
    other.addOverride("job_id", "20.manager");

    expect(completion(stack)).toEqual({
      cluster_id: clusterId,
      job_ids: ["10.manager", "20.manager"],
      depends_on: ["terraform_data.submit"],
      provider: "ehpc.beijing",
    });
  });

  test("of all jobs of a lookup that repeats, in JSON and in HCL", () => {
    const stack = newStack();
    const forEach = TerraformIterator.fromMap({ a: "1.manager", b: "2.manager" });
    const each = lookup(stack, "each", { forEach, jobId: forEach.value });
    new JobGate(stack, "swept", { jobs: [each, { clusterId, jobId: "3.manager" }], wait: {} });

    const ids = `\${concat(["3.manager"], [for job in data.ehpc_job.each : job.job_id])}`;
    expect(completion(stack)).toMatchObject({
      job_ids: ids,
      cluster_id: `\${one(distinct(concat(["${clusterId}"], [for job in data.ehpc_job.each : job.cluster_id])))}`,
    });
    expect(stack.toHclTerraform().hcl).toMatch(/job_ids = "?(\$\{)?concat\(\["3\.manager"\]/);
  });

  test("of a list: each task of it, and only if it is certain that it has all", () => {
    const stack = newStack();
    new JobGate(stack, "swept", { jobs: list(stack, { failureStates: ["Lost"] }), wait: {} });

    expect(completion(stack)).toMatchObject({
      cluster_id: `\${data.ehpc_jobs.sweep.cluster_id}`,
      job_ids: `\${data.ehpc_jobs.sweep.task_ids}`,
      failure_states: ["Lost"],
      lifecycle: {
        precondition: [
          { condition: `\${length(data.ehpc_jobs.sweep.task_ids) > 0}` },
          { condition: expect.stringContaining("data.ehpc_jobs.sweep.complete == true") },
        ],
      },
    });
    expect(stack.toHclTerraform().hcl).toMatch(/lifecycle \{\nprecondition \{\n/);
  });

  test("whose recorded jobs are at hand", () => {
    const stack = newStack();
    const gate = new JobGate(stack, "swept", { jobs: IDS, wait: {} });
    const ids = TerraformIterator.fromList(IDS.jobIds);
    new DataResource(stack, "publish", {
      forEach: ids,
      input: { model: gate.jobsCompletion.jobs.get(ids.value).outputLog },
    });
    new TerraformOutput(stack, "succeeded", { value: gate.jobsCompletion.counts.succeeded });

    expect(gate.jobsCompletion).toBeInstanceOf(JobsCompletion);
    const { resource, output } = synthesized(stack);
    expect(resource.terraform_data.publish.input.model).toBe(
      `\${ehpc_jobs_completion.swept.jobs[each.value].output_log}`,
    );
    expect(output.succeeded.value).toBe(`\${ehpc_jobs_completion.swept.counts.succeeded}`);
  });
});

test("a share that only Terraform knows is left to it", () => {
  const stack = newStack();
  const share = new TerraformVariable(stack, "share", { type: "string" }).stringValue as "80%";
  new JobGate(stack, "swept", { jobs: list(stack), require: share });
  new JobGate(stack, "waited", { jobs: IDS, require: share, wait: {} });

  const { resource } = synthesized(stack);
  expect(resource.null_resource.swept.lifecycle.precondition[2].condition).toContain(
    `>= max(1, "\${var.share}" == "all" ?`,
  );
  expect(resource.ehpc_jobs_completion.waited.require).toBe(`\${var.share}`);
});

test("each gate says where its records are to be had", () => {
  const stack = newStack();
  const over = (jobs: JobGateProps, id: string) => new JobGate(stack, id, jobs);

  expect(() => over({ jobs: IDS, wait: {} }, "a").completion).toThrow(
    'JobGate "publish/a" is over several jobs: use jobsCompletion in place of completion.',
  );
  expect(() => over({ job: { clusterId, jobId: "1.manager" }, wait: {} }, "b").jobsCompletion).toThrow(
    'JobGate "publish/b" is over one job: use completion in place of jobsCompletion.',
  );
  expect(() => over({ jobs: IDS }, "c").jobsCompletion).toThrow("without wait it records nothing.");
});

/** Props that TypeScript refuses and plain JavaScript does not. */
const untyped = (props: Record<string, unknown>) => props as object;

describe("the constructor refuses", () => {
  test.each<[string, object]>([
    ["job and jobs exclude each other.", { job: { clusterId, jobId: "1.manager" }, jobs: IDS }],
    ["require says how many of jobs", { job: { clusterId, jobId: "1.manager" }, require: "any", wait: {} }],
    [
      "wait.failFast does not exist. It goes with jobs",
      { job: { clusterId, jobId: "1" }, wait: { failFast: true } },
    ],
    ["wait.require does not exist. How many jobs", { jobs: IDS, wait: { require: "any" } }],
    ["wait.interval must be a duration", { jobs: IDS, wait: { interval: "5 min" } }],
    ["jobs must not be an empty list.", { jobs: [] }],
    ["jobIds must be a list of at least one job ID", { jobs: { clusterId, jobIds: [] } }],
    ["jobIds[1] must not be empty.", { jobs: { clusterId, jobIds: ["1", " "] } }],
    ["jobIds[0] must be a string; it is given as number.", untyped({ jobs: { clusterId, jobIds: [1] } })],
    ["jobs[0]: jobId must not be empty.", { jobs: [{ clusterId, jobId: "" }] }],
    [
      'jobs[1] must be a JobLookup, a DataEhpcJob, or { clusterId, jobId }, not "2".',
      untyped({ jobs: [{ clusterId, jobId: "1" }, "2"] }),
    ],
    ["exactly one of jobIds, arrayJobId, and jobName or nameRegex.", { jobs: { clusterId } }],
    ["it has jobIds and arrayJobId.", { jobs: { ...IDS, arrayJobId: "36" } }],
    ["jobs by name need createdAfter", { jobs: { clusterId, jobName: "sweep" } }],
    [
      "createdAfter goes with jobName or nameRegex.",
      { jobs: { ...IDS, createdAfter: "2024-08-20T02:54:46Z" } },
    ],
    ["createdAfter is no time", { jobs: { clusterId, jobName: "sweep", createdAfter: "yesterday" } }],
    ["clusterId must not contain spaces", { jobs: { ...IDS, clusterId: "a b" } }],
    [
      "clusterId must be a string; it is given as undefined.",
      untyped({ jobs: { clusterId: undefined, jobIds: ["1"] } }),
    ],
    ["both list done", { jobs: { ...IDS, successStates: ["done"], failureStates: ["Done"] } }],
    [
      "jobs must be a list of lookups or { clusterId, jobId }, a DataEhpcJobs",
      untyped({ jobs: "1.manager" }),
    ],
    ["not null.", untyped({ jobs: null })],
    [
      'require must be "all", "any", a number of jobs from 1 such as 80',
      untyped({ jobs: IDS, require: "most" }),
    ],
    ["not 0.", { jobs: IDS, require: 0 }],
    ["not 1.5.", { jobs: IDS, require: 1.5 }],
    ['not "101%".', { jobs: IDS, require: "101%" }],
    ["not null.", untyped({ jobs: IDS, require: null })],
    ["require asks for 3 jobs, and the gate is given 2.", { jobs: IDS, require: 3 }],
  ])("%s", (message, props) => {
    for (const wait of [{}, { wait: {} }]) {
      const given = { ...wait, ...props } as JobGateProps;
      expect(() => new JobGate(newStack(), "swept", given)).toThrow(
        expect.objectContaining({ message: expect.stringMatching(/^JobGate "publish\/swept": /) }),
      );
      expect(() => new JobGate(newStack(), "swept", given)).toThrow(message);
    }
  });

  test.each<[string, (stack: TerraformStack) => JobGateProps]>([
    ["a lookup by itself stands for an array", (stack) => ({ jobs: lookup(stack, "1", { count: 2 }) })],
    [
      'leaves out jobs by their status ("finished")',
      (stack) => ({ jobs: list(stack, { status: "finished" }) }),
    ],
    [
      'differ in clusterId: "ehpc-hz-FYUr32abcd" and "ehpc-hz-other".',
      (stack) => ({ jobs: [lookup(stack, "1"), { clusterId: "ehpc-hz-other", jobId: "2" }] }),
    ],
    [
      'differ in successStates: none and ["Done"].',
      (stack) => ({ jobs: [lookup(stack, "1"), lookup(stack, "2", { successStates: ["Done"] })], wait: {} }),
    ],
  ])("what only a stack can show: %s", (message, propsIn) => {
    const stack = newStack();
    const props = propsIn(stack);

    expect(() => new JobGate(stack, "swept", props)).toThrow(message);
  });

  test("lists and lookups of another stack, and providers of the wrong kind", () => {
    const app = new App({ outdir: temporaryFolder() });
    const other = new TerraformStack(app, "training");
    const stack = newStack(app);
    const provider = new EhpcProvider(stack, "second", { alias: "second" });

    for (const jobs of [list(other), lookup(other, "36"), [lookup(other, "1")]]) {
      expect(() => new JobGate(stack, `${String(jobs)}-${Math.random()}`, { jobs })).toThrow(
        "are in different stacks.",
      );
    }
    expect(() => new JobGate(stack, "a", { jobs: IDS, provider })).toThrow('must be of the kind "null"');
  });
});

describe("synthesis fails where a gate over jobs stands otherwise than it was made", () => {
  test.each<[string, string, (gate: Resource, completion: JobsCompletion) => void]>([
    ["count", "swept", (gate) => gate.addOverride("count", 0)],
    ["lifecycle", "swept", (gate) => gate.addOverride("lifecycle.precondition", undefined)],
    ["count", "waited", (_, completion) => Object.assign(completion, { count: 0 })],
    ["lifecycle", "waited", (_, completion) => completion.addOverride("lifecycle.precondition", undefined)],
    [
      "ignore_changes",
      "waited",
      (_, completion) => Object.assign(completion, { lifecycle: { ignoreChanges: "all" } }),
    ],
  ])("%s of %s", (argument, id, change) => {
    const stack = newStack();
    const jobs = list(stack);
    const gate = new JobGate(stack, "swept", { jobs });
    const waited = new JobGate(stack, "waited", { jobs, wait: {} });
    change(gate.node.defaultChild as Resource, waited.jobsCompletion);

    const told = `"publish/${id}/Default" is part of a gate, and ${argument} must stay as the gate has made it`;
    expect(() => Testing.synth(stack, true)).toThrow(told);
    expect(() => stack.toHclTerraform()).toThrow(told);
  });

  test("a lookup that is given another cluster later is told", () => {
    const stack = newStack();
    const one = lookup(stack, "1");
    new JobGate(stack, "swept", { jobs: [one, lookup(stack, "2")], wait: {} });
    one.clusterId = "ehpc-hz-other";

    expect(() => Testing.synth(stack, true)).toThrow('JobGate "publish/swept": its jobs differ in clusterId');
  });
});

test("what depends on a gate over jobs waits, and so does what uses its records", () => {
  const stack = newStack();
  const group = new DataResource(stack, "group");
  group.node.addDependency(new JobGate(stack, "swept", { jobs: IDS }));
  new DataResource(stack, "publish", { dependsOn: [new JobGate(stack, "waited", { jobs: IDS, wait: {} })] });

  const { resource } = synthesized(stack);
  expect(resource.terraform_data.group.depends_on).toEqual(["null_resource.swept"]);
  expect(resource.terraform_data.publish.depends_on).toEqual(["ehpc_jobs_completion.waited"]);
});

test("in HCL a gate keeps what its lifecycle says beside its conditions", () => {
  const stack = newStack();
  const jobs = list(stack);
  const gates = [
    new JobGate(stack, "swept", { jobs }),
    new JobGate(stack, "waited", { jobs, wait: {} }),
    new JobGate(stack, "told", { jobs: IDS, wait: {} }),
  ];
  for (const { node } of gates) {
    Object.assign(node.defaultChild as Resource, { lifecycle: { preventDestroy: true } });
  }

  expect(stack.toHclTerraform().hcl.match(/lifecycle \{\s+prevent_destroy = true\n/g)).toHaveLength(3);
});
