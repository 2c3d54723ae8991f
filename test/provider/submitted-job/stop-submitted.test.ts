import { EhpcError } from "../../../src/base/errors";
import type { Job } from "../../../src/ehpc/job/job";
import type { State } from "../../../src/provider/submitted-job/job-of-state";
import { failed, failure, job, over } from "./handlers";

const shows = (more: Partial<Job> = {}) => ({ getJob: async () => ({ requestId: null, job: job(more) }) });

async function submitted(more: Partial<State> = {}): Promise<State> {
  const { create } = over({
    submit: async () => ({ jobId: "10", requestId: null, adopted: false }),
    ...shows(),
  });
  return { ...(await create()), ...more };
}

test("a job that has not ended is stopped, and its end awaited", async () => {
  const { destroy, calls } = over(shows());
  await destroy(await submitted());
  expect(calls).toEqual(["read 10", "stop 10 in 120000 ms"]);
});

test("the wait for the end may be longer", async () => {
  const { destroy, calls } = over(shows());
  await destroy(await submitted({ stop_timeout: "5m" }));
  expect(calls).toContain("stop 10 in 300000 ms");
});

test("with keep, and after its end, a job is left alone without a call", async () => {
  const { destroy, calls } = over({});
  await destroy(await submitted({ on_destroy: "keep" }));
  await destroy(await submitted({ finished: true, may_restart: false }));
  expect(calls).toEqual([]);
});

test("a job that has ended since is not stopped", async () => {
  const { destroy, calls } = over(shows({ state: "Completed" }));
  await destroy(await submitted());
  expect(calls).toEqual(["read 10"]);
});

test.each(["job-not-found", "cluster-not-found"] as const)(
  "a job that is gone (%s) is destroyed",
  async (kind) => {
    const { destroy, calls } = over({
      getJob: async () => {
        throw failure(kind);
      },
    });
    await destroy(await submitted());
    expect(calls).toEqual(["read 10"]);
  },
);

test("a job of somebody else under the same ID is not stopped, and a warning says so", async () => {
  const { destroy, calls, warnings } = over(shows({ createTime: "2025-01-01T00:00:00" }));
  await destroy(await submitted());
  expect(calls).toEqual(["read 10"]);
  expect(warnings).toEqual(["Job Not Stopped"]);
});

test.each<[string, Partial<Job>]>([
  ["shows variables without the marker", { variables: { X: "1" } }],
  ["shows another marker", { variables: { EHPC_SUBMISSION_TOKEN: "another" } }],
  ["has another name", { jobName: "other", createTime: null }],
])("a job under the same ID that %s is not stopped", async (_, shown) => {
  const { destroy, calls, warnings } = over(shows(shown));
  await destroy(await submitted());
  expect(calls).toEqual(["read 10"]);
  expect(warnings).toEqual(["Job Not Stopped"]);
});

test("a job whose name the scheduler has cut is stopped", async () => {
  const { destroy, calls } = over(shows({ jobName: "tr", createTime: null }));
  await destroy(await submitted());
  expect(calls).toContain("stop 10 in 120000 ms");
});

test("an interrupted stop says that the job may end nevertheless", async () => {
  const { destroy } = over({
    ...shows(),
    stop: async () => {
      throw failure("aborted");
    },
  });
  const { detail } = await failed(destroy(await submitted()));
  expect(detail).toContain("The job may still end");
});

test("an array of which not all tasks are listed is stopped", async () => {
  const { destroy, calls } = over({
    getJob: async () => {
      throw failure("array-undecided");
    },
  });
  await destroy(await submitted());
  expect(calls).toContain("stop 10 in 120000 ms");
});

test("a job that does not end in time stays in the state", async () => {
  const { destroy } = over({
    ...shows(),
    stop: async () => {
      throw failure("timeout");
    },
  });
  const { summary, detail } = await failed(destroy(await submitted()));
  expect(summary).toBe("Request Timed Out");
  expect(detail).toContain('Could not stop job "10" of cluster "ehpc-hz-FYUr32abcd"');
  expect(detail).toContain('raise "stop_timeout"');
});

test("an array of an uncertain submission is stopped, though the list shows a task alone, which has ended", async () => {
  const listed = async () => [{ jobId: "10", state: "Failed" }] as never;
  const uncertain = await submitted({ job_id: null, marker: "m", array_request: "1-3" });
  const some = over({
    findSubmitted: listed,
    getJob: async () => {
      throw failure("array-undecided");
    },
  });
  await some.destroy(uncertain);
  expect(some.calls).toEqual(["find m", "read 10", "stop 10 in 120000 ms"]);
  const all = over({ findSubmitted: listed, ...shows({ state: "Failed" }) });
  await all.destroy(uncertain);
  expect(all.calls).toEqual(["find m", "read 10"]);
});

test("where it cannot be found out what an uncertain submission led to, nothing is destroyed", async () => {
  const { destroy, calls } = over({
    findSubmitted: async () => {
      throw failure("submission-uncertain");
    },
  });
  const { summary, detail } = await failed(destroy(await submitted({ job_id: null, marker: "m" })));
  expect(summary).toBe("Submission Uncertain");
  expect(detail).toContain("nothing is submitted until this is known");
  expect(calls).toEqual(["find m"]);
});

test("an uncertain submission to a cluster that is gone is destroyed", async () => {
  const { destroy } = over({
    findSubmitted: async () => {
      throw new EhpcError("submission-uncertain", "The search failed.", { code: "ClusterNotFound" });
    },
  });
  await destroy(await submitted({ job_id: null, marker: "m" }));
});
