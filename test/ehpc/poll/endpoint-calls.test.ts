import { EhpcError } from "../../../src/base/errors";
import type { CallOptions } from "../../../src/ehpc/api/client";
import { EndpointCalls } from "../../../src/ehpc/poll/endpoint-calls";
import { DrivenClock } from "../../support/driven-clock";
import { broken, FakeService, forbidden, throttled } from "./fake-service";

const expired = new EhpcError("invalid-security-token", "The STS token has expired.", {
  code: "InvalidSecurityToken.Expired",
});

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
  expect(
    (await calls.listPage("c", { status: "unfinished" }, { page: 2, pageSize: 50 }, signal)).totalCount,
  ).toBe(1);
  expect(asked).toEqual([
    [
      { clusterId: "c", jobId: "1" },
      { signal, maxRetryMs: 0 },
    ],
    [
      { clusterId: "c", status: "unfinished", pageNumber: 2, pageSize: 50 },
      { signal: expect.any(AbortSignal), maxRetryMs: 0 },
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
  const always = [broken, throttled(), new EhpcError("invalid-cluster-status", "The cluster is starting.")];
  const onceItWorked = [
    ...(["unknown-host", "proxy", "tls", "bad-answer", "clock-skew"] as const).map(
      (kind) => new EhpcError(kind, "The way is blocked."),
    ),
    new EhpcError("other", "Another operation is under way.", { code: "ConflictOpt" }),
    expired.ofReplaceable(),
  ];
  const never = [
    forbidden,
    new Error(),
    expired,
    new EhpcError("other", "E-HPC refused the call."),
    ...(["invalid-access-key", "signature-mismatch", "configuration"] as const).map(
      (kind) => new EhpcError(kind, "No."),
    ),
  ];
  const passing = (errors: readonly Error[]) => errors.map((error) => calls.passes(error));
  expect(new Set(passing(always))).toEqual(new Set([true]));
  expect(new Set(passing([...onceItWorked, ...never]))).toEqual(new Set([false]));
  await calls.getJob("c", "1", signal);
  expect(new Set(passing([...always, ...onceItWorked]))).toEqual(new Set([true]));
  expect(new Set(passing(never))).toEqual(new Set([false]));
});
