import { silentLog } from "../../../src/base/log";
import type { Client } from "../../../src/ehpc/api/client";
import { type StopOptions, stopJob } from "../../../src/ehpc/submit/stop-job";
import type { ScenarioCluster, ScenarioJob, Stage } from "../../../src/emulator/scenario/scenario";
import { serve, stopServing } from "../../emulator/serving";
import { driven } from "./driven";

afterEach(stopServing);

const cluster = "ehpc-hz-FYUr32abcd";
const running: ScenarioJob = { life: [{ at: 0, State: "Running" }] };

async function stopping(jobs: Record<string, ScenarioJob>, further: Partial<ScenarioCluster> = {}) {
  const { emulator, client, clock } = await serve({ clusters: { [cluster]: { jobs, ...further } } });
  const stop = (
    jobId: string,
    options: Partial<StopOptions> = {},
    calls: Pick<Client, "getJob" | "stopJobs"> = client,
  ) => {
    const { signal } = new AbortController();
    return driven(
      stopJob(calls, { clusterId: cluster, jobId }, { signal, clock, log: silentLog, ...options }),
      clock,
    );
  };
  const stateOf = async (jobId: string) => (await client.getJob({ clusterId: cluster, jobId })).job.state;
  const stops = () => emulator.calls.filter(({ operation }) => operation === "StopJobs").length;
  return { emulator, client, clock, stop, stateOf, stops };
}

it("stops a running job and waits for its end", async () => {
  const { stop, stateOf, stops, clock } = await stopping({ 10: running }, { stopping: { seconds: 20 } });
  await stop("10");
  expect(await stateOf("10")).toBe("CANCELLED");
  expect(stops()).toBe(1);
  expect(clock.monotonicMs()).toBeLessThan(25_000);
});

it("stops a job that waits", async () => {
  const { stop, stateOf } = await stopping({ 10: { info: { State: "Pending" } } });
  await stop("10");
  expect(await stateOf("10")).toBe("CANCELLED");
});

it("stops all tasks of an array that have not ended", async () => {
  const life = [
    { at: 0, State: "Pending" },
    { at: 1, State: "Running" },
  ];
  const tasks = { 2: { life: [{ at: 0, State: "Completed" }] } };
  const { stop, stateOf, clock } = await stopping({
    36: { arrayRequest: "1-3", life, tasks, secondsApart: 3 },
  });
  await clock.advance(2_000);
  await stop("36");
  expect(await Promise.all(["36_1", "36_2", "36_3"].map(stateOf))).toEqual([
    "CANCELLED",
    "Completed",
    "CANCELLED",
  ]);
});

it.each(["Completed", "Failed", "CANCELLED"])("leaves a job alone that is %s", async (State) => {
  const { stop, stops } = await stopping({ 10: { info: { State } } });
  await stop("10");
  expect(stops()).toBe(0);
});

it("does nothing for a job that the scheduler has forgotten, once it has said so twice", async () => {
  const { emulator, stop, stops } = await stopping({});
  await stop("10");
  expect(stops()).toBe(0);
  expect(emulator.calls).toHaveLength(2);
});

it("does not take one word for it that a running job is missing", async () => {
  const error = { code: "InvalidParams", times: 1, operation: "GetJob" } as const;
  const { stop, stateOf } = await stopping({ 10: { ...running, error } });
  await stop("10");
  expect(await stateOf("10")).toBe("CANCELLED");
});

it("takes a job that ends and is purged meanwhile for ended", async () => {
  const life: Stage[] = [
    { at: 0, State: "Running" },
    { at: 20, gone: true },
  ];
  const { stop } = await stopping({ 10: { life } }, { stopping: { seconds: 15 } });
  await stop("10");
});

it("goes on where the service fails for a while", async () => {
  const error = { code: "AgentError", times: 3, operation: "StopJobs" } as const;
  const { emulator, clock, stop } = await stopping({ 10: running });
  emulator.update({ error, clusters: { [cluster]: { jobs: { 10: running } } } });
  await stop("10");
  expect(clock.monotonicMs()).toBeGreaterThanOrEqual(9_000);
});

it("says what the service says where it fails to the end", async () => {
  const { emulator, stop } = await stopping({});
  const error = { code: "AgentError", operation: "StopJobs" } as const;
  emulator.update({ error, clusters: { [cluster]: { jobs: { 10: running } } } });
  await expect(stop("10")).rejects.toMatchObject({ kind: "service-fault", code: "AgentError" });
});

it("says at once that the service refuses, unless the job has ended meanwhile", async () => {
  const { emulator, stop, stops } = await stopping({});
  const error = { code: "Forbidden.RAM", operation: "StopJobs" } as const;
  emulator.update({ error, clusters: { [cluster]: { jobs: { 10: running } } } });
  await expect(stop("10")).rejects.toMatchObject({ kind: "forbidden" });
  expect(stops()).toBe(1);

  const life = [
    { at: 0, State: "Running" },
    { at: 2, State: "Completed" },
  ];
  emulator.update({
    error: { ...error, code: "InvalidParams" },
    clusters: { [cluster]: { jobs: { 10: { life } } } },
  });
  await stop("10");
});

it("gives up after two minutes, and says how the job stands", async () => {
  const { clock, stop, stops } = await stopping({ 10: running }, { stopping: { seconds: 600 } });
  await expect(stop("10")).rejects.toMatchObject({
    kind: "timeout",
    message: "Job 10 did not end within 2m. Its state is Running.",
  });
  expect(clock.monotonicMs()).toBeGreaterThanOrEqual(120_000);
  expect(clock.monotonicMs()).toBeLessThan(125_000);
  // The scheduler is asked again from time to time.
  expect(stops()).toBe(4);
});

it("does not take a preemption for the end while it can be stopped, but ends with it", async () => {
  const { stop, stops } = await stopping({ 10: { info: { State: "PREEMPTED" } } });
  await stop("10");
  expect(stops()).toBe(1);
});

it("ends at once with its signal", async () => {
  const { client, clock, stop } = await stopping({ 10: running }, { stopping: { seconds: 600 } });
  const controller = new AbortController();
  const stopJobs: Client["stopJobs"] = async (request, options) => {
    await client.stopJobs(request, options);
    controller.abort();
  };
  const { signal } = controller;
  await expect(stop("10", { signal }, { ...client, stopJobs })).rejects.toMatchObject({ kind: "aborted" });
  expect(clock.sleepers).toBe(0);
});
