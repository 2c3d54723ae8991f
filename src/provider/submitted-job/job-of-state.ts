import { isNameOf } from "../../ehpc/submit/is-name-of";
import { MARKER_VARIABLE } from "../../ehpc/submit/marker";
import { isKnownTime } from "../../notation/known-time";
import type { ArgumentsOf, ResultsOf, StateOf } from "../../plugin/schema/attribute";
import type { DescribedJob } from "../job/job-results";
import type { submittedJobAttributes } from "./submitted-job-schema";

export type Arguments = ArgumentsOf<typeof submittedJobAttributes>;
export type Results = ResultsOf<typeof submittedJobAttributes>;
export type State = StateOf<typeof submittedJobAttributes>;

/** States are classified as they are by default: gates and lookups have lists of their own. */
export const NO_LISTS = { successStates: null, failureStates: null };

/** Attributes that are an argument here, and a result of a lookup. */
const SHARED = [
  "job_name",
  "command_line",
  "run_as_user",
  "priority",
  "output_log",
  "error_log",
  "array_request",
] as const;

/**
 * The attributes of a job that the scheduler has shown. An argument stays as it was given, since the scheduler may write
 * it in another way, and a difference would submit the job again; one that was left out is what the cluster decided.
 */
export function resultsOf(given: Partial<State>, seen: DescribedJob): Partial<State> {
  const shared = SHARED.map((name) => [name, given[name] ?? seen[name]]);
  return {
    ...seen,
    ...Object.fromEntries(shared),
    queue: given.queue ?? seen.job_queue,
    resources: resourcesOf(given.resources ?? null, seen.resources),
    variables: given.variables ?? withoutMarker(seen.variables),
    found: true,
  };
}

function resourcesOf(given: State["resources"], seen: DescribedJob["resources"]): State["resources"] {
  if (given === null || seen === null) {
    return (given ?? seen) as State["resources"];
  }
  const parts = Object.entries(given).map(([name, value]) => [name, value ?? Reflect.get(seen, name)]);
  return Object.fromEntries(parts);
}

function withoutMarker(variables: DescribedJob["variables"]): DescribedJob["variables"] {
  return (
    variables && Object.fromEntries(Object.entries(variables).filter(([name]) => name !== MARKER_VARIABLE))
  );
}

/** The marker of a job that the scheduler has shown. */
export function markerIn({ variables }: DescribedJob): string | null {
  return variables?.[MARKER_VARIABLE] ?? null;
}

/**
 * Whether the scheduler has shown the job of the state, and not a later one under the same ID. The marker says so; a job
 * that shows its variables has it. Where no variables are shown, the name and the time of submission say that a job is
 * another one. Tasks of an array may have several times.
 */
export function isSameJob(state: State, seen: DescribedJob): boolean {
  const showsVariables = Object.keys(seen.variables ?? {}).length > 0;
  if (state.marker !== null && showsVariables) {
    return markerIn(seen) === state.marker;
  }
  if (state.job_name !== null && seen.job_name !== null && !isNameOf(seen.job_name, state.job_name)) {
    return false;
  }
  const isArray = state.array_request !== null || seen.array_summary !== null;
  const times = [state.create_time, seen.create_time];
  return isArray || !times.every(isKnownTime) || state.create_time === seen.create_time;
}

/** The job as messages name it. */
export function nameOf({ cluster_id, job_id, job_name }: Partial<State>): string {
  return `job ${JSON.stringify(job_id ?? job_name)} of cluster "${cluster_id}"`;
}
