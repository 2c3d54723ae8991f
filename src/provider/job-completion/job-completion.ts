import { EhpcError, type EhpcErrorKind } from "../../base/errors";
import { isKnownTime } from "../../notation/known-time";
import { DEFAULT_WAIT_TIMEOUT } from "../../notation/wait-time";
import { DiagnosticError } from "../../plugin/author/diagnostic";
import { resource } from "../../plugin/author/resource";
import type { StateOf } from "../../plugin/schema/attribute";
import type { EhpcSession } from "../configure/ehpc-session";
import { awaitJob, explainedOutcome } from "../job/await-job";
import { hasOutcome } from "../job/has-outcome";
import { JOB_IDENTITY, jobOfIdentity, jobOfImportId } from "../job/import-id";
import { isWhole } from "../job/is-whole";
import { contradictions, idOf, jobOf, stateListsOf } from "../job/job-query";
import { type DescribedJob, describeJob } from "../job/job-results";
import { jobCompletionAttributes } from "./job-completion-schema";
import { movedGate } from "./moved-gate";

type State = StateOf<typeof jobCompletionAttributes>;

/** Kinds for a job that no longer exists, whose cluster no longer exists, or whose array has lost tasks. */
const GONE: readonly EhpcErrorKind[] = ["job-not-found", "cluster-not-found", "array-undecided"];

/** `ehpc_job_completion`: waits for a job during apply and remembers how it ended. */
export const jobCompletion = resource<EhpcSession>()({
  description:
    "Waits during `apply` until a job of an E-HPC cluster ends, and records the outcome. The outcome stays in the state after the scheduler forgets the job. The resource never changes the job itself: destroy only removes the recorded outcome.",
  attributes: jobCompletionAttributes,
  identity: JOB_IDENTITY,
  validate: contradictions,

  async create({ planned, client, signal, logger }) {
    const { until, timeout } = planned;
    const wait = { ...planned, until: until ?? "succeeded", timeout: timeout ?? DEFAULT_WAIT_TIMEOUT };
    try {
      const { requestId, job } = await awaitJob(wait, client, signal);
      const id = idOf(planned);
      return { id, found: true, request_id: requestId, ...describeJob(job, stateListsOf(planned), logger) };
    } catch (error) {
      throw explainedOutcome(
        error,
        `wait for job "${planned.job_id}" of cluster "${planned.cluster_id}"`,
        client,
      );
    }
  },

  async read({ state, client, signal, logger, warn }) {
    try {
      const { requestId, job } = await client.getJob(jobOf(state), signal);
      const seen = describeJob(job, stateListsOf(state), logger);
      if (isRecorded(state)) {
        return refreshed(state, seen);
      }
      if (isMoved(state) && !hasOutcome(seen)) {
        return null;
      }
      const known = { id: idOf(state), found: true, request_id: requestId, ...seen };
      return imported(state, isMoved(state) ? { ...known, timeout: null } : known);
    } catch (error) {
      // The recorded outcome outlives the job's record in the scheduler, and the cluster.
      if (error instanceof EhpcError && isRecorded(state)) {
        if (GONE.includes(error.kind)) {
          return {};
        }
        // A fault of the service may also mean "forgotten": its response for that is not documented. A response that is not
        // E-HPC's, such as a proxy's page, does not describe the job.
        if (error.transient || error.kind === "bad-answer") {
          warn(notRefreshed(state, error));
          return {};
        }
      }
      if (error instanceof EhpcError && error.kind === "job-not-found") {
        return null;
      }
      throw explainedOutcome(error, `refresh job "${state.job_id}" of cluster "${state.cluster_id}"`, client);
    }
  },

  /** The wait is over, so a change makes no call: it only has to agree with the outcome. */
  async update({ prior, planned }) {
    if (!isRecorded(prior)) {
      throw new DiagnosticError(notRead(prior));
    }
    if ((planned.until ?? "succeeded") === "succeeded" && prior.succeeded !== true) {
      throw new DiagnosticError(failedBefore(prior));
    }
    return prior;
  },

  async delete() {},

  importState: async ({ id }) => jobOfImportId(id),
  importIdentity: async ({ identity }) => jobOfIdentity(identity),
  moveFrom: movedGate,
});

/** Whether the outcome is recorded, as in every state except a fresh import and a move. */
function isRecorded(state: State): boolean {
  return state.finished === true;
}

/**
 * Whether the state comes from a gate that was decided at plan. Where its job has no outcome, as after a requeue, there
 * is nothing to take over: the apply waits for the job.
 */
function isMoved(state: State): boolean {
  return state.id !== null && !isRecorded(state);
}

/**
 * What a refresh takes over. An outcome that was reached stays: a job that was put back into the queue, or another one
 * under the same ID, must not shut a gate again or change what was made from its results. Schedulers give IDs a second
 * time, and only the time of submission proves that a job is the same: if it is absent or another, or if the name or the
 * user is another, everything stays. A field that the scheduler has forgotten is no change either: only present ones are
 * taken over.
 */
function refreshed(state: State, seen: DescribedJob): Partial<State> {
  const same = isKnownTime(state.create_time) && seen.create_time === state.create_time;
  const isOther = (["job_name", "run_as_user"] as const).some(
    (name) => state[name] !== null && seen[name] !== null && state[name] !== seen[name],
  );
  if (seen.phase !== state.phase || !same || isOther) {
    return {};
  }
  return Object.fromEntries(Object.entries(seen).filter(([, value]) => isWhole(value)));
}

/**
 * The first state of an imported outcome. A failure is one that only `until = "finished"` takes for an end: without
 * that word in the configuration the next apply changes it, which fails, instead of a gate being open.
 */
function imported(state: State, results: Partial<State>): Partial<State> {
  if (results.succeeded === true) {
    return results;
  }
  if (hasOutcome(results)) {
    return { ...results, until: "finished" };
  }
  throw new DiagnosticError({
    summary: "Job Not Finished",
    detail: `Job "${state.job_id}" of cluster "${state.cluster_id}" is in state ${results.state ?? "(none)"}, so it has no outcome to import. Declare the resource and apply instead: the apply waits for the job.`,
  });
}

function notRead({ cluster_id, job_id }: State) {
  return {
    summary: "Outcome Not Read",
    detail: `The gate of job "${job_id}" of cluster "${cluster_id}" has moved to this resource, and its job was not read since. Run Terraform without -refresh=false.`,
  };
}

function failedBefore({ cluster_id, job_id, state, phase }: State) {
  return {
    summary: "Job Failed",
    detail: `"until" requires success, but the recorded outcome of job "${job_id}" of cluster "${cluster_id}" is state ${state} (phase ${phase}). Submit the job again and set "job_id" to the new job ID, or accept a failure with until = "finished".`,
    path: ["until"],
  };
}

function notRefreshed({ cluster_id, job_id, state, phase }: State, { message }: EhpcError) {
  return {
    summary: "Outcome Not Refreshed",
    detail: `Job "${job_id}" of cluster "${cluster_id}" cannot be read, so its recorded outcome stays unchanged: state ${state} (phase ${phase}).\n\n${message}`,
  };
}
