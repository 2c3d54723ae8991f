import { systemClock } from "../../base/clock";
import { EhpcError } from "../../base/errors";
import { silentLog } from "../../base/log";
import type { Client } from "../../ehpc/api/client";
import {
  failuresOf,
  jobsFailureMessage,
  jobsTimeoutMessage,
  SHOWN_FAILURES,
  SHOWN_LINES_EACH,
} from "../../ehpc/job/jobs-outcome-message";
import { stderrTail } from "../../ehpc/job-log/log-tail";
import { timestamp } from "../../ehpc/list/describe-listed-job";
import { createPoller, type JobsOutcome, type JobsWaitRequest } from "../../ehpc/poll/poller";
import { parseDuration } from "../../notation/duration";
import { NotationError } from "../../notation/notation-error";
import { DEFAULT_REQUIREMENT, parseRequirement } from "../../notation/requirement";
import { connect } from "../connection";
import { commandErrorOf } from "../ehpc-failure";
import { requireStateLists } from "../job-options";
import { jsonLine, jsonText } from "../json-text";
import { countsText } from "../phase-counts";
import { CommandError, ExitCode, type Terminal } from "../terminal/terminal";
import { JobsBoard } from "./jobs-board";
import { startJobsProgress } from "./jobs-progress";
import { type JobsEnding, reportJobs } from "./jobs-report";
import { jobsIn } from "./jobs-words";
import { readJobIds } from "./read-job-ids";
import { type WaitCommandOptions, waitedJobsOf } from "./wait-options";

/**
 * Waits until as many jobs as required have come so far. Standard output says so; with `--json` it has the outcome in
 * every case, and with `--json-lines` each change before it. Everything else goes to standard error.
 */
export async function runWaitForJobs(options: WaitCommandOptions, terminal: Terminal): Promise<void> {
  const request = await requestOf(options, terminal);
  const board = new JobsBoard(systemClock, request.timeoutMs);
  const ending = await wait(options, request, board, terminal);
  if (options.json) {
    terminal.out(jsonText(reportJobs(request, board, ending)));
  }
  if (options.jsonLines) {
    terminal.out(jsonLine({ event: "outcome", ...reportJobs(request, board, ending) }));
  }
  if (ending.kind === "error") {
    const error = commandErrorOf(ending.error, `wait for jobs of cluster ${options.cluster}`);
    throw ending.error.kind === "aborted" ? new CommandError(error.exitCode, interrupted(board)) : error;
  }
  const { outcome, tails } = ending;
  switch (outcome.kind) {
    case "reached":
      if (!options.json && !options.jsonLines) {
        terminal.out(`${reachedText(request, outcome)}\n`);
      }
      return;
    case "failed":
      throw new CommandError(
        isLost(outcome) ? ExitCode.notFound : ExitCode.failed,
        [
          ...jobsFailureMessage(request, outcome, tails),
          `To list ended jobs: cdktf-provider-ehpc list --cluster ${options.cluster} --status finished`,
        ].join("\n\n"),
      );
    case "timeout":
      throw new CommandError(
        ExitCode.timeout,
        [
          ...jobsTimeoutMessage(request, options.timeout, outcome),
          "No job was changed. Run the command again to continue the wait, or raise --timeout.",
        ].join("\n\n"),
      );
  }
}

async function requestOf(options: WaitCommandOptions, terminal: Terminal): Promise<JobsWaitRequest> {
  const lists = requireStateLists(options);
  const jobIds = options.jobsFrom === undefined ? null : await readJobIds(options.jobsFrom, terminal);
  return {
    clusterId: options.cluster,
    jobs: waitedJobsOf(options, jobIds),
    until: options.until === "finished" ? "finished" : "succeeded",
    require: options.require ?? parseRequirement(DEFAULT_REQUIREMENT),
    failFast: options.failFast,
    timeoutMs: parseDuration(options.timeout),
    intervalMs: options.interval === undefined ? null : parseDuration(options.interval),
    requeueGraceMs: parseDuration(options.requeueGrace),
    lists,
  };
}

/** Returns failures of the service and the network as an ending; it throws only defects and usage errors. */
async function wait(
  options: WaitCommandOptions,
  request: JobsWaitRequest,
  board: JobsBoard,
  terminal: Terminal,
): Promise<JobsEnding> {
  const { stop: signal } = terminal;
  try {
    const client = await connect(options, terminal);
    try {
      const progress = await startJobsProgress(request, options, board, terminal, systemClock);
      let outcome: JobsOutcome;
      try {
        const poller = createPoller({
          client: heardBy(board, client),
          clock: systemClock,
          random: Math.random,
          log: silentLog,
        });
        const told = { onSelected: progress.selected, onChange: progress.change };
        outcome = await poller.waitForJobs({ ...request, ...told }, { signal });
      } finally {
        progress.end();
      }
      return (
        neverAnswered(outcome) ?? {
          kind: "outcome",
          outcome,
          tails: await tailsOf(client, request, outcome, signal),
        }
      );
    } finally {
      client.close();
    }
  } catch (error) {
    if (error instanceof NotationError) {
      throw new CommandError(ExitCode.usage, `Correct --name-regex. ${error.message}`);
    }
    if (!(error instanceof EhpcError)) {
      throw error;
    }
    return { kind: "error", error };
  }
}

/** The same client, whose answers tell the board what is shown of the jobs. */
function heardBy(board: JobsBoard, client: Client): Pick<Client, "getJob" | "listJobs"> {
  return {
    async getJob(request, options) {
      const answer = await client.getJob(request, options);
      board.meet({ ...answer.job, jobId: request.jobId }, answer.job);
      return answer;
    },
    async listJobs(request, options) {
      const page = await client.listJobs(request, options);
      for (const job of page.jobs) {
        board.meet(job, { ...job, startTime: timestamp(job.startTime) });
      }
      return page;
    },
  };
}

/** The last lines of the standard error of the first failed jobs. */
async function tailsOf(
  client: Client,
  { clusterId }: JobsWaitRequest,
  outcome: JobsOutcome,
  signal: AbortSignal,
): Promise<(readonly string[] | null)[]> {
  if (outcome.kind !== "failed") {
    return [];
  }
  const failures = failuresOf(outcome).slice(0, SHOWN_FAILURES);
  return Promise.all(
    failures.map(({ jobId, end }) =>
      end === "lost" ? null : stderrTail(client, { clusterId, jobId }, { lines: SHOWN_LINES_EACH, signal }),
    ),
  );
}

/** A time-out without a single response says nothing about the jobs: the service or the network failed. */
function neverAnswered({ kind, jobs }: JobsOutcome): JobsEnding | null {
  const error = jobs.find((job) => job.error !== null)?.error ?? null;
  const isSeen = jobs.some(({ state, record, end }) => state !== null || record !== null || end !== null);
  return kind === "timeout" && !isSeen && error !== null ? { kind: "error", error } : null;
}

/** Whether no job has failed, and the requirement cannot be met because jobs are not to be found. */
export function isLost({ kind, jobs }: JobsOutcome): boolean {
  return kind === "failed" && jobs.every(({ end }) => end !== "failed");
}

function reachedText({ clusterId, until }: JobsWaitRequest, { total, reached, counts }: JobsOutcome): string {
  const verb = until === "succeeded" ? "succeeded" : "ended";
  const jobs =
    reached === total ? (total === 1 ? "The job" : `All ${jobsIn(total)}`) : `${reached} of ${jobsIn(total)}`;
  const rest = counts.succeeded === total ? "" : ` Now: ${countsText(counts)}.`;
  return `${jobs} of cluster "${clusterId}" ${reached === 1 ? "has" : "have"} ${verb}.${rest}`;
}

function interrupted(board: JobsBoard): string {
  const { progress } = board;
  if (progress === null) {
    return "Interrupted. The jobs go on.";
  }
  return `Interrupted. The jobs go on: ${countsText(progress.counts)}. Run the command again to continue the wait.`;
}
