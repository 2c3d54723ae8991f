/**
 * The phase of a job, the same for all schedulers. `unknown` does not say whether the job succeeded, failed or ended at
 * all; it must not count as an end.
 */
export type Phase = "pending" | "running" | "succeeded" | "failed" | "unknown";

/** The meaning of a state of one scheduler, or of several states with the same meaning. */
export interface KnownState {
  /** As the scheduler writes them. */
  readonly states: readonly string[];
  readonly phase: Phase;
  /** The scheduler may requeue the job after this end, under the same ID. */
  readonly mayRestart?: true;
  /**
   * Stands beside the state proper, and alone says nothing. A `note` does not change what that one says. A `failure`
   * contradicts a success; a failure beside it is one that the scheduler may repeat.
   */
  readonly accompanies?: "note" | "failure";
  /** What the state means, if its name does not say it. */
  readonly meaning?: string;
}

/** The states of one scheduler. */
export interface Vocabulary {
  readonly scheduler: string;
  readonly states: readonly KnownState[];
}

/** States of a Grid Engine job that waits; `h` is a hold, `R` a restart, `E` an error that somebody has to clear. */
const GRID_ENGINE_WAITS = ["qw", "hqw", "Rq", "Rqw", "hRqw", "hRwq"];
const GRID_ENGINE_ERRORS = ["Eqw", "Ehqw", "ERqw", "EhRqw", "EhRwq"];
/** States of one that has begun; `t` is a transfer to its node, `s`, `S` and `T` are suspensions. */
const GRID_ENGINE_RUNS = [
  ...["r", "hr", "Rr", "Rt", "s", "ts", "S", "tS", "tT", "sS", "sT", "ST"],
  ...["Rs", "Rts", "RS", "RtS", "RT", "RtT"],
];
const GRID_ENGINE_MOVES = ["t", "T"];

/**
 * The states of schedulers, and the documented states of E-HPC. The same letters may mean different things;
 * `classifyState` describes which meaning counts.
 */
export const VOCABULARIES: readonly Vocabulary[] = [
  {
    scheduler: "E-HPC, with PBS",
    states: [
      { states: ["QUEUED"], phase: "pending" },
      { states: ["RUNNING"], phase: "running" },
      // Documented beside FAILED, so the pair tells the two ends apart.
      { states: ["FINISHED"], phase: "succeeded" },
      { states: ["FAILED"], phase: "failed" },
    ],
  },
  {
    scheduler: "E-HPC, with Slurm",
    states: [
      { states: ["Pending"], phase: "pending" },
      { states: ["Running"], phase: "running" },
      { states: ["Completed"], phase: "succeeded" },
      { states: ["Failed"], phase: "failed" },
    ],
  },
  {
    scheduler: "E-HPC, API of 2018",
    states: [
      { states: ["Initing"], phase: "pending" },
      { states: ["Succeeded"], phase: "succeeded" },
      { states: ["Canceled"], phase: "failed" },
    ],
  },
  {
    scheduler: "Slurm",
    states: [
      { states: ["PENDING", "PD"], phase: "pending" },
      { states: ["CONFIGURING", "CF"], phase: "pending", meaning: "has nodes, which are not ready yet" },
      { states: ["POWER_UP_NODE"], phase: "pending", meaning: "its nodes are switched on" },
      { states: ["REQUEUED", "RQ"], phase: "pending" },
      { states: ["REQUEUE_FED", "RF"], phase: "pending", meaning: "requeued by a federation" },
      { states: ["REQUEUE_HOLD", "RH"], phase: "pending" },
      { states: ["RESV_DEL_HOLD", "RD"], phase: "pending", meaning: "held: its reservation was deleted" },
      { states: ["SPECIAL_EXIT", "SE"], phase: "pending", meaning: "requeued and held after an exit code" },
      { states: ["EXPEDITING"], phase: "pending", meaning: "may be requeued at once" },
      { states: ["RUNNING", "R"], phase: "running" },
      { states: ["COMPLETING", "CG"], phase: "running", meaning: "also before a requeue" },
      { states: ["RESIZING", "RS"], phase: "running" },
      { states: ["SIGNALING", "SI"], phase: "running" },
      { states: ["STAGE_OUT", "SO"], phase: "running", meaning: "copies its files out" },
      { states: ["STOPPED", "ST"], phase: "running" },
      { states: ["SUSPENDED", "S"], phase: "running" },
      { states: ["COMPLETED", "CD"], phase: "succeeded" },
      { states: ["BOOT_FAIL", "BF"], phase: "failed", mayRestart: true },
      { states: ["CANCELLED", "CA"], phase: "failed" },
      { states: ["DEADLINE", "DL"], phase: "failed" },
      { states: ["FAILED"], phase: "failed" },
      { states: ["F"], phase: "failed" },
      { states: ["NODE_FAIL", "NF"], phase: "failed", mayRestart: true },
      { states: ["OUT_OF_MEMORY", "OOM"], phase: "failed" },
      { states: ["PREEMPTED", "PR"], phase: "failed", mayRestart: true },
      { states: ["TIMEOUT", "TO"], phase: "failed" },
      { states: ["REVOKED", "RV"], phase: "unknown", meaning: "runs on another cluster of a federation" },
      {
        states: ["LAUNCH_FAILED"],
        phase: "unknown",
        accompanies: "failure",
        meaning: "did not start on its nodes",
      },
      {
        states: ["RECONFIG_FAIL"],
        phase: "unknown",
        accompanies: "failure",
        meaning: "its nodes could not be set up",
      },
      {
        states: ["UPDATE_DB"],
        phase: "unknown",
        accompanies: "note",
        meaning: "the accounting is to hear of it",
      },
    ],
  },
  {
    scheduler: "PBS",
    states: [
      { states: ["Q", "H", "W"], phase: "pending", meaning: "queued, held, waits for its time" },
      { states: ["T"], phase: "pending", meaning: "is moved to another server" },
      { states: ["R", "E"], phase: "running", meaning: "runs, exits" },
      { states: ["B"], phase: "running", meaning: "array that has begun" },
      { states: ["S", "U"], phase: "running", meaning: "suspended, suspended by a user" },
      { states: ["F", "C", "X"], phase: "unknown", meaning: "has ended, well or badly" },
      { states: ["M"], phase: "unknown", meaning: "was moved to another server" },
    ],
  },
  {
    scheduler: "LSF",
    states: [
      { states: ["PEND", "PROV", "WAIT"], phase: "pending" },
      { states: ["PSUSP"], phase: "pending", meaning: "suspended before it began" },
      { states: ["RUN"], phase: "running" },
      { states: ["SSUSP", "USUSP"], phase: "running", meaning: "suspended" },
      { states: ["ZOMBI"], phase: "running", meaning: "its node cannot be reached" },
      { states: ["DONE"], phase: "succeeded" },
      { states: ["EXIT"], phase: "failed" },
      { states: ["UNKWN"], phase: "unknown" },
    ],
  },
  {
    scheduler: "Grid Engine",
    states: [
      { states: GRID_ENGINE_WAITS, phase: "pending" },
      { states: GRID_ENGINE_ERRORS, phase: "pending", meaning: "in error, until somebody clears it" },
      { states: GRID_ENGINE_MOVES, phase: "running", meaning: "transferred to its node; suspended" },
      { states: GRID_ENGINE_RUNS, phase: "running" },
      {
        states: deleted([...GRID_ENGINE_WAITS, ...GRID_ENGINE_ERRORS]),
        phase: "pending",
        meaning: "is being deleted",
      },
      {
        states: deleted([...GRID_ENGINE_MOVES, ...GRID_ENGINE_RUNS]),
        phase: "running",
        meaning: "is being deleted",
      },
      { states: ["z"], phase: "unknown", meaning: "has ended, well or badly" },
    ],
  },
];

/** A pending deletion precedes the state of the job. */
function deleted(states: readonly string[]): readonly string[] {
  return states.map((state) => `d${state}`);
}
