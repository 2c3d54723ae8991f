import { createHash } from "node:crypto";
import { EhpcError, type EhpcErrorKind } from "../../base/errors";
import type { JobRecord } from "../../ehpc/job/job-record";
import {
  failuresOf,
  jobsFailureMessage,
  jobsTimeoutMessage,
  SHOWN_FAILURES,
  SHOWN_LINES_EACH,
} from "../../ehpc/job/jobs-outcome-message";
import type { JobsOutcome, JobsWaitRequest } from "../../ehpc/poll/poller";
import { parseDuration } from "../../notation/duration";
import { NotationError } from "../../notation/notation-error";
import type { Phase } from "../../notation/phase";
import { DEFAULT_REQUIREMENT, parseRequirement } from "../../notation/requirement";
import { DEFAULT_REQUEUE_GRACE, DEFAULT_WAIT_TIMEOUT } from "../../notation/wait-time";
import { DiagnosticError } from "../../plugin/author/diagnostic";
import type { Logger } from "../../plugin/author/log";
import { saveMemory } from "../../plugin/process/save-memory";
import type { ArgumentsOf, ResultsOf } from "../../plugin/schema/attribute";
import type { EhpcSession } from "../configure/ehpc-session";
import { ehpcDiagnosticError } from "../ehpc-diagnostic";
import { stateListsOf } from "../job/job-query";
import type { jobsCompletionAttributes } from "./jobs-completion-schema";
import { selectionOf } from "./jobs-selection";

type Arguments = ArgumentsOf<typeof jobsCompletionAttributes>;
type Results = ResultsOf<typeof jobsCompletionAttributes>;

/** Up to so many, memory is no matter. */
const FEW_JOBS = 1_000;

const ADVICE: Readonly<Partial<Record<EhpcErrorKind, string>>> = {
  "job-not-found": 'Check the name, and "created_after": only jobs submitted at that time or later count.',
  "invalid-params": 'Correct the argument. Use "job_ids" for jobs that are not an array.',
  timeout:
    'Run Terraform again, or raise "timeout". If the network is slow, raise "client_read_timeout" of the provider block, too.',
  forbidden: "Grant the RAM user or role the actions ehpc:GetJob and ehpc:ListJobs on resource *.",
};

/**
 * Waits until the jobs meet the requirement, and returns the results. This file is loaded at the first wait.
 *
 * @throws DiagnosticError if they cannot meet it any more, the time is over, or the jobs cannot be read
 */
export async function awaitJobs(
  planned: Arguments,
  client: EhpcSession,
  { signal, logger }: { signal: AbortSignal; logger: Logger },
): Promise<Results> {
  const request: JobsWaitRequest = {
    ...waitOf(planned),
    onSelected(jobIds) {
      logger.info("Waiting for jobs.", { jobs: jobIds.length, job_ids: jobIds.join(" ") });
      if (jobIds.length > FEW_JOBS) {
        saveMemory();
      }
    },
  };
  try {
    const outcome = await client.waitForJobs(request, signal);
    if (outcome.kind === "reached") {
      return resultsOf(planned.cluster_id, outcome);
    }
    throw await notReached(request, planned, outcome, client, signal);
  } catch (error) {
    throw explained(error, `wait for jobs of cluster "${planned.cluster_id}"`, client);
  }
}

function waitOf(planned: Arguments): JobsWaitRequest {
  return {
    clusterId: planned.cluster_id,
    jobs: selectionOf(planned),
    until: planned.until ?? "succeeded",
    require: parseRequirement(planned.require ?? DEFAULT_REQUIREMENT),
    failFast: planned.fail_fast ?? true,
    timeoutMs: parseDuration(planned.timeout ?? DEFAULT_WAIT_TIMEOUT),
    intervalMs: planned.interval === null ? null : parseDuration(planned.interval),
    requeueGraceMs: parseDuration(planned.requeue_grace ?? DEFAULT_REQUEUE_GRACE),
    lists: stateListsOf(planned),
  };
}

/** One of the recorded jobs. */
export function describeRecord(phase: Phase, record: JobRecord | null): NonNullable<Results["jobs"]>[string] {
  return {
    job_name: record?.jobName ?? null,
    state: record?.state ?? null,
    phase,
    job_queue: record?.jobQueue ?? null,
    node_list: record?.nodeList ?? null,
    output_log: record?.outputLog ?? null,
    error_log: record?.errorLog ?? null,
    create_time: record?.createTime ?? null,
    start_time: record?.startTime ?? null,
    last_modify_time: record?.lastModifyTime ?? null,
  };
}

/** The results of a wait. */
export function resultsOf(clusterId: string, { jobs, counts }: JobsOutcome): Results {
  const digest = createHash("sha256")
    .update(JSON.stringify(jobs.map(({ jobId }) => jobId)))
    .digest("hex");
  return {
    id: `${clusterId}:${digest.slice(0, 12)}`,
    jobs: Object.fromEntries(
      jobs.map(({ jobId, phase, state, record }) => [
        jobId,
        describeRecord(phase, record === null ? null : { ...record, state: record.state ?? state }),
      ]),
    ),
    counts,
    finished: counts.succeeded + counts.failed === jobs.length,
    succeeded: counts.succeeded === jobs.length,
    failed_job_ids: jobs.filter(({ phase }) => phase === "failed").map(({ jobId }) => jobId),
  };
}

async function notReached(
  request: JobsWaitRequest,
  { timeout }: Arguments,
  outcome: JobsOutcome,
  client: EhpcSession,
  signal: AbortSignal,
): Promise<DiagnosticError> {
  const { clusterId } = request;
  if (outcome.kind === "timeout") {
    return new DiagnosticError({
      summary: "Jobs Wait Timed Out",
      detail: [
        ...jobsTimeoutMessage(request, timeout ?? DEFAULT_WAIT_TIMEOUT, outcome),
        'No job was changed. Run Terraform again to continue the wait, or raise "timeout".',
      ].join("\n\n"),
    });
  }
  const tails = await Promise.all(
    failuresOf(outcome)
      .slice(0, SHOWN_FAILURES)
      .map(({ jobId, end }) =>
        end === "lost" ? null : client.stderrTail({ clusterId, jobId }, SHOWN_LINES_EACH, signal),
      ),
  );
  return new DiagnosticError({
    summary: "Jobs Failed",
    detail: [
      ...jobsFailureMessage(request, outcome, tails),
      'Fix the cause, submit the jobs again, and wait for the new ones; or require fewer with "require". To list all failed jobs, run: npx cdktf-provider-ehpc list, or read data.ehpc_jobs with status = "finished".',
    ].join("\n\n"),
  });
}

/** A failure as a diagnostic. */
export function explained(error: unknown, attempted: string, { place }: EhpcSession): unknown {
  if (error instanceof NotationError) {
    return new DiagnosticError({
      summary: "Invalid Regular Expression",
      detail: `${error.message} Simplify "name_regex".`,
      path: ["name_regex"],
    });
  }
  return error instanceof EhpcError ? ehpcDiagnosticError(error, attempted, place, ADVICE) : error;
}
