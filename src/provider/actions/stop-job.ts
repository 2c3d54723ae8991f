import { EhpcError, type EhpcErrorKind } from "../../base/errors";
import { plainLine } from "../../base/plain-text";
import { parseDuration } from "../../notation/duration";
import type { ActionRequest } from "../../plugin/author/action";
import type { EhpcSession } from "../configure/ehpc-session";
import { ehpcDiagnosticError } from "../ehpc-diagnostic";
import { jobOf } from "../job/job-query";
import { DEFAULT_STOP_TIMEOUT } from "../submitted-job/submitted-job-schema";
import type { jobStopAttributes } from "./job-stop-schema";

const ADVICE: Readonly<Partial<Record<EhpcErrorKind, string>>> = {
  forbidden:
    "Grant the RAM user or role the actions ehpc:StopJobs, ehpc:GetJob and ehpc:ListJobs on resource *.",
  timeout: 'The job may still end. Run the action again to wait on, or raise "timeout".',
};

/**
 * Stops a job and waits for its end.
 *
 * @throws DiagnosticError if the job may still run
 */
export async function stopJob({
  config,
  client,
  progress,
  signal,
}: ActionRequest<EhpcSession, typeof jobStopAttributes>): Promise<void> {
  const job = jobOf(config);
  const named = plainLine(`job "${job.jobId}" of cluster "${job.clusterId}"`);
  const timeout = config.timeout ?? DEFAULT_STOP_TIMEOUT;
  await progress(`Stopping ${named}, and waiting for its end, at most ${timeout}.`);
  try {
    await client.stop(job, parseDuration(timeout), signal);
  } catch (error) {
    throw error instanceof EhpcError
      ? ehpcDiagnosticError(error, `stop ${named}`, client.place, ADVICE)
      : error;
  }
  await progress(`J${named.slice(1)} does not run any more.`);
}
