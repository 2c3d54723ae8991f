import type { ScenarioCluster } from "../../../src/emulator/scenario/scenario";
import type { CtyObject } from "../../../src/plugin/cty/value";
import { ServedProvider } from "../served-provider";

let served: ServedProvider;

afterEach(() => served.close());

const RUNS = { submitted: { job: { life: [{ at: 0, State: "Running" }] } } };

async function serve(cluster: ScenarioCluster = {}) {
  served = await ServedProvider.start({ clusters: { c: { ...RUNS, ...cluster } } });
}

const JOB = { cluster_id: "c", job_name: "train", command_line: "-- /bin/train" };
const submit = (config: CtyObject = {}) => served.invoke("ehpc_job_submit", { ...JOB, ...config });

test("a job is submitted as it is configured, and its ID is told", async () => {
  await serve();
  const { events, diagnostics } = await submit({
    queue: "comp",
    priority: 3,
    variables: { DATA: "/data" },
    resources: { nodes: 2, cores: null, memory: "1gb", gpus: null },
    run_as_user: "alice",
    run_as_user_password: "hunter2hunter2",
  });
  expect(diagnostics).toEqual([]);
  expect(events).toEqual(['Submitting job "train" to cluster "c".', "The job is submitted: its ID is 1."]);
  expect(served.emulator.submissions).toMatchObject([{ jobId: "1", jobName: "train" }]);
  expect(JSON.stringify(served.emulator.calls)).not.toContain("hunter2");
});

test("each invocation submits a job, but one with a token finds its job again", async () => {
  await serve();
  await submit();
  await submit();
  expect(served.emulator.submissions).toHaveLength(2);
  await submit({ token: "train-7" });
  const { events } = await submit({ token: "train-7" });
  expect(events.at(-1)).toBe("The job of token train-7 is there: its ID is 3.");
  expect(served.emulator.submissions).toHaveLength(3);
  await submit({ token: "train-7", command_line: "-- /bin/other" });
  expect(served.emulator.submissions).toHaveLength(4);
});

test("a job whose response is lost is found, and not submitted again", async () => {
  await serve({ fault: { kind: "reset", operation: "CreateJob", times: 1 } });
  const { events, diagnostics } = await submit();
  expect(diagnostics).toEqual([]);
  expect(events.at(-1)).toBe("The job is submitted: its ID is 1.");
  expect(served.emulator.submissions).toHaveLength(1);
});

test("a submission that is refused fails the action", async () => {
  await serve({ error: { code: "Forbidden.RAM", operation: "CreateJob" } });
  const { diagnostics } = await submit();
  expect(diagnostics).toMatchObject([{ summary: "Not Authorized" }]);
  expect(diagnostics[0]?.detail).toContain("ehpc:CreateJob");
  expect(served.emulator.submissions).toHaveLength(0);
});

test("a submission of which nothing is known says by what to look for the job", async () => {
  await serve({
    fault: { kind: "reset", operation: "CreateJob", times: 1 },
    error: { code: "Forbidden.RAM", operation: "ListJobs" },
  });
  const { diagnostics } = await submit();
  expect(diagnostics).toMatchObject([{ summary: "Submission Uncertain" }]);
  const { marker } = served.emulator.submissions[0] ?? {};
  expect(diagnostics[0]?.detail).toContain(`EHPC_SUBMISSION_TOKEN=${marker}`);
});

test("a job is stopped, and its end is told", async () => {
  await serve({ jobs: { 5: { info: { State: "Running" } } } });
  const stop = () => served.invoke("ehpc_job_stop", { cluster_id: "c", job_id: "5" });
  const { events, diagnostics } = await stop();
  expect(diagnostics).toEqual([]);
  expect(events).toEqual([
    'Stopping job "5" of cluster "c", and waiting for its end, at most 2m.',
    'Job "5" of cluster "c" does not run any more.',
  ]);
  const stops = () => served.emulator.calls.filter(({ operation }) => operation === "StopJobs");
  expect(stops()).toHaveLength(1);
  expect((await stop()).diagnostics).toEqual([]);
  expect(stops()).toHaveLength(1);
});

test("a job that cannot be stopped fails the action", async () => {
  await serve({
    jobs: { 5: { info: { State: "Running" } } },
    error: { code: "Forbidden.RAM", operation: "StopJobs" },
  });
  const { diagnostics } = await served.invoke("ehpc_job_stop", { cluster_id: "c", job_id: "5" });
  expect(diagnostics).toMatchObject([{ summary: "Not Authorized" }]);
  expect(diagnostics[0]?.detail).toContain("ehpc:StopJobs");
});
