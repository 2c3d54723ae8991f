import { EhpcError } from "../../base/errors";
import type { HandlerContext } from "../../plugin/author/data-source";
import type { EhpcSession } from "../configure/ehpc-session";
import { ehpcDiagnosticError } from "../ehpc-diagnostic";
import { hasOutcome } from "../job/has-outcome";
import { isWhole } from "../job/is-whole";
import { idOf } from "../job/job-query";
import { type DescribedJob, describeJob } from "../job/job-results";
import { ADVICE } from "./advice";
import { isSameJob, markerIn, NO_LISTS, nameOf, resultsOf, type State } from "./job-of-state";
import { jobsOfRun } from "./jobs-of-run";
import { tokenInState } from "./token-problems";

type RefreshContext = Omit<HandlerContext<EhpcSession>, "client">;

/**
 * What a refresh takes over. A job that the scheduler has forgotten keeps what was recorded, and is not submitted again.
 *
 * @returns `null` for an imported job that does not exist
 */
export async function refreshSubmitted(
  state: State,
  client: EhpcSession,
  { signal, logger, warn }: RefreshContext,
): Promise<Partial<State> | null> {
  const { cluster_id: clusterId, job_id: jobId } = state;
  if (jobId === null) {
    // Terraform replaces the tainted object, and the destroy looks for the job. After an untaint nothing does.
    warn(uncertain(state));
    return {};
  }
  holdToken(state, client, warn);
  const isImport = state.id === null;
  try {
    const { job } = await client.getJob({ clusterId, jobId }, signal);
    const seen = describeJob(job, NO_LISTS, logger);
    if (isImport) {
      const id = idOf({ cluster_id: clusterId, job_id: jobId });
      return { ...resultsOf(state, seen), id, marker: markerIn(seen) };
    }
    return isSameJob(state, seen) ? refreshed(state, seen) : forgotten(state, warn);
  } catch (error) {
    if (!(error instanceof EhpcError)) {
      throw error;
    }
    if (isImport && error.kind === "job-not-found") {
      return null;
    }
    if (!isImport) {
      if (error.kind === "job-not-found" || error.kind === "cluster-not-found") {
        return forgotten(state, warn);
      }
      // Some tasks of an array are not listed: that may pass.
      if (error.kind === "array-undecided") {
        return {};
      }
      // A fault of the service may also mean "forgotten". A response that is not E-HPC's does not describe the job.
      if (error.transient || error.kind === "bad-answer") {
        warn(notRefreshed(state, error));
        return {};
      }
    }
    throw ehpcDiagnosticError(error, `refresh ${nameOf(state)}`, client.place, ADVICE);
  }
}

/** A token names one submission: a further object of the configuration would get the job of this one. */
function holdToken({ marker, id }: State, client: EhpcSession, warn: RefreshContext["warn"]): void {
  if (marker === null || id === null) {
    return;
  }
  const { held, planned } = jobsOfRun(client);
  held.set(marker, id);
  const token = planned.get(marker);
  if (token !== undefined) {
    warn(tokenInState(token, id));
  }
}

/** An outcome once recorded stays, and only gains what the scheduler shows in the same phase. */
function refreshed(state: State, seen: DescribedJob): Partial<State> {
  const results = resultsOf(state, seen);
  if (!hasOutcome(state)) {
    return results;
  }
  return seen.phase === state.phase
    ? Object.fromEntries(Object.entries(results).filter(([, value]) => isWhole(value)))
    : {};
}

function forgotten(state: State, warn: RefreshContext["warn"]): Partial<State> {
  if (state.finished === true) {
    return { found: false };
  }
  if (state.found !== false) {
    warn({
      summary: "Job Forgotten",
      detail: `The scheduler no longer knows ${nameOf(state)}, which was last seen in state ${state.state ?? "(none)"}: nobody can say how it ended. The job is not submitted again. To run it again, change "triggers".`,
    });
  }
  return { found: false, phase: "unknown" };
}

function uncertain(state: State) {
  return {
    summary: "Submission Uncertain",
    detail: `It is not known whether ${nameOf(state)} was submitted. Let Terraform replace the object: it looks for the job by EHPC_SUBMISSION_TOKEN=${state.marker}, and stops it before it submits another.`,
  };
}

function notRefreshed(state: State, { message }: EhpcError) {
  return {
    summary: "Job Not Refreshed",
    detail: `Could not read ${nameOf(state)}, so its attributes stay unchanged: state ${state.state ?? "(none)"}.\n\n${message}`,
  };
}
