import { EhpcError } from "../../base/errors";
import type { GetJobRequest } from "../../ehpc/api/client";
import { parseDuration } from "../../notation/duration";
import { classifyState, hasEnded } from "../../notation/phase";
import type { HandlerContext } from "../../plugin/author/data-source";
import type { EhpcSession } from "../configure/ehpc-session";
import { ehpcDiagnosticError } from "../ehpc-diagnostic";
import { hasOutcome } from "../job/has-outcome";
import { idOf } from "../job/job-query";
import { type DescribedJob, describeJob } from "../job/job-results";
import { ADVICE } from "./advice";
import { isSameJob, NO_LISTS, nameOf, type State } from "./job-of-state";
import { inTurn, jobsOfRun, replacedIn } from "./jobs-of-run";
import { DEFAULT_STOP_TIMEOUT } from "./submitted-job-schema";

type StopContext = Omit<HandlerContext<EhpcSession>, "client">;

const STOP_ADVICE = {
  ...ADVICE,
  "submission-uncertain":
    "Nothing was stopped, and nothing is submitted until this is known. Run Terraform again.",
  aborted:
    "The job may still end, because E-HPC may have taken the request to stop it. It stays in the state: run Terraform again.",
  timeout: 'The job stays in the state. Run Terraform again to wait on, or raise "stop_timeout".',
};

/**
 * Stops the job of a state, and waits for its end. Of a submission that may have led to a job, it looks for the job
 * first, whatever `on_destroy` says: no state would know of that job any more.
 *
 * @throws DiagnosticError if the job may still run
 */
export async function stopSubmitted(state: State, client: EhpcSession, context: StopContext): Promise<void> {
  try {
    const stop = () =>
      state.job_id === null
        ? stopUncertain(state, client, context)
        : stopKnown(state, state.job_id, client, context);
    // No job of the same marker is submitted before this one has ended.
    await (state.marker === null ? stop() : inTurn(client, state.marker, stop));
  } catch (error) {
    if (!(error instanceof EhpcError)) {
      throw error;
    }
    if (!isGone(error)) {
      throw ehpcDiagnosticError(error, `stop ${nameOf(state)}`, client.place, STOP_ADVICE);
    }
  }
}

/** Whether there is nothing left to stop. A search in vain has a kind of its own. */
function isGone({ kind, code }: EhpcError): boolean {
  return kind === "job-not-found" || kind === "cluster-not-found" || code === "ClusterNotFound";
}

async function stopKnown(
  state: State,
  jobId: string,
  client: EhpcSession,
  { signal, logger, warn }: StopContext,
): Promise<void> {
  const id = idOf({ cluster_id: state.cluster_id, job_id: jobId });
  if (jobsOfRun(client).made.has(id)) {
    return;
  }
  replacedIn(client, state.cluster_id).add(jobId);
  if (state.on_destroy === "keep" || hasOutcome(state)) {
    return;
  }
  const job = { clusterId: state.cluster_id, jobId };
  const seen = await shownJob(job, client, { signal, logger });
  if (seen !== null && !isSameJob(state, seen)) {
    warn({
      summary: "Job Not Stopped",
      detail: `The ID of ${nameOf(state)} belongs to another job by now, which was not stopped. The scheduler has forgotten the job of this resource.`,
    });
    return;
  }
  if (seen === null || !hasOutcome(seen)) {
    await client.stop(job, timeoutOf(state), signal);
  }
}

/** The job as the scheduler shows it; `null` for an array of which some tasks are not shown. */
async function shownJob(
  job: GetJobRequest,
  client: EhpcSession,
  { signal, logger }: Pick<StopContext, "signal" | "logger">,
): Promise<DescribedJob | null> {
  try {
    const answer = await client.getJob(job, signal);
    return describeJob(answer.job, NO_LISTS, logger);
  } catch (error) {
    if (error instanceof EhpcError && error.kind === "array-undecided") {
      return null;
    }
    throw error;
  }
}

async function stopUncertain(
  state: State,
  client: EhpcSession,
  { signal, logger }: StopContext,
): Promise<void> {
  const { cluster_id: clusterId, job_name: jobName, marker } = state;
  if (marker === null) {
    return;
  }
  const { made } = jobsOfRun(client);
  for (const { jobId, state: shown } of await client.findSubmitted({ clusterId, marker, jobName }, signal)) {
    if (jobId === null || made.has(idOf({ cluster_id: clusterId, job_id: jobId }))) {
      continue;
    }
    // A list may lack tasks of an array, so the array itself is read.
    const isArray = state.array_request !== null;
    const seen = isArray ? await shownJob({ clusterId, jobId }, client, { signal, logger }) : null;
    const isOver = isArray ? seen !== null && hasOutcome(seen) : hasEnded(classifyState(shown, NO_LISTS));
    if (!isOver) {
      replacedIn(client, clusterId).add(jobId);
      logger.info("Stopping the job of an uncertain submission.", { cluster_id: clusterId, job_id: jobId });
      await client.stop({ clusterId, jobId }, timeoutOf(state), signal);
    }
  }
}

function timeoutOf({ stop_timeout }: State): number {
  return parseDuration(stop_timeout ?? DEFAULT_STOP_TIMEOUT);
}
