import { systemClock } from "../../base/clock";
import { EhpcError } from "../../base/errors";
import { silentLog } from "../../base/log";
import { plainLine } from "../../base/plain-text";
import type { JobRequest } from "../../ehpc/submit/job-request";
import { MARKER_VARIABLE, newMarker } from "../../ehpc/submit/marker";
import { type Submission, submitJob } from "../../ehpc/submit/submit-job";
import { UncertainSubmission } from "../../ehpc/submit/uncertain-submission";
import { connect } from "../connection";
import { commandErrorOf } from "../ehpc-failure";
import { jsonText } from "../json-text";
import { CommandError, ExitCode, type Terminal } from "../terminal/terminal";
import { jobRequestOf, markerOf, type SubmitCommandOptions } from "./submit-options";

/**
 * Submits a job once, and prints its ID. With `--wait` it goes on as `wait` does, and so do its exit codes; `--json` then
 * prints the outcome of the wait.
 */
export async function runSubmit(
  words: readonly string[],
  options: SubmitCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const request = jobRequestOf(words, options, terminal.env);
  if (request.runAsUserPassword !== undefined) {
    terminal.conceal(request.runAsUserPassword.reveal());
  }
  const { jobId, requestId, adopted } = await submit(request, options, terminal);
  const { cluster } = options;
  if (adopted) {
    terminal.note("Found the job by its marker; no other was submitted.\n");
  }
  if (!options.json) {
    terminal.out(`${plainLine(jobId)}\n`);
  } else if (!options.wait) {
    const id = `${cluster}:${jobId}`;
    terminal.out(jsonText({ id, cluster_id: cluster, job_id: jobId, request_id: requestId, adopted }));
  }
  if (options.wait) {
    const { runWaitForJob } = await import("../wait/wait-for-job");
    await runWaitForJob({ ...options, job: jobId, successState: [], failureState: [] }, terminal);
  }
}

async function submit(
  request: JobRequest,
  options: SubmitCommandOptions,
  terminal: Terminal,
): Promise<Submission> {
  const { token } = options;
  try {
    const client = await connect(options, terminal);
    try {
      return await submitJob(client, request, {
        marker: token === undefined ? newMarker() : markerOf(token, request),
        sought: token !== undefined,
        signal: terminal.stop,
        clock: systemClock,
        log: silentLog,
      });
    } finally {
      client.close();
    }
  } catch (error) {
    if (!(error instanceof EhpcError)) {
      throw error;
    }
    const attempted = `submit job ${request.jobName} to cluster ${request.clusterId}`;
    throw error instanceof UncertainSubmission
      ? uncertain(error, attempted, token)
      : commandErrorOf(error, attempted);
  }
}

/** Also after Ctrl-C: the exit code of an interruption would say that nothing was done. */
function uncertain(
  { message, marker }: UncertainSubmission,
  attempted: string,
  token?: string,
): CommandError {
  const next =
    token === undefined
      ? `Look for a job with the environment variable ${MARKER_VARIABLE}=${marker} before you submit it again.`
      : "Run the command again with the same --token: it takes the job if there is one.";
  return new CommandError(
    ExitCode.service,
    [`Could not ${attempted} for certain.`, message, next].join("\n"),
  );
}
