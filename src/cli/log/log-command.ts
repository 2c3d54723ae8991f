import { systemClock } from "../../base/clock";
import { EhpcError } from "../../base/errors";
import { silentLog } from "../../base/log";
import { plainLine } from "../../base/plain-text";
import type { Client } from "../../ehpc/api/client";
import { followLog, hasFailed } from "../../ehpc/job-log/follow-log";
import { LogCopy, type LogCopyOptions, type LogStream } from "../../ehpc/job-log/log-copy";
import { createPoller, type Look, type WaitOutcome } from "../../ehpc/poll/poller";
import { parseDuration } from "../../notation/duration";
import { sameState } from "../../notation/phase";
import { connect } from "../connection";
import { commandErrorOf } from "../ehpc-failure";
import { jobOf, stateListsOf } from "../job-options";
import { CommandError, ExitCode, type Terminal } from "../terminal/terminal";
import { type LogCommandOptions, requireOnePart } from "./log-options";
import { createLogOutput, type LogOutput } from "./log-output";

/** The default length of the tail, in bytes. */
const PRESET_TAIL = 1_048_576;
/** A wait needs a time-out; this one, in milliseconds, is long enough for any log. */
const A_CENTURY = 100 * 365 * 24 * 3_600_000;

/**
 * Prints the logs of a job: a single log to standard output, both logs to the streams of the same name. A pipe or a file
 * gets the bytes unchanged; a terminal gets safe text. With `--follow` it continues until the job ends, and the exit
 * code says how it ended.
 */
export async function runLog(options: LogCommandOptions, terminal: Terminal): Promise<void> {
  requireOnePart(options);
  const signal = AbortSignal.any([terminal.stop, terminal.outClosed]);
  try {
    const client = await connect(options, terminal);
    try {
      const outcome = await print(options, { client, terminal, signal });
      if (outcome !== null) {
        tellEnd(options, outcome, terminal);
      }
    } catch (error) {
      throw await explained(error, { client, options, signal });
    } finally {
      client.close();
    }
  } catch (error) {
    // A reader that has left needs no message, but 0 would mean that a followed job succeeded.
    if (terminal.outClosed.aborted && !terminal.stop.aborted) {
      if (!options.follow) {
        return;
      }
      throw error instanceof CommandError ? error : new CommandError(ExitCode.service, "");
    }
    if (!(error instanceof EhpcError)) {
      throw error;
    }
    throw commandErrorOf(error, `read the log of job ${options.job} of cluster ${options.cluster}`);
  }
}

interface LogContext {
  client: Client;
  terminal: Terminal;
  signal: AbortSignal;
}

/** @returns the outcome of the job with `--follow`, else `null` */
async function print(
  options: LogCommandOptions,
  { client, terminal, signal }: LogContext,
): Promise<WaitOutcome | null> {
  const streams: readonly LogStream[] = options.stream === "all" ? ["stdout", "stderr"] : [options.stream];
  const outputs: LogOutput[] = [];
  const note = (sentence: string) => terminal.note(`${plainLine(sentence)}\n`);
  const copies = streams.map((stream) => {
    const output =
      options.stream === "all" && stream === "stderr"
        ? createLogOutput(terminal.note, terminal.noteIsTerminal)
        : createLogOutput(terminal.out, terminal.outIsTerminal);
    outputs.push(output);
    return new LogCopy({
      client,
      ...jobOf(options),
      stream,
      output,
      ...partOf(options),
      onBegin(first, fileSize) {
        if (first === 0 || options.tail !== undefined || options.offset !== undefined) {
          return;
        }
        note(
          `The log of ${stream} has ${fileSize} bytes. The output starts at byte ${first}; use --offset 0 for the whole log.`,
        );
      },
      onRestart: () => note(`The log of ${stream} became shorter; it is read again from its start.`),
    });
  });
  try {
    if (options.follow) {
      const outcome = await follow(options, copies, note, { client, terminal, signal });
      const missing = copies.reduce((sum, copy) => sum + copy.missing, 0);
      if (missing > 0 && !hasFailed(outcome)) {
        throw incomplete(options, missing);
      }
      if (missing > 0) {
        note(incomplete(options, missing).message);
      }
      return outcome;
    }
    for (const copy of copies) {
      await copy.copyNew({ signal });
      if (copy.missing > 0) {
        throw incomplete(options, copy.missing);
      }
    }
    return null;
  } finally {
    for (const output of outputs) {
      output.end();
    }
  }
}

function partOf({ tail, offset, size }: LogCommandOptions): Pick<LogCopyOptions, "from" | "size"> {
  const from =
    offset === undefined && size === undefined ? { tailBytes: tail ?? PRESET_TAIL } : { offset: offset ?? 0 };
  return { from, ...(size !== undefined && { size }) };
}

async function follow(
  options: LogCommandOptions,
  copies: readonly LogCopy[],
  note: (sentence: string) => void,
  { client, signal }: LogContext,
): Promise<WaitOutcome> {
  // Ends the wait for the job if the log can no longer be followed.
  const done = new AbortController();
  const poller = createPoller({ client, clock: systemClock, random: Math.random, log: silentLog });
  const intervalMs = options.interval === undefined ? null : parseDuration(options.interval);
  let look: Look | null = null;
  const ended = poller.wait(
    {
      ...jobOf(options),
      until: "finished",
      timeoutMs: A_CENTURY,
      intervalMs,
      lists: stateListsOf(options),
      onLook(next) {
        if (next.phase === "unknown" && next.state !== null && !sameState(next.state, look?.state ?? null)) {
          note(
            `The state ${next.state} is unknown, so it does not count as an end. If it is one, add it with --success-state or --failure-state.`,
          );
        }
        look = next;
      },
    },
    { signal: AbortSignal.any([signal, done.signal]) },
  );
  try {
    return await followLog({
      copies,
      ended,
      phase: () => look?.phase ?? null,
      intervalMs,
      note,
      otherWay: "Without --follow, the command reads on.",
      clock: systemClock,
      random: Math.random,
      signal,
    });
  } finally {
    done.abort();
  }
}

function incomplete({ job, cluster }: LogCommandOptions, missing: number): CommandError {
  return new CommandError(
    ExitCode.service,
    `The log of job ${job} of cluster ${cluster} is incomplete: E-HPC returned ${missing} bytes less than it says the log has. Try again in a minute.`,
  );
}

/** A failed job ends the command with the exit code of a failed wait. */
function tellEnd(options: LogCommandOptions, outcome: WaitOutcome, terminal: Terminal): void {
  if (outcome.kind === "timeout") {
    return;
  }
  const { answer, phase } = outcome;
  const state = plainLine(answer.job.state ?? "");
  const how = phase === "failed" ? "has failed" : "has succeeded";
  const sentence = `Job "${options.job}" of cluster "${options.cluster}" ${how}. Its state is ${state}.`;
  if (phase === "failed") {
    throw new CommandError(ExitCode.failed, sentence);
  }
  terminal.note(`${sentence}\n`);
}

/**
 * Explains why the service does not return the log of an existing job. It documents which clusters have logs, but not
 * its response for others, which looks like a missing job.
 */
async function explained(
  error: unknown,
  { client, options, signal }: { client: Client; options: LogCommandOptions; signal: AbortSignal },
): Promise<unknown> {
  if (!(error instanceof EhpcError) || error.kind !== "job-not-found") {
    return error;
  }
  try {
    await client.getJob(jobOf(options), { signal });
  } catch (reason) {
    return reason;
  }
  return new CommandError(
    ExitCode.service,
    [
      `Could not read the log of job ${options.job} of cluster ${options.cluster}: the job exists, but E-HPC does not return its log.`,
      error.serviceMessage ?? error.message,
      "E-HPC has logs only for jobs on Standard Edition clusters with Slurm or PBS Pro, and only after the job has written them.",
    ].join("\n"),
  );
}
