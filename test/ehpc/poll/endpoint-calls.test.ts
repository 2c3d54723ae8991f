import { EhpcError } from "../../../src/base/errors";
import type { CallOptions } from "../../../src/ehpc/api/client";
import { EndpointCalls } from "../../../src/ehpc/poll/endpoint-calls";
import { DrivenClock } from "../../support/driven-clock";
import { broken, FakeService, forbidden, throttled } from "./fake-service";

const { signal } = new AbortController();

function endpoint() {
  const clock = new DrivenClock();
  const service = new FakeService(clock);
  service.cluster("c").set("1", { state: "Running" });
  return { clock, service, calls: new EndpointCalls(service, clock) };
}

it("makes every call once, and asks for full pages of jobs that have not ended", async () => {
  const { service, calls } = endpoint();
  const asked: [unknown, CallOptions | undefined][] = [];
  const { getJob, listJobs } = service;
  service.getJob = (request, options) => {
    asked.push([request, options]);
    return getJob(request, options);
  };
  service.listJobs = (request, options) => {
    asked.push([request, options]);
    return listJobs(request, options);
  };
  expect((await calls.getJob("c", "1", signal)).answer.job.state).toBe("Running");
  expect((await calls.listUnfinished("c", 2, signal)).totalCount).toBe(1);
  expect(asked).toEqual([
    [
      { clusterId: "c", jobId: "1" },
      { signal, maxRetryMs: 0 },
    ],
    [
      { clusterId: "c", status: "unfinished", pageNumber: 2, pageSize: 50 },
      { signal, maxRetryMs: 0 },
    ],
  ]);
});

it("tells when a call began, which may be later than it was asked for", async () => {
  const { clock, service, calls } = endpoint();
  service.trouble = () => throttled(5_000);
  await expect(calls.getJob("c", "1", signal)).rejects.toMatchObject({ kind: "throttled" });
  service.trouble = () => null;
  const call = calls.getJob("c", "1", signal);
  await clock.advance(10_000);
  expect((await call).begunAt).toBe(5_000);
});

it("knows failures that pass from those that last", async () => {
  const { calls } = endpoint();
  const blocked = new EhpcError("unknown-host", "There is no such host.");
  const starting = new EhpcError("invalid-cluster-status", "The cluster is starting.");
  const passing = () =>
    [broken, throttled(), starting, blocked, forbidden, new Error()].map((e) => calls.passes(e));
  expect(passing()).toEqual([true, true, true, false, false, false]);
  await calls.getJob("c", "1", signal);
  expect(passing()).toEqual([true, true, true, true, false, false]);
});
