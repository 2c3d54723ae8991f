import { EhpcError } from "../../base/errors";
import { silentLog } from "../../base/log";
import { timeLimits } from "../../ehpc/api/time-limits";
import { describeListedJob } from "../../ehpc/list/describe-listed-job";
import { type JobListRequest, listAllJobs } from "../../ehpc/list/list-all-jobs";
import { listGaps } from "../../ehpc/list/list-gaps";
import { NotationError } from "../../notation/notation-error";
import { connect } from "../connection";
import { commandErrorOf } from "../ehpc-failure";
import { requireStateLists } from "../job-options";
import { withHiddenVariables } from "../job-report";
import { jsonText } from "../json-text";
import { colorsFor } from "../terminal/colors";
import { fitTable, tabbedLines } from "../terminal/columns";
import { CommandError, ExitCode, type Terminal } from "../terminal/terminal";
import { jobColumns } from "./job-columns";
import { type ListCommandOptions, selectionOf } from "./list-options";

/**
 * Prints the jobs of a cluster, one per line: on a terminal a table that fits it, for a program all columns, separated by
 * tabs and without a header. Standard error says what may be missing.
 */
export async function runList(options: ListCommandOptions, terminal: Terminal): Promise<void> {
  const request = jobListOf(options);
  const lists = requireStateLists(options);
  try {
    const { maxRetryMs } = timeLimits({}, terminal.env);
    const client = await connect(options, terminal);
    try {
      const list = await listAllJobs(client, request, {
        signal: terminal.stop,
        ...(maxRetryMs !== undefined && { maxRetryMs }),
      });
      const jobs = list.jobs.map((job) => describeListedJob(job, lists, silentLog));
      for (const gap of listGaps(list)) {
        terminal.note(`${gap}\n`);
      }
      if (options.json) {
        terminal.out(
          jsonText({
            cluster_id: options.cluster,
            request_id: list.requestId,
            total_count: list.totalCount,
            jobs: jobs.map((job) => ({
              id: `${options.cluster}:${job.job_id}`,
              ...withHiddenVariables(job, options),
            })),
          }),
        );
        return;
      }
      const columns = jobColumns(colorsFor(terminal.env, terminal.outIsTerminal));
      if (!terminal.outIsTerminal) {
        terminal.out(tabbedLines(columns, jobs));
      } else if (jobs.length === 0) {
        terminal.note("No jobs match.\n");
      } else {
        const { lines, leftOut } = fitTable(columns, jobs, terminal.outColumns());
        terminal.out(`${lines.join("\n")}\n`);
        if (leftOut.length > 0) {
          terminal.note(`The terminal is too narrow for ${leftOut.join(", ")}; --json prints everything.\n`);
        }
      }
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
    throw commandErrorOf(error, `list the jobs of cluster ${options.cluster}`);
  }
}

/** The request for the jobs, in the form of the API client. */
function jobListOf(options: ListCommandOptions): JobListRequest {
  const { status, createdAfter, createdBefore, sort, limit } = options;
  if (createdAfter !== undefined && createdBefore !== undefined && createdAfter > createdBefore) {
    throw new CommandError(ExitCode.usage, "--created-after must not be later than --created-before.");
  }
  return {
    ...selectionOf(options),
    status,
    // The service knows only whole seconds; round inwards.
    ...(createdAfter !== undefined && { createdAfter: Math.ceil(createdAfter) }),
    ...(createdBefore !== undefined && { createdBefore: Math.floor(createdBefore) }),
    ...(sort !== undefined && { sort }),
    ...(limit !== undefined && { limit }),
  };
}
