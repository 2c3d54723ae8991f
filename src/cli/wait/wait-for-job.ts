import { systemClock } from "../../base/clock";
import { EhpcError } from "../../base/errors";
import { silentLog } from "../../base/log";
import { plainLine } from "../../base/plain-text";
import type { Client } from "../../ehpc/api/client";
import {
  failureMessage,
  type OptionNames,
  reachedMessage,
  SHOWN_LINES,
  timeoutMessage,
  withLogs,
} from "../../ehpc/job/outcome-message";
import { stderrTail } from "../../ehpc/job-log/log-tail";
import { createPoller, type Look, type Poller, type WaitOutcome } from "../../ehpc/poll/poller";
import { parseDuration } from "../../notation/duration";
import { connect } from "../connection";
import { commandErrorOf } from "../ehpc-failure";
import { jobOf, stateListsOf } from "../job-options";
import { jsonText } from "../json-text";
import { CommandError, ExitCode, type Terminal } from "../terminal/terminal";
import { startProgress } from "./progress";
import type { WaitEnding, WaitOptions } from "./wait-ending";
import { reportWait } from "./wait-report";

/**
 * Waits until one job reaches the requested state. Standard output says so; with `--json` it has the outcome in every
 * case. Everything else goes to standard error.
 */
export async function runWaitForJob(options: WaitOptions, terminal: Terminal): Promise<void> {
  const begunAt = systemClock.monotonicMs();
  const ending = await wait(options, terminal);
  if (options.json) {
    terminal.out(jsonText(reportWait(options, ending, systemClock.monotonicMs() - begunAt)));
  }
  const job = jobOf(options);
  switch (ending.kind) {
    case "reached":
      if (!options.json) {
        terminal.out(`${reachedMessage(job, options.until, ending.answer)}\n`);
      }
      return;
    case "failed":
      throw new CommandError(ExitCode.failed, failureMessage(job, ending, ending.stderr, NAMES).join("\n\n"));
    case "timeout":
      throw new CommandError(
        ExitCode.timeout,
        [
          ...timeoutMessage(job, options, ending, NAMES),
          "The job was not changed. Run the command again to continue the wait, or raise --timeout.",
        ].join("\n\n"),
      );
    case "error":
      if (ending.error.kind === "aborted") {
        throw new CommandError(ExitCode.interrupted, interruptedText(options.job, ending.look));
      }
      throw commandErrorOf(ending.error, `wait for job ${options.job} of cluster ${options.cluster}`);
  }
}

/** Returns failures of the service and the network as an ending; it throws only defects. */
async function wait(options: WaitOptions, terminal: Terminal): Promise<WaitEnding> {
  const seen: Seen = { look: null, startTime: null };
  try {
    const client = await connect(options, terminal);
    try {
      const { stop: signal } = terminal;
      const told: Pick<Client, "getJob" | "listJobs"> = {
        listJobs: client.listJobs,
        async getJob(request, how) {
          const answer = await client.getJob(request, how);
          seen.startTime = answer.job.startTime;
          return answer;
        },
      };
      const poller = createPoller({ client: told, clock: systemClock, random: Math.random, log: silentLog });
      const outcome = await watch(options, terminal, poller, seen);
      if (outcome.kind === "timeout") {
        return neverAnswered(outcome) ?? outcome;
      }
      if (outcome.kind === "reached") {
        return outcome;
      }
      const stderr = await stderrTail(client, withLogs(jobOf(options), outcome.answer), {
        lines: SHOWN_LINES,
        signal,
      });
      return { ...outcome, stderr };
    } finally {
      client.close();
    }
  } catch (error) {
    if (!(error instanceof EhpcError)) {
      throw error;
    }
    return { kind: "error", error, look: seen.look };
  }
}

function interruptedText(jobId: string, look: Look | null): string {
  const state = look?.state ?? null;
  const known = state === null ? "" : `; its last known state is ${plainLine(state)}`;
  return `Interrupted. Job ${jobId} goes on${known}. Run the command again to continue the wait.`;
}

const NAMES: OptionNames = {
  requeueGrace: "--requeue-grace",
  successStates: "--success-state",
  failureStates: "--failure-state",
};

/** What a wait has seen so far. */
interface Seen {
  /** The last look. */
  look: Look | null;
  /** When the job says that it started. */
  startTime: string | null;
}

/** Waits and shows the progress. */
async function watch(
  options: WaitOptions,
  terminal: Terminal,
  poller: Poller,
  seen: Seen,
): Promise<WaitOutcome> {
  const timeoutMs = parseDuration(options.timeout);
  const shown = { jobId: options.job, timeoutMs, startTime: () => seen.startTime };
  const progress = await startProgress(shown, terminal, systemClock);
  try {
    return await poller.wait(
      {
        ...jobOf(options),
        until: options.until,
        timeoutMs,
        intervalMs: options.interval === undefined ? null : parseDuration(options.interval),
        requeueGraceMs: parseDuration(options.requeueGrace),
        lists: stateListsOf(options),
        onLook: (look) => {
          seen.look = look;
          progress.look(look);
        },
      },
      { signal: terminal.stop },
    );
  } finally {
    progress.end();
  }
}

/** A time-out without a single response says nothing about the job: the service or the network failed. */
function neverAnswered({ state, last, lastError }: Timeout): WaitEnding | null {
  return state === null && last === null && lastError !== null
    ? { kind: "error", error: lastError, look: null }
    : null;
}

type Timeout = Extract<WaitOutcome, { kind: "timeout" }>;
