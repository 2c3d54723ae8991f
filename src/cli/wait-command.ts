import { systemClock } from "../base/clock";
import { EhpcError } from "../base/errors";
import { silentLog } from "../base/log";
import {
  failureMessage,
  type OptionNames,
  reachedMessage,
  SHOWN_LINES,
  timeoutMessage,
  withLogs,
} from "../ehpc/job/outcome-message";
import { stderrTail } from "../ehpc/job-log/log-tail";
import { createPoller, type Look, type Poller, type WaitOutcome } from "../ehpc/poll/poller";
import { parseDuration } from "../notation/duration";
import { connect } from "./connection";
import { commandErrorOf } from "./ehpc-failure";
import { jobOf, stateListsOf } from "./job-options";
import { jsonText } from "./json-text";
import { startProgress } from "./progress";
import { CommandError, ExitCode, type Terminal } from "./terminal";
import type { WaitEnding, WaitOptions } from "./wait-ending";
import { reportWait } from "./wait-report";

/**
 * Waits until a job has come as far as asked for. Standard output tells that it has, or with `--json` how the wait came
 * out in any case; all else goes to a person, by standard error.
 */
export async function runWait(options: WaitOptions, terminal: Terminal): Promise<void> {
  const begunAt = systemClock.monotonicMs();
  const ending = await wait(options, terminal);
  if (options.json) terminal.out(jsonText(reportWait(options, ending, systemClock.monotonicMs() - begunAt)));
  const job = jobOf(options);
  switch (ending.kind) {
    case "reached":
      if (!options.json) terminal.out(`${reachedMessage(job, options.until, ending.answer)}\n`);
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
      throw commandErrorOf(ending.error, `wait for job ${options.job} of cluster ${options.cluster}`);
  }
}

/** Throws nothing that is an answer of the service, or of the way to it: that, too, is an ending. */
async function wait(options: WaitOptions, terminal: Terminal): Promise<WaitEnding> {
  const seen: Seen = { look: null };
  try {
    const client = await connect(options, terminal.env);
    try {
      const { stop: signal } = terminal;
      const poller = createPoller({ client, clock: systemClock, random: Math.random, log: silentLog });
      const outcome = await watch(options, terminal, poller, seen);
      if (outcome.kind === "timeout") return neverAnswered(outcome) ?? outcome;
      if (outcome.kind === "reached") return outcome;
      const stderr = await stderrTail(client, withLogs(jobOf(options), outcome.answer), {
        lines: SHOWN_LINES,
        signal,
      });
      return { ...outcome, stderr };
    } finally {
      client.close();
    }
  } catch (error) {
    if (!(error instanceof EhpcError)) throw error;
    return { kind: "error", error, look: seen.look };
  }
}

const NAMES: OptionNames = {
  requeueGrace: "--requeue-grace",
  successStates: "--success-state",
  failureStates: "--failure-state",
};

/** What a wait leaves behind that ends with an error. */
interface Seen {
  look: Look | null;
}

/** Waits, while a person is shown how it goes on. */
async function watch(
  options: WaitOptions,
  terminal: Terminal,
  poller: Poller,
  seen: Seen,
): Promise<WaitOutcome> {
  const progress = await startProgress(options.job, terminal, systemClock);
  try {
    return await poller.wait(
      {
        ...jobOf(options),
        until: options.until,
        timeoutMs: parseDuration(options.timeout),
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

/** A time that passed without a single answer says nothing of the job: the service, or the way to it, failed. */
function neverAnswered({ state, last, lastError }: Timeout): WaitEnding | null {
  return state === null && last === null && lastError !== null
    ? { kind: "error", error: lastError, look: null }
    : null;
}

type Timeout = Extract<WaitOutcome, { kind: "timeout" }>;
