import { type GateRequirement, gateCondition, gateMessage } from "../../../src/constructs/gate/gate-message";
import { temporaryFolder, write } from "../temporary-folder";
import { terraform } from "../terraform";

interface Job {
  readonly found: boolean;
  readonly state: string | null;
  readonly phase: string | null;
  readonly finished: boolean | null;
  readonly may_restart: boolean | null;
  readonly error_log: string | null;
  readonly array_summary: string | null;
}

const RUNNING: Job = {
  found: true,
  state: "Running",
  phase: "running",
  finished: false,
  may_restart: false,
  error_log: "/home/xxx/STDIN.e1",
  array_summary: null,
};
const MISSING: Job = {
  found: false,
  state: null,
  phase: null,
  finished: null,
  may_restart: null,
  error_log: null,
  array_summary: null,
};
const FAILED: Job = { ...RUNNING, state: "Failed", phase: "failed", finished: true };
const PREEMPTED: Job = { ...FAILED, state: "PREEMPTED", may_restart: true };

const CASES: readonly (readonly [Job, GateRequirement])[] = [
  [{ ...RUNNING, state: "Pending", phase: "pending", error_log: null }, "succeeded"],
  [RUNNING, "succeeded"],
  [FAILED, "succeeded"],
  [{ ...RUNNING, state: "Sleeping", phase: "unknown" }, "succeeded"],
  [MISSING, "succeeded"],
  [{ ...RUNNING, state: "Completed", phase: "succeeded", finished: true }, "succeeded"],
  [{ ...RUNNING, state: null, phase: "unknown" }, "finished"],
  [FAILED, "finished"],
  [{ ...MISSING, finished: false, phase: "unknown" }, "finished"],
  [{ ...RUNNING, array_summary: "1 of 2 tasks failed, 1 not ended; task 1[2].manager: Running" }, "finished"],
  [PREEMPTED, "finished"],
  [PREEMPTED, "succeeded"],
];

/** Has Terraform evaluate condition and message of a gate for each case. */
function evaluate(): { open: boolean; message: string }[] {
  const folder = temporaryFolder();
  const gates = CASES.map(
    ([, requires], index) =>
      `{ open = ${gateCondition(`local.jobs[${index}]`, requires)}, message = ${gateMessage(`local.jobs[${index}]`, requires)} }`,
  );
  const jobs = CASES.map(([job]) => ({ cluster_id: "ehpc-hz-FYUr32abcd", job_id: "1[3].manager", ...job }));
  write(folder, {
    "main.tf.json": JSON.stringify({ locals: { jobs, gates: `\${jsonencode([${gates.join(", ")}])}` } }),
  });
  const { stdout, output, status } = terraform(folder, ["console"], "local.gates\n");
  expect({ status, output: status === 0 ? "" : output }).toEqual({ status: 0, output: "" });
  return JSON.parse(JSON.parse(stdout));
}

const [pending, running, failed, unknown, missing, completed, stateless, ended, lost, array, ...preempted] =
  evaluate();

const SHUT = "This gate opens only when the job has succeeded.";

test("a gate is shut while the job waits, and says so", () => {
  expect(pending).toEqual({
    open: false,
    message: [
      "Job 1[3].manager on cluster ehpc-hz-FYUr32abcd has the state Pending (phase: pending).",
      SHUT,
      "The job has not started yet: try again when it has ended, or let the gate wait for it (property wait).",
    ].join("\n"),
  });
});

test("a gate is shut while the job runs, and says where its error log is", () => {
  expect(running).toEqual({
    open: false,
    message: [
      "Job 1[3].manager on cluster ehpc-hz-FYUr32abcd has the state Running (phase: running).",
      SHUT,
      "The job is still running: try again when it has ended, or let the gate wait for it (property wait).",
      "Its error log on the cluster: /home/xxx/STDIN.e1",
    ].join("\n"),
  });
});

test("a gate is shut while a task of an array runs, and says how the others stand", () => {
  expect(array?.open).toBe(false);
  expect(array?.message).toContain(
    "The job is an array: 1 of 2 tasks failed, 1 not ended; task 1[2].manager: Running.\n",
  );
});

test("a gate is shut when the job has failed, and says what to do", () => {
  expect(failed?.open).toBe(false);
  expect(failed?.message).toContain("has the state Failed (phase: failed).");
  expect(failed?.message).toContain("submit it again");
});

test("a gate is shut for a state that nobody knows, and names the way to classify it", () => {
  expect(unknown?.open).toBe(false);
  expect(unknown?.message).toContain("has the state Sleeping (phase: unknown).");
  expect(unknown?.message).toContain("successStates");
});

test("a gate is shut for a job that is missing", () => {
  expect(missing).toEqual({
    open: false,
    message: [
      "Job 1[3].manager on cluster ehpc-hz-FYUr32abcd was not found.",
      SHUT,
      "The service knows no such job: check cluster ID and job ID. Schedulers forget a job some time after its end.",
    ].join("\n"),
  });
  expect(lost?.open).toBe(false);
  expect(lost?.message).toContain("was not found.");
});

test("a gate is open for a job that has succeeded", () => {
  expect(completed?.open).toBe(true);
});

test("a gate that asks for any end is open for a failed job and shut for one without a state", () => {
  expect(ended?.open).toBe(true);
  expect(stateless?.open).toBe(false);
  expect(stateless?.message).toContain("has the state (none) (phase: unknown).");
  expect(stateless?.message).toContain("This gate opens only when the job has ended, well or not.");
});

test("a gate is shut on an end that the scheduler may take back, whatever it asks for, and says so", () => {
  expect(preempted.map(({ open }) => open)).toEqual([false, false]);
  for (const { message } of preempted) {
    expect(message).toContain("has the state PREEMPTED (phase: failed).");
    expect(message).toContain("The scheduler may put a job in this state back into its queue");
    expect(message).not.toContain("submit it again");
  }
});
