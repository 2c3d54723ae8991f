import type { Scenario, ScenarioJob } from "../../../src/emulator/scenario/scenario";
import { TIME_FOR_A_LOOK } from "../../support/configuration";
import { ServedProvider } from "../served-provider";

let served: ServedProvider;

afterEach(() => served.close());

/** Serves a provider beside a cluster with these jobs. */
async function serve(jobs: Readonly<Record<string, ScenarioJob>>, scenario: Partial<Scenario> = {}) {
  served = await ServedProvider.start({ ...scenario, clusters: { c: { jobs } } });
}

const wait = (config: object = {}, onProgress?: (message: string) => void) =>
  served.invoke("ehpc_job_wait", { cluster_id: "c", job_id: "5", interval: "100ms", ...config }, onProgress);

test("a wait tells each state once, and its end last", async () => {
  await serve({ 5: { info: { State: "Running", JobName: "train" } } });
  const { events, diagnostics } = await wait({}, (message) => {
    if (message === "State: Running.") {
      served.emulator.setJob("c", "5", { info: { State: "Completed" } });
    }
  });
  expect(events).toEqual([
    'Waiting for job "5" of cluster "c" until it has succeeded, at most 24h.',
    "State: Running.",
    'Job "5" of cluster "c" has succeeded. Its state is Completed.',
  ]);
  expect(diagnostics).toEqual([]);
});

test("a pending job is told with its place in the queue", async () => {
  const pending = (CreateTime: string) => ({
    info: { State: "Pending", JobName: "train", JobQueue: "comp", CreateTime },
  });
  await serve({
    4: pending("2024-08-16T10:00:00"),
    5: pending("2024-08-16T11:00:00"),
    6: pending("2024-08-16T12:00:00"),
  });
  const { events } = await wait({}, (message) => {
    if (message.includes("submitted before")) {
      served.emulator.setJob("c", "5", { info: { State: "Completed" } });
    }
  });
  expect(events.slice(1, 3)).toEqual([
    "State: Pending.",
    "1 pending job of queue comp was submitted before it.",
  ]);
});

test("what the job writes is told line by line, made harmless, to its end", async () => {
  await serve({ 5: { info: { State: "Running" }, stdout: "\u001b[2Jone\ntw" } });
  const { events, diagnostics } = await wait({ follow_log: true }, (message) => {
    if (message.startsWith("Standard output:")) {
      served.emulator.setJob("c", "5", { info: { State: "Completed" }, stdout: "\u001b[2Jone\ntwo\nthree" });
    }
  });
  expect(events.slice(2, -1)).toEqual([
    "Standard output:\n  one",
    "Standard output:\n  two",
    "Standard output:\n  three",
  ]);
  expect(events.at(-1)).toContain("has succeeded");
  expect(diagnostics).toEqual([]);
});

test("a log that cannot be read is told, and the wait goes on", async () => {
  await serve({
    5: { info: { State: "Running" }, error: { code: "Forbidden.RAM", operation: "GetJobLog" } },
  });
  const { events, diagnostics } = await wait({ follow_log: true }, (message) => {
    if (message.includes("can no longer be followed")) {
      served.emulator.setJob("c", "5", { info: { State: "Completed" } });
    }
  });
  expect(events.at(-1)).toContain("has succeeded");
  expect(diagnostics).toEqual([]);
});

test("a failed job fails the action with what explains it", async () => {
  await serve({ 5: { info: { State: "Failed" }, stderr: "out of memory\n" } });
  const { events, diagnostics } = await wait();
  expect(events).toHaveLength(1);
  expect(diagnostics).toMatchObject([{ summary: "Job Failed" }]);
  expect(diagnostics[0]?.detail).toContain("  state: Failed");
  expect(diagnostics[0]?.detail).toContain("  out of memory");
  expect((await wait({ until: "finished" })).diagnostics).toEqual([]);
});

test("a time-out fails the action", async () => {
  await serve({ 5: { info: { State: "Running" } } });
  expect((await wait({ timeout: TIME_FOR_A_LOOK })).diagnostics).toMatchObject([
    { summary: "Job Wait Timed Out" },
  ]);
});

test("a job that cannot be read for a time is told, and that it can be read again", async () => {
  await serve({ 5: { info: { State: "Running" }, error: { code: "AgentError", times: 1 } } });
  const { events } = await wait({}, (message) => {
    if (message.startsWith("State:") || message.startsWith("The job can be read again.")) {
      served.emulator.setJob("c", "5", { info: { State: "Completed" } });
    }
  });
  expect(events[1]).toMatch(/^The job cannot be read at the moment\. /);
  expect(events[2]).toBe("State: Running.");
});

test("StopProvider ends a wait with its log", async () => {
  await serve({ 5: { info: { State: "Running" }, stdout: "one\n" } });
  const { diagnostics } = await wait({ follow_log: true }, (message) => {
    if (message.startsWith("Standard output:")) {
      void served.call("StopProvider");
    }
  });
  expect(diagnostics).toMatchObject([{ summary: "Request Interrupted" }]);
});
