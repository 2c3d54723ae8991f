import { systemClock } from "../../base/clock";
import { EhpcError } from "../../base/errors";
import { silentLog } from "../../base/log";
import { stopJob } from "../../ehpc/submit/stop-job";
import { parseDuration } from "../../notation/duration";
import { connect } from "../connection";
import { commandErrorOf } from "../ehpc-failure";
import { type ClusterOptions, jobOf } from "../job-options";
import type { Terminal } from "../terminal/terminal";

/** The options of `stop`. */
export interface StopCommandOptions extends ClusterOptions {
  job: string;
  timeout: string;
}

/** Stops a job, or all tasks of an array, and waits for the end. A job that has ended before is left as it is. */
export async function runStop(options: StopCommandOptions, terminal: Terminal): Promise<void> {
  const { cluster, job } = options;
  const { stop: signal } = terminal;
  try {
    const client = await connect(options, terminal);
    try {
      // A job that does not exist is a wrong ID here, and to stopJob one that has ended.
      await client.getJob(jobOf(options), { signal });
      const timeoutMs = parseDuration(options.timeout);
      await stopJob(client, jobOf(options), { signal, clock: systemClock, log: silentLog, timeoutMs });
      terminal.out(`Job "${job}" of cluster "${cluster}" does not run any more.\n`);
    } finally {
      client.close();
    }
  } catch (error) {
    if (!(error instanceof EhpcError)) {
      throw error;
    }
    throw commandErrorOf(error, `stop job ${job} of cluster ${cluster}`);
  }
}
