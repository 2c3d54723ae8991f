import { App, TerraformStack } from "cdktf";
import { DataEhpcJobLog, DataEhpcJobs, EhpcProvider, JobCompletion, JobGate, JobLookup } from "../../src";
import { temporaryFolder } from "./temporary-folder";

const clusterId = "ehpc-hz-FYUr32abcd";
const JOB = { clusterId, jobId: "1.manager" };

const newStack = () => new TerraformStack(new App({ outdir: temporaryFolder() }), "publish");

/** `npm run typecheck` fails where a line below compiles. What plain JavaScript brings is refused when it runs. */
test("TypeScript refuses a gate that can never open, and so does the constructor", () => {
  const stack = newStack();
  // @ts-expect-error: nobody looks the job up, and nothing waits for it
  expect(() => new JobGate(stack, "ids", { job: JOB })).toThrow("or add wait: {}");
  // @ts-expect-error: which jobs?
  expect(() => new JobGate(stack, "none", {})).toThrow("job must be");
  // @ts-expect-error: one or many?
  expect(() => new JobGate(stack, "both", { job: JOB, jobs: [JOB], wait: {} })).toThrow("exclude each other");
  const job = new JobLookup(stack, "train", JOB);
  // @ts-expect-error: how many of one?
  expect(() => new JobGate(stack, "one", { job, require: "any" })).toThrow("require says how many");
});

test("TypeScript refuses words that Terraform refuses", () => {
  const stack = newStack();
  const made = [
    // @ts-expect-error: no such status
    new DataEhpcJobs(stack, "status", { clusterId, status: "running" }),
    // @ts-expect-error: no such order
    new DataEhpcJobs(stack, "sort", { clusterId, sort: { by: "name" } }),
    // @ts-expect-error: no such direction
    new DataEhpcJobs(stack, "order", { clusterId, sort: { by: "submit", order: "up" } }),
    // @ts-expect-error: no such log
    new DataEhpcJobLog(stack, "log", { ...JOB, logType: "both" }),
    // @ts-expect-error: no such outcome
    new JobCompletion(stack, "until", { ...JOB, until: "started" }),
  ];
  expect(made).toHaveLength(5);
  // @ts-expect-error: no such network
  expect(() => new EhpcProvider(stack, "ehpc", { endpointType: "intranet" })).toThrow("endpointType");
  const wait = { until: "ended" } as const;
  // @ts-expect-error: no such aim
  expect(() => new JobLookup(stack, "aim", { ...JOB, wait })).toThrow("wait.until");
});
