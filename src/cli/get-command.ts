import { EhpcError } from "../base/errors";
import { connect } from "./connection";
import { commandErrorOf } from "./ehpc-failure";
import { type JobOptions, jobOf } from "./job-options";
import { reportJob } from "./job-report";
import { jobTable } from "./job-table";
import { jsonText } from "./json-text";
import type { Terminal } from "./terminal/terminal";

/** The options of `get`. */
export interface GetCommandOptions extends JobOptions {
  showVariables?: true;
}

/** Prints a job as it is now. A failed job is not a failure of the command. */
export async function runGet(options: GetCommandOptions, terminal: Terminal): Promise<void> {
  const { cluster, job, json } = options;
  try {
    const client = await connect(options, terminal);
    try {
      const report = reportJob(await client.getJob(jobOf(options), { signal: terminal.stop }), options);
      terminal.out(json ? jsonText(report) : jobTable(report));
    } finally {
      client.close();
    }
  } catch (error) {
    if (!(error instanceof EhpcError)) {
      throw error;
    }
    throw commandErrorOf(error, `read job ${job} of cluster ${cluster}`);
  }
}
