import { type StateLists, sharedStates } from "../../notation/phase";
import type { Diagnostic } from "../../plugin/author/diagnostic";
import { UNKNOWN } from "../../plugin/cty/value";
import type { ArgumentsOf, Unknowable } from "../../plugin/schema/attribute";
import type { jobArguments } from "./job-schema";

type JobArguments = ArgumentsOf<typeof jobArguments>;
type JobPlace = Pick<JobArguments, "cluster_id" | "job_id">;
type StateArguments = Pick<JobArguments, "success_states" | "failure_states">;

/** The job, in the form of the API client. */
export function jobOf({ cluster_id: clusterId, job_id: jobId }: JobPlace) {
  return { clusterId, jobId };
}

/** The ID that Terraform shows for a job: `<cluster_id>:<job_id>`. */
export function idOf({ cluster_id: clusterId, job_id: jobId }: JobPlace): string {
  return `${clusterId}:${jobId}`;
}

/** The user's classification of states. */
export function stateListsOf({ success_states, failure_states }: StateArguments): StateLists {
  return { successStates: success_states, failureStates: failure_states };
}

/** A state cannot count as both success and failure. Unknown lists are compared later. */
export function contradictions(config: Unknowable<StateArguments>): readonly Diagnostic[] {
  if (config === UNKNOWN) {
    return [];
  }
  const { success_states: successStates, failure_states: failureStates } = config;
  if (!Array.isArray(successStates) || !Array.isArray(failureStates)) {
    return [];
  }
  const [contradiction] = sharedStates(failureStates.filter(isText), successStates.filter(isText));
  if (contradiction === undefined) {
    return [];
  }
  return [
    {
      severity: "error",
      summary: "Conflicting State Lists",
      detail: `The state "${contradiction}" is in both "failure_states" and "success_states". Remove it from one of them.`,
      path: ["failure_states", failureStates.indexOf(contradiction)],
    },
  ];
}

function isText(state: unknown): state is string {
  return typeof state === "string";
}
