/**
 * Where a job stands, whatever its scheduler calls it. `unknown` is a state that does not say whether the job ended
 * well, badly or at all; it must not be taken for an end.
 */
export type Phase = "pending" | "running" | "succeeded" | "failed" | "unknown";

/** The caller's own reading of states, which comes before the built-in one. */
export interface StateLists {
  /** States that count as succeeded. */
  successStates?: readonly string[] | null;
  /** States that count as failed. A state in both lists counts as failed. */
  failureStates?: readonly string[] | null;
}

// "F", "C" and "X" are missing on purpose. In PBS they say that a job has ended, not how (its exit status is separate),
// and in Slurm "F" is a failure. E-HPC documents FINISHED beside FAILED, so that pair does tell the two ends apart.
const STATES: Readonly<Record<Exclude<Phase, "unknown">, readonly string[]>> = {
  pending: [
    "QUEUED", // E-HPC, documented for PBS
    "PENDING", // E-HPC, documented for Slurm
    "INITING", // E-HPC, serverless jobs of 2018
    ...["CONFIGURING", "REQUEUED"], // Slurm: the job has not begun, or will begin again
    ...["Q", "H", "W", "T"], // PBS: queued, held, waiting for its time, being moved
  ],
  running: [
    "RUNNING", // E-HPC, documented for both
    ...["COMPLETING", "SUSPENDED", "STOPPED", "SIGNALING"], // Slurm: begun and not ended
    ...["R", "E", "B", "S", "U"], // PBS: running, exiting, array begun, suspended, suspended by a user
  ],
  succeeded: [
    "FINISHED", // E-HPC, documented for PBS
    "COMPLETED", // E-HPC, documented for Slurm
    "SUCCEEDED", // E-HPC, serverless jobs of 2018
  ],
  failed: [
    "FAILED", // E-HPC, documented for both
    ...["CANCELLED", "CANCELED"], // Slurm; E-HPC, serverless jobs of 2018
    ...["TIMEOUT", "NODE_FAIL", "OUT_OF_MEMORY", "PREEMPTED", "BOOT_FAIL", "DEADLINE"], // Slurm
  ],
};

const PHASES: ReadonlyMap<string, Phase> = new Map(
  (["pending", "running", "succeeded", "failed"] as const).flatMap((phase) =>
    STATES[phase].map((state) => [state, phase] as const),
  ),
);

/**
 * The phase of a job in `state`, compared without regard to the number of blanks and to the case of A to Z. The lists of
 * the caller win over the built-in reading; a state that neither knows, and no state at all, is `unknown`.
 */
export function classifyState(state: string | null, lists: StateLists = {}): Phase {
  if (state === null) return "unknown";
  const normal = normalise(state);
  if (lists.failureStates?.some((listed) => normalise(listed) === normal)) return "failed";
  if (lists.successStates?.some((listed) => normalise(listed) === normal)) return "succeeded";
  const phase = PHASES.get(normal);
  if (phase !== undefined) return phase;
  // Only failures have remarks: "FINISHED+" says that something was cut off, and not that the job ended well.
  return PHASES.get(withoutRemark(normal)) === "failed" ? "failed" : "unknown";
}

/** Whether a job in this phase has ended. */
export function hasEnded(phase: Phase): boolean {
  return phase === "succeeded" || phase === "failed";
}

/**
 * One blank for several, as in a decoded state, and upper case of A to Z alone: a ligature or a dotless i would turn into
 * letters of a state that nobody wrote.
 */
function normalise(state: string): string {
  return state
    .trim()
    .replace(/\s+/g, " ")
    .replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/** Slurm writes "CANCELLED by 1000", and "CANCELLED+" where a column is narrow. */
function withoutRemark(state: string): string {
  return state.replace(/(?: BY \S+|\+)$/, "");
}
