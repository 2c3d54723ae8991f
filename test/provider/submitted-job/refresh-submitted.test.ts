import type { Job } from "../../../src/ehpc/job/job";
import { MARKER_VARIABLE } from "../../../src/ehpc/submit/marker";
import { failed, failure, job, over } from "./handlers";

const shows = (more: Partial<Job>) => over({ getJob: async () => ({ requestId: "R-3", job: job(more) }) });
const fails = (kind: Parameters<typeof failure>[0], transient = false) =>
  over({
    getJob: async () => {
      throw failure(kind, transient);
    },
  });

/** The state of a job that was submitted and seen in a state. */
const stateOf = (state: string, more: Partial<Job> = {}) =>
  over({
    submit: async () => ({ jobId: "10", requestId: "R-1", adopted: false }),
    getJob: async () => ({ requestId: "R-2", job: job({ state, ...more }) }),
  }).create({ output_log: "/home/%j.o" });

test("a refresh takes over how the job stands, and no argument", async () => {
  const running = await stateOf("Running");
  const { read } = shows({ state: "Completed", outputLog: "/home/10.o", jobName: "train " });
  const changes = await read(running);
  expect(changes).toMatchObject({
    state: "Completed",
    succeeded: true,
    output_log: "/home/%j.o",
    job_name: "train",
  });
  expect(changes).not.toHaveProperty("request_id");
  expect(changes).not.toHaveProperty("marker");
});

test.each(["job-not-found", "cluster-not-found"] as const)(
  "a forgotten job (%s) keeps its outcome without a word",
  async (kind) => {
    const ended = await stateOf("Completed");
    const { read, warnings } = fails(kind);
    expect(await read(ended)).toEqual({ found: false });
    expect(warnings).toEqual([]);
  },
);

test("a job that is forgotten before its end was seen is unknown, which is said once", async () => {
  const running = await stateOf("Running");
  const { read, warnings } = fails("job-not-found");
  const changes = await read(running);
  expect(changes).toEqual({ found: false, phase: "unknown" });
  await read({ ...running, ...changes });
  expect(warnings).toEqual(["Job Forgotten"]);
});

test("an outcome that was seen stays when the scheduler shows another", async () => {
  const ended = await stateOf("Completed");
  expect(await shows({ state: "Running" }).read(ended)).toEqual({});
  expect(await shows({ state: "Failed" }).read(ended)).toEqual({});
});

test("an end that the scheduler has taken back does not stay", async () => {
  const ended = await stateOf("NODE_FAIL");
  expect(ended.finished).toBe(true);
  expect(await shows({ state: "Pending" }).read(ended)).toMatchObject({ phase: "pending", finished: false });
});

test("another job under the same ID is not taken for this one", async () => {
  const running = await stateOf("Running");
  const other = { createTime: "2025-01-01T00:00:00", state: "Completed" };
  expect(await shows(other).read(running)).toEqual({ found: false, phase: "unknown" });
  const marked = { ...other, variables: { [MARKER_VARIABLE]: "another" } };
  expect(await shows(marked).read(running)).toEqual({ found: false, phase: "unknown" });
});

test("a job that was put back into the queue is known by its marker", async () => {
  const running = await stateOf("Running");
  const variables = { [MARKER_VARIABLE]: String(running.marker) };
  const again = shows({ createTime: "2025-01-01T00:00:00", state: "Pending", variables });
  expect(await again.read(running)).toMatchObject({ found: true, state: "Pending" });
});

test.each([
  ["unavailable", true],
  ["bad-answer", false],
] as const)("a refresh in vain (%s) changes nothing, and warns", async (kind, transient) => {
  const running = await stateOf("Running");
  const { read, warnings } = fails(kind, transient);
  expect(await read(running)).toEqual({});
  expect(warnings).toEqual(["Job Not Refreshed"]);
});

test("an array of which not all tasks are listed keeps its state", async () => {
  const { read, warnings } = fails("array-undecided");
  expect(await read(await stateOf("Running"))).toEqual({});
  expect(warnings).toEqual([]);
});

test("a key that may not read jobs fails the refresh", async () => {
  expect(await failed(fails("forbidden").read(await stateOf("Running")))).toMatchObject({
    summary: "Not Authorized",
  });
});

test("an uncertain submission is not asked for", async () => {
  const { read, calls, warnings } = over({});
  expect(await read({ ...(await stateOf("Running")), job_id: null })).toEqual({});
  expect(warnings).toEqual(["Submission Uncertain"]);
  expect(calls).toEqual([]);
});

test("an import takes all that the scheduler shows, and a job that it does not know is not there", async () => {
  const { read } = shows({ variables: { EPOCHS: "20", [MARKER_VARIABLE]: "m" } });
  const stub = { ...(await stateOf("Running")) };
  for (const name of Object.keys(stub)) {
    Object.assign(stub, {
      [name]: name === "cluster_id" || name === "job_id" ? Reflect.get(stub, name) : null,
    });
  }
  expect(await read(stub)).toMatchObject({
    id: `${stub.cluster_id}:10`,
    job_name: "train",
    command_line: "/home/train.sh",
    queue: "workq",
    run_as_user: "trainer",
    output_log: "/home/train.o10",
    variables: { EPOCHS: "20" },
    marker: "m",
  });
  expect(await fails("job-not-found").read(stub)).toBeNull();
});
