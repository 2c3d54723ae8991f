import type { EhpcError } from "../../base/errors";
import { failuresOf } from "../../ehpc/job/jobs-outcome-message";
import type { JobStanding, JobsOutcome, JobsWaitRequest } from "../../ehpc/poll/poller";
import type { Phase } from "../../notation/phase";
import { countPhases, type PhaseCounts } from "../phase-counts";
import type { JobsBoard } from "./jobs-board";
import { outcomeOf, reportError, type WaitReport } from "./wait-report";

/** The outcome of a wait for many jobs. */
export type JobsEnding =
  | {
      kind: "outcome";
      outcome: JobsOutcome;
      /** The last lines of the standard error of the first failed jobs; `null` where they are not available. */
      tails: readonly (readonly string[] | null)[];
    }
  | { kind: "error"; error: EhpcError };

/** A job in the report of a wait for many, with the attribute names of `ehpc_jobs_completion`. */
export interface ReportedJob {
  job_id: string;
  job_name: string | null;
  state: string | null;
  phase: Phase;
  /** How the job has come out; `null` where the wait ended before. */
  end: JobStanding["end"];
  job_queue: string | null;
  node_list: string | null;
  output_log: string | null;
  error_log: string | null;
  create_time: string | null;
  start_time: string | null;
  last_modify_time: string | null;
  /** The last lines of a failed job's standard error; only of the first failed jobs. */
  stderr_tail: readonly string[] | null;
  error: WaitReport["error"];
}

/** The object that `wait --json` prints for many jobs. */
export interface JobsReport {
  outcome: WaitReport["outcome"];
  cluster_id: string;
  until: JobsWaitRequest["until"];
  waited_seconds: number;
  /** How many jobs must come so far; `null` before the jobs are known. */
  needed: number | null;
  /** How many have come so far. */
  reached: number;
  counts: PhaseCounts;
  failed_job_ids: readonly string[];
  jobs: readonly ReportedJob[];
  error: WaitReport["error"];
}

/** Makes the report of a wait for many jobs for `--json`. */
export function reportJobs(request: JobsWaitRequest, board: JobsBoard, ending: JobsEnding): JobsReport {
  const jobs = ending.kind === "outcome" ? ending.outcome.jobs : board.jobs;
  const tails = new Map(
    ending.kind === "outcome"
      ? failuresOf(ending.outcome).map(({ jobId }, index) => [jobId, ending.tails[index] ?? null])
      : [],
  );
  return {
    outcome: kindOf(ending),
    cluster_id: request.clusterId,
    until: request.until,
    waited_seconds: Math.round(board.waitedMs / 1_000),
    needed: (ending.kind === "outcome" ? ending.outcome : board.progress)?.needed ?? null,
    reached: jobs.filter(({ end }) => end === "reached").length,
    counts: countPhases(jobs),
    failed_job_ids: jobs.filter(({ phase }) => phase === "failed").map(({ jobId }) => jobId),
    jobs: jobs.map((job) => ({ ...reportedJob(job), stderr_tail: tails.get(job.jobId) ?? null })),
    error: ending.kind === "error" ? reportError(ending.error) : null,
  };
}

function kindOf(ending: JobsEnding): WaitReport["outcome"] {
  if (ending.kind === "error") {
    return outcomeOf(ending.error);
  }
  const { kind, jobs } = ending.outcome;
  return kind === "failed" && jobs.every(({ end }) => end !== "failed") ? "not-found" : kind;
}

/** A job of a wait for many, for a program. */
export function reportedJob({ jobId, state, phase, end, record, error }: JobStanding): ReportedJob {
  return {
    job_id: jobId,
    job_name: record?.jobName ?? null,
    state: record?.state ?? state,
    phase,
    end,
    job_queue: record?.jobQueue ?? null,
    node_list: record?.nodeList ?? null,
    output_log: record?.outputLog ?? null,
    error_log: record?.errorLog ?? null,
    create_time: record?.createTime ?? null,
    start_time: record?.startTime ?? null,
    last_modify_time: record?.lastModifyTime ?? null,
    stderr_tail: null,
    error: error && reportError(error),
  };
}
