import { EhpcError } from "../../../src/base/errors";
import { failureMessage, reachedMessage, timeoutMessage } from "../../../src/ehpc/job/outcome-message";
import { aJob } from "./a-job";

const job = { clusterId: "c", jobId: "1" };
const names = {
  requeueGrace: "requeue_grace",
  successStates: "success_states",
  failureStates: "failure_states",
};
const FAILED = 'Job "1" of cluster "c" has failed.';

describe("a failure", () => {
  it("is reported with the service's fields, without the absent ones", () => {
    const answer = { requestId: "R-1", job: aJob({ state: "Failed", errorLog: "/home/a.e1" }) };
    expect(failureMessage(job, { answer, graceMs: null }, null, names)).toEqual([
      FAILED,
      "  state: Failed\n  error log on the cluster: /home/a.e1\n  request ID: R-1",
    ]);
    const silent = { requestId: null, job: aJob() };
    expect(failureMessage(job, { answer: silent, graceMs: null }, [], names)).toEqual([FAILED]);
  });

  it("ends with the last lines of standard error, where there are any", () => {
    const answer = { requestId: null, job: aJob({ state: "Failed" }) };
    expect(failureMessage(job, { answer, graceMs: null }, ["one", "two"], names).at(-1)).toBe(
      "Last lines of its standard error:\n\n  one\n  two",
    );
  });

  it("says how long it stayed that the scheduler might have taken back", () => {
    const answer = { requestId: null, job: aJob({ state: "PREEMPTED" }) };
    expect(failureMessage(job, { answer, graceMs: 60_000 }, null, names).at(-1)).toBe(
      "The scheduler may requeue a job in this state, but has not done so for 1m (requeue_grace).",
    );
  });

  it("is short however long the texts of the answer are", () => {
    const long = "n".repeat(1_000_000);
    const answer = { requestId: null, job: aJob({ state: "Failed", nodeList: long, errorLog: long }) };
    expect(failureMessage(job, { answer, graceMs: null }, null, names).join("\n").length).toBeLessThan(1_200);
  });

  it("keeps its meaning whatever the service writes", () => {
    const answer = { requestId: null, job: aJob({ state: "\u001b[2JFailed\n\n  state: Completed" }) };
    expect(failureMessage(job, { answer, graceMs: null }, null, names)[1]).toBe(
      "  state: Failed state: Completed",
    );
  });
});

describe("a wait that was too long", () => {
  const late = { kind: "timeout", last: null, waitedMs: 60_000, graceLeftMs: null, lastError: null } as const;

  it("is reported with the state and its duration", () => {
    const outcome = { ...late, state: "Running\u0007", phase: "running", inStateMs: 45_000 } as const;
    expect(timeoutMessage(job, { until: "succeeded", timeout: "1m" }, outcome, names)).toEqual([
      'Job "1" of cluster "c" has not succeeded within 1m. Its state is Running (phase running). This run has seen that state for 45s.',
    ]);
  });

  it("is reported without a state if none was seen, and with the last error", () => {
    const lastError = new EhpcError("throttled", "E-HPC throttles requests.");
    const outcome = { ...late, state: null, phase: "unknown", inStateMs: 0, lastError } as const;
    expect(timeoutMessage(job, { until: "started", timeout: "1m" }, outcome, names)).toEqual([
      'Job "1" of cluster "c" has not started within 1m. It was never seen.',
      "The last attempt to read it failed: E-HPC throttles requests.",
    ]);
  });

  it("says what to do about a state that nobody knows", () => {
    const outcome = { ...late, state: "Archived", phase: "unknown", inStateMs: 5_000 } as const;
    expect(timeoutMessage(job, { until: "succeeded", timeout: "1m" }, outcome, names)[1]).toBe(
      "The meaning of the state Archived is not known. If it means success, add it to success_states; if it means failure, add it to failure_states.",
    );
  });

  it("says so where a state had not stayed long enough to be the end", () => {
    const standing = { state: "PREEMPTED", phase: "failed", inStateMs: 20_000, graceLeftMs: 40_000 } as const;
    const outcome = { ...late, ...standing };
    expect(timeoutMessage(job, { until: "succeeded", timeout: "1m" }, outcome, names)[1]).toBe(
      "The scheduler may requeue a job in this state, so it counts as the end only after a grace period (requeue_grace). 40s of it were left.",
    );
  });

  it("does not say that a job without a state was not seen", () => {
    const last = { requestId: null, job: aJob() };
    const outcome = { ...late, last, state: null, phase: "unknown", inStateMs: 5_000 } as const;
    expect(timeoutMessage(job, { until: "finished", timeout: "1m" }, outcome, names)).toEqual([
      'Job "1" of cluster "c" has not ended within 1m. It has no state.',
    ]);
  });
});

it("the awaited state is named in one line", () => {
  const answer = { requestId: null, job: aJob({ state: "Completed\u001b[0m" }) };
  expect(reachedMessage(job, "succeeded", answer)).toBe(
    'Job "1" of cluster "c" has succeeded. Its state is Completed.',
  );
});
