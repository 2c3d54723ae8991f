import { createHash } from "node:crypto";
import type { JobListRequest } from "../../ehpc/list/list-all-jobs";
import { NotationError } from "../../notation/notation-error";
import { parseTimestamp } from "../../notation/parse-timestamp";
import type { Diagnostic } from "../../plugin/author/diagnostic";
import { UNKNOWN } from "../../plugin/cty/value";
import type { ArgumentsOf, Unknowable } from "../../plugin/schema/attribute";
import { contradictions } from "../job/job-query";
import type { jobFilterArguments, jobsAttributes } from "./jobs-schema";

type JobsArguments = ArgumentsOf<typeof jobsAttributes>;
/** The arguments that filter and sort jobs. */
export type FilterArguments = ArgumentsOf<typeof jobFilterArguments>;

/** The request for the jobs, in the form of the API client. */
export function jobListOf(config: FilterArguments, limit: number | null): JobListRequest {
  const { cluster_id: clusterId, status, job_name, name_regex, users, queues, nodes, sort } = config;
  const { created_after, created_before } = config;
  return {
    clusterId,
    status: status ?? "all",
    ...(job_name !== null && { jobName: job_name }),
    ...(name_regex !== null && { nameRegex: name_regex }),
    ...(users !== null && { users }),
    ...(queues !== null && { queues }),
    ...(nodes !== null && { nodes }),
    // The service knows only whole seconds; round inwards.
    ...(created_after !== null && { createdAfter: Math.ceil(parseTimestamp(created_after)) }),
    ...(created_before !== null && { createdBefore: Math.floor(parseTimestamp(created_before)) }),
    ...(sort !== null && { sort: { by: sort.by, order: sort.order ?? "desc" } }),
    ...(limit !== null && { limit }),
  };
}

/** The ID of a list; equal arguments give the same ID. */
export function listIdOf(
  { clusterId, ...others }: JobListRequest,
  { job_ids, array_job_id }: Pick<JobsArguments, "job_ids" | "array_job_id">,
): string {
  const chosen = {
    ...others,
    ...(job_ids !== null && { job_ids }),
    ...(array_job_id !== null && { array_job_id }),
  };
  const digest = createHash("sha256").update(JSON.stringify(chosen)).digest("hex");
  return `${clusterId}:${digest.slice(0, 12)}`;
}

/** Checks rules about more than one argument. */
export function jobsProblems(config: Unknowable<JobsArguments>): readonly Diagnostic[] {
  if (config === UNKNOWN) {
    return [];
  }
  return [
    ...contradictions(config),
    ...timesInOrder(config.created_after, config.created_before),
    ...conflicts(config),
  ];
}

/** Jobs that are chosen by their IDs are looked for among all others: the first few would not do. */
const EXCLUSIVE = [
  ["job_ids", "array_job_id"],
  ["job_ids", "limit"],
  ["array_job_id", "limit"],
] as const;

function conflicts(config: Exclude<Unknowable<JobsArguments>, typeof UNKNOWN>): Diagnostic[] {
  return EXCLUSIVE.filter((names) => names.every((name) => config[name] !== null)).map(([one, other]) => ({
    severity: "error",
    summary: "Conflicting Arguments",
    detail: `"${one}" and "${other}" cannot be used together. Remove one of them.`,
    path: [other],
  }));
}

/** The times of submission must be in order. */
export function timesInOrder(after: unknown, before: unknown): Diagnostic[] {
  if (typeof after !== "string" || typeof before !== "string") {
    return [];
  }
  try {
    if (parseTimestamp(after) <= parseTimestamp(before)) {
      return [];
    }
  } catch (error) {
    // Reported at the argument itself.
    if (error instanceof NotationError) {
      return [];
    }
    throw error;
  }
  return [
    {
      severity: "error",
      summary: "Invalid Time Range",
      detail: `"created_after" (${after}) must not be later than "created_before" (${before}): no job can match.`,
      path: ["created_after"],
    },
  ];
}
