import { EhpcError } from "../../../src/base/errors";
import { tellFailure, tellReached, tellTimeout } from "../../../src/ehpc/job/tell-outcome";
import { aJob } from "./a-job";

const job = { clusterId: "c", jobId: "1" };
const FAILED = 'Job "1" of cluster "c" has failed, so there is nothing to wait for.';

describe("a failure", () => {
  it("is told with what the service tells, and with nothing where it tells nothing", () => {
    const answer = { requestId: "R-1", job: aJob({ state: "Failed", errorLog: "/home/a.e1" }) };
    expect(tellFailure(job, answer, null)).toEqual([
      FAILED,
      "  state: Failed\n  error log on the cluster: /home/a.e1\n  request ID: R-1",
    ]);
    expect(tellFailure(job, { requestId: null, job: aJob() }, [])).toEqual([FAILED]);
  });

  it("ends with the last lines of standard error, where there are any", () => {
    const answer = { requestId: null, job: aJob({ state: "Failed" }) };
    expect(tellFailure(job, answer, ["one", "two"]).at(-1)).toBe(
      "The last lines of its standard error:\n\n  one\n  two",
    );
  });

  it("cannot be told otherwise by what the service writes", () => {
    const answer = { requestId: null, job: aJob({ state: "\u001b[2JFailed\n\n  state: Completed" }) };
    expect(tellFailure(job, answer, null)[1]).toBe("  state: Failed state: Completed");
  });
});

describe("a wait that was too long", () => {
  const late = { kind: "timeout", last: null, waitedMs: 60_000, lastError: null } as const;

  it("is told with the state, and for how long it was seen", () => {
    const outcome = { ...late, state: "Running\u0007", phase: "running", inStateMs: 45_000 } as const;
    expect(tellTimeout(job, "succeeded", "1m", outcome)).toEqual([
      'Job "1" of cluster "c" has not succeeded within 1m. Its state is Running (phase running), for 45s as far as this run has seen.',
    ]);
  });

  it("is told without a state where none was seen, and with what stood in the way", () => {
    const lastError = new EhpcError("throttled", "E-HPC is being asked too often.");
    const outcome = { ...late, state: null, phase: "unknown", inStateMs: 0, lastError } as const;
    expect(tellTimeout(job, "started", "1m", outcome)).toEqual([
      'Job "1" of cluster "c" has not started within 1m. It was not seen in that time.',
      "The last attempt to read it failed: E-HPC is being asked too often.",
    ]);
  });

  it("does not say that a job without a state was not seen", () => {
    const last = { requestId: null, job: aJob() };
    const outcome = { ...late, last, state: null, phase: "unknown", inStateMs: 5_000 } as const;
    expect(tellTimeout(job, "finished", "1m", outcome)).toEqual([
      'Job "1" of cluster "c" has not ended within 1m. It has no state.',
    ]);
  });
});

it("what was waited for is told in one line", () => {
  const answer = { requestId: null, job: aJob({ state: "Completed\u001b[0m" }) };
  expect(tellReached(job, "succeeded", answer)).toBe(
    'Job "1" of cluster "c" has succeeded. Its state is Completed.',
  );
});
