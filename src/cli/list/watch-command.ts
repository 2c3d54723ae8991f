import { type Clock, systemClock } from "../../base/clock";
import { EhpcError } from "../../base/errors";
import { timeLimits } from "../../ehpc/api/time-limits";
import { RateLimiter } from "../../ehpc/poll/rate-limiter";
import { parseDuration } from "../../notation/duration";
import { NotationError } from "../../notation/notation-error";
import { connect } from "../connection";
import { commandErrorOf } from "../ehpc-failure";
import { type ClusterOptions, requireStateLists, type StateOptions } from "../job-options";
import { CommandError, ExitCode, type Terminal } from "../terminal/terminal";
import { ClusterJobs } from "./cluster-jobs";
import { type SelectionOptions, selectionOf } from "./list-options";
import { startWatchView } from "./watch-view";

/** The options of `watch`; times are in Terraform's form. */
export interface WatchCommandOptions extends ClusterOptions, StateOptions, SelectionOptions {
  interval: string;
  jsonLines?: true;
}

/**
 * Shows the unfinished jobs of a cluster, and how they end, until Ctrl-C: on a terminal a table that is redrawn, elsewhere
 * a line per change. It never ends with success, so nobody takes its end for the end of a job.
 */
export async function runWatch(
  options: WatchCommandOptions,
  terminal: Terminal,
  clock: Clock = systemClock,
): Promise<void> {
  const lists = requireStateLists(options);
  const intervalMs = parseDuration(options.interval);
  const signal = AbortSignal.any([terminal.stop, terminal.outClosed]);
  try {
    const { maxRetryMs } = timeLimits({}, terminal.env);
    const client = await connect(options, terminal);
    const limiter = new RateLimiter(clock);
    const request = selectionOf(options);
    const jobs = new ClusterJobs({
      client,
      request,
      lists,
      limiter,
      ...(maxRetryMs !== undefined && { maxRetryMs }),
    });
    const view = await startWatchView(options, jobs, terminal, clock);
    try {
      for (let isFirst = true; ; isFirst = false) {
        try {
          view.read(await jobs.read(signal), intervalMs);
        } catch (error) {
          if (isFirst || !(error instanceof EhpcError) || !error.transient) {
            throw error;
          }
          view.failed(error, intervalMs);
        }
        await clock.sleep(intervalMs, signal);
      }
    } finally {
      view.end();
      client.close();
    }
  } catch (error) {
    if (signal.aborted) {
      throw new CommandError(terminal.stop.aborted ? ExitCode.interrupted : ExitCode.service, "");
    }
    if (error instanceof NotationError) {
      throw new CommandError(ExitCode.usage, `Correct --name-regex. ${error.message}`);
    }
    if (!(error instanceof EhpcError)) {
      throw error;
    }
    throw commandErrorOf(error, `list the jobs of cluster ${options.cluster}`);
  }
}
