import { EhpcError } from "../../base/errors";
import { plainLine } from "../../base/plain-text";
import { MARKER_VARIABLE, newMarker } from "../../ehpc/submit/marker";
import type { ActionRequest } from "../../plugin/author/action";
import { DiagnosticError } from "../../plugin/author/diagnostic";
import type { EhpcSession } from "../configure/ehpc-session";
import { ehpcDiagnosticError } from "../ehpc-diagnostic";
import { ADVICE } from "../submitted-job/advice";
import { requestOf } from "../submitted-job/submit-planned";
import { markerOf } from "../submitted-job/token-marker";
import { INTERRUPTED, untilInterrupted } from "../submitted-job/until-interrupted";
import type { jobSubmitAttributes } from "./job-submit-schema";

/**
 * Submits a job once.
 *
 * @throws DiagnosticError if there is no job, or if it is not known whether there is one
 */
export async function submitJob({
  config,
  writeOnly,
  client,
  progress,
  signal,
}: ActionRequest<EhpcSession, typeof jobSubmitAttributes>): Promise<void> {
  signal.throwIfAborted();
  const { cluster_id: clusterId, job_name: jobName, token } = config;
  const named = plainLine(`job "${jobName}" to cluster "${clusterId}"`);
  const work = { ...config, triggers: null, on_destroy: null, stop_timeout: null };
  const marker = token === null ? newMarker() : markerOf(token, work);
  await progress(`Submitting ${named}.`);
  const submission = client.submit(
    requestOf(work, writeOnly.run_as_user_password),
    { marker, sought: token !== null },
    signal,
  );
  const submitted = await untilInterrupted(signal, submission).catch((error: unknown) => {
    if (error instanceof EhpcError && error.kind === "submission-uncertain") {
      throw uncertain(named, marker, token, error.message, client);
    }
    throw error instanceof EhpcError
      ? ehpcDiagnosticError(error, `submit ${named}`, client.place, ADVICE)
      : error;
  });
  if (submitted === INTERRUPTED) {
    const reason = "Terraform was interrupted before the service responded.";
    throw uncertain(named, marker, token, reason, client);
  }
  const id = plainLine(submitted.jobId);
  await progress(
    submitted.adopted && token !== null
      ? `The job of token ${token} is there: its ID is ${id}.`
      : `The job is submitted: its ID is ${id}.`,
  );
}

function uncertain(
  named: string,
  marker: string,
  token: string | null,
  reason: string,
  { place }: EhpcSession,
): DiagnosticError {
  const next =
    token === null
      ? `Look for a job with the environment variable ${MARKER_VARIABLE}=${marker} before you invoke the action again, which would submit another job. With "token", the action finds it itself.`
      : "Invoke the action again: it looks for the job of this token, and submits one only if there is none.";
  return new DiagnosticError({
    summary: "Submission Uncertain",
    detail: `Could not find out whether ${named} was submitted at ${place}.\n\n${reason}\n\n${next}`,
  });
}
