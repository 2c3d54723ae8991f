import { TerraformDataSource, Token } from "cdktf";
import { clusterIdProblem } from "../../notation/cluster-id";
import { jobIdProblem } from "../../notation/job-id";
import { NotationError } from "../../notation/notation-error";
import { parseTimestamp } from "../../notation/parse-timestamp";
import { DataEhpcJob } from "../bindings/data-ehpc-job";
import { DataEhpcJobs } from "../bindings/data-ehpc-jobs";
import { isLiteral } from "../is-literal";
import { checkJobReference, checkStates, type JobReference } from "../job-reference";

/** Which jobs of a cluster are meant, and how to read their states: by one of IDs, an array, and names. */
export interface JobsReference {
  /** ID of the cluster that the jobs were submitted to, such as `ehpc-hz-FYUr32abcd`. */
  readonly clusterId: string;
  /** IDs of the jobs. It may be a list that is known only after an apply. */
  readonly jobIds?: string[];
  /** ID of an array, such as `36` or `1[].manager`: each of its tasks is meant, also before it begins. */
  readonly arrayJobId?: string;
  /** Jobs of a similar name, as the service matches names, that were submitted at `createdAfter` or later. */
  readonly jobName?: string;
  /** Jobs whose name matches this regular expression, that were submitted at `createdAfter` or later. */
  readonly nameRegex?: string;
  /** Earliest time of submission of jobs by name, such as `2024-08-20T02:54:46Z` (RFC 3339). */
  readonly createdAfter?: string;
  /**
   * States to take for success in addition to the well-known ones, compared without regard to case.
   *
   * @default - only the well-known ones, such as `Completed` and `FINISHED`
   */
  readonly successStates?: string[];
  /**
   * States to take for failure in addition to the well-known ones, compared without regard to case.
   *
   * @default - only the well-known ones, such as `Failed`
   */
  readonly failureStates?: string[];
}

/** The jobs of a gate: single ones, an array, a list, or jobs by their IDs or names. */
export type GateJobs = readonly (DataEhpcJob | JobReference)[] | DataEhpcJob | DataEhpcJobs | JobsReference;

/** The jobs of a gate by the way in which they are given. */
export type JobsSource =
  | { readonly kind: "list"; readonly list: DataEhpcJobs }
  | { readonly kind: "array"; readonly lookup: DataEhpcJob }
  | { readonly kind: "each"; readonly jobs: readonly (DataEhpcJob | JobReference)[] }
  | { readonly kind: "reference"; readonly reference: JobsReference };

/**
 * Tells in which way jobs are given, and refuses what Terraform would refuse: no jobs, IDs that no scheduler gives, several
 * ways at once, a list that leaves out jobs by their status. Values that only Terraform knows are left to it.
 *
 * @param owner the gate, as messages name it: `JobGate "publish/swept"`
 * @throws Error that says what would be right
 */
export function sourceOf(owner: string, jobs: unknown): JobsSource {
  if (Array.isArray(jobs)) {
    return { kind: "each", jobs: checkEach(owner, jobs) };
  }
  if (isDataSource(jobs, DataEhpcJobs.tfResourceType)) {
    const list = jobs as DataEhpcJobs;
    refuseStatus(owner, list);
    return { kind: "list", list };
  }
  if (isDataSource(jobs, DataEhpcJob.tfResourceType)) {
    const lookup = jobs as DataEhpcJob;
    if (lookup.count !== undefined || lookup.forEach !== undefined) {
      throw new Error(
        `${owner}: a lookup by itself stands for an array of jobs, and "${lookup.node.path}" has count or forEach. To wait ` +
          "for each of its jobs, write it in brackets: jobs: [lookup].",
      );
    }
    return { kind: "array", lookup };
  }
  if (
    typeof jobs !== "object" ||
    jobs === null ||
    TerraformDataSource.isTerraformDataSource(jobs) ||
    !("clusterId" in jobs)
  ) {
    throw new Error(
      `${owner}: jobs must be a list of lookups or { clusterId, jobId }, a DataEhpcJobs, the lookup of an array, or ` +
        "{ clusterId } with jobIds, arrayJobId, jobName or nameRegex" +
        `${typeof jobs === "object" && jobs !== null ? "" : `, not ${JSON.stringify(jobs)}`}.`,
    );
  }
  const reference = jobs as JobsReference;
  checkReference(owner, reference);
  return { kind: "reference", reference };
}

/** How many jobs there are, where that is written down: an ID may be an array's, which counts as one job. */
export function knownCount(source: JobsSource): number | undefined {
  if (source.kind === "each") {
    const repeats = source.jobs.some((job) => isLookup(job) && (job.count ?? job.forEach) !== undefined);
    return repeats ? undefined : source.jobs.length;
  }
  const ids = source.kind === "reference" ? source.reference.jobIds : undefined;
  return ids === undefined || Token.isUnresolved(ids) ? undefined : ids.length;
}

export function isLookup(job: unknown): job is DataEhpcJob {
  return isDataSource(job, DataEhpcJob.tfResourceType);
}

function isDataSource(value: unknown, type: string): value is TerraformDataSource {
  return TerraformDataSource.isTerraformDataSource(value) && value.terraformResourceType === type;
}

function checkEach(owner: string, jobs: readonly unknown[]): readonly (DataEhpcJob | JobReference)[] {
  if (jobs.length === 0) {
    throw new Error(`${owner}: jobs must not be an empty list. A gate opens only when jobs have ended.`);
  }
  return jobs.map((job, index) => {
    const place = `${owner}: jobs[${index}]`;
    if (isLookup(job)) {
      return job;
    }
    if (
      typeof job !== "object" ||
      job === null ||
      TerraformDataSource.isTerraformDataSource(job) ||
      !("clusterId" in job || "jobId" in job)
    ) {
      throw new Error(
        `${place} must be a JobLookup, a DataEhpcJob, or { clusterId, jobId }` +
          `${typeof job === "object" && job !== null ? "" : `, not ${JSON.stringify(job)}`}.`,
      );
    }
    checkJobReference(place, job as JobReference);
    return job as JobReference;
  });
}

/** A list without the jobs that run would let a gate open over them. */
function refuseStatus(owner: string, list: DataEhpcJobs): void {
  const status = list.statusInput;
  if (status !== undefined && isLiteral(status) && status !== "all") {
    throw new Error(
      `${owner}: the list "${list.node.path}" leaves out jobs by their status (${JSON.stringify(status)}), so it does not ` +
        "say that all have ended. Remove status from the list.",
    );
  }
}

const WAYS = ["jobIds", "arrayJobId", "name"] as const;

function checkReference(owner: string, reference: JobsReference): void {
  const { clusterId, jobIds, arrayJobId, jobName, nameRegex, createdAfter } = reference;
  checkText(owner, "clusterId", clusterId, clusterIdProblem);
  const given = { jobIds, arrayJobId, name: jobName ?? nameRegex };
  const ways = WAYS.filter((way) => given[way] !== undefined && given[way] !== null);
  if (ways.length !== 1) {
    throw new Error(
      `${owner}: jobs must have exactly one of jobIds, arrayJobId, and jobName or nameRegex` +
        `${ways.length === 0 ? "." : `; it has ${ways.join(" and ")}.`}`,
    );
  }
  if (jobIds !== undefined) {
    checkIds(owner, jobIds);
  }
  if (arrayJobId !== undefined) {
    checkText(owner, "arrayJobId", arrayJobId, jobIdProblem);
  }
  const isByName = ways[0] === "name";
  if (isByName !== (createdAfter !== undefined)) {
    throw new Error(
      isByName
        ? `${owner}: jobs by name need createdAfter, such as createdAfter: "2024-08-20T02:54:46Z": schedulers give a name ` +
            "to many jobs, and earlier ones are not meant."
        : `${owner}: createdAfter goes with jobName or nameRegex. Remove it.`,
    );
  }
  for (const [name, text] of Object.entries({ jobName, nameRegex })) {
    if (text !== undefined) {
      checkText(owner, name, text, (value) => (value.trim() === "" ? "must not be empty." : undefined));
    }
  }
  if (createdAfter !== undefined) {
    checkText(owner, "createdAfter", createdAfter, timeProblem);
  }
  checkStates(owner, reference);
}

function checkIds(owner: string, jobIds: unknown): void {
  if (Token.isUnresolved(jobIds)) {
    return;
  }
  if (!Array.isArray(jobIds) || jobIds.length === 0) {
    throw new Error(`${owner}: jobIds must be a list of at least one job ID, not ${JSON.stringify(jobIds)}.`);
  }
  for (const [index, id] of jobIds.entries()) {
    checkText(owner, `jobIds[${index}]`, id, jobIdProblem);
  }
}

function checkText(
  owner: string,
  name: string,
  value: unknown,
  problemOf: (text: string) => string | undefined,
): void {
  if (Token.isUnresolved(value)) {
    return;
  }
  if (typeof value !== "string") {
    throw new Error(
      `${owner}: ${name} must be a string; it is given as ${value === null ? "null" : typeof value}.`,
    );
  }
  const problem = isLiteral(value) ? problemOf(value) : undefined;
  if (problem !== undefined) {
    throw new Error(`${owner}: ${name} ${problem} It is given as ${JSON.stringify(value.slice(0, 80))}.`);
  }
}

function timeProblem(text: string): string | undefined {
  try {
    parseTimestamp(text);
    return undefined;
  } catch (error) {
    if (error instanceof NotationError) {
      return `is no time: ${error.message}.`;
    }
    throw error;
  }
}
