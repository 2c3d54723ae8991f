import { type Answer, invalidParameter, jsonAnswer, Refused } from "../http/answer";
import type { JobNow } from "../jobs/job-life";
import type { LogNow } from "../jobs/log-text";
import type { Selection } from "../jobs/selection";
import type { NewJob } from "../jobs/submitted-job";
import type { OperationName, ScenarioCluster } from "../scenario/scenario";

/** A cluster at the time of a request. */
export interface ClusterNow {
  /** Whether GetJobLog returns logs. */
  logsAvailable: boolean;
  /** How much GetJobLog returns at once. */
  logLimit: NonNullable<ScenarioCluster["logLimit"]>;
  /** `null` for a job that the scheduler does not know. */
  job(jobId: string): JobNow | null;
  /** A log of a job that the scheduler knows. */
  log(jobId: string, name: "stdout" | "stderr"): LogNow;
  /** The jobs that the parameter `JobFilter` chooses. Throws {@link Refused} for an invalid one. */
  list(jobFilter: string | undefined): Selection;
  /** Submits a job. Returns the words with which the scheduler accepts it. */
  submit(job: NewJob): string;
  /** Whether a job is running or queued, or a task of an array is. */
  canStop(jobId: string): boolean;
  /** Stops a job, or all tasks of an array. */
  stop(jobId: string): void;
  /** The response for a job that the scheduler does not know. Throws {@link Refused}. */
  missingJob(operation: OperationName, jobId: string): Answer;
}

/** Answers one call. Throws {@link Refused}. */
export type OperationHandler = (cluster: ClusterNow, query: ReadonlyMap<string, string>) => Answer;

/** The value of a parameter. Throws {@link Refused} if it is missing or blank. */
export function requireParameter(query: ReadonlyMap<string, string>, name: string): string {
  const value = query.get(name);
  if (value === undefined) {
    throw new Refused("MissingParameter", `The parameter ${name} is missing.`);
  }
  if (value.trim() === "") {
    throw invalidParameter(name);
  }
  return value;
}

/** A whole number in a parameter. Throws {@link Refused} for any other value, or one that is out of bounds. */
export function wholeNumber(
  query: ReadonlyMap<string, string>,
  name: string,
  bounds: { preset: number; least: number; most: number },
): number {
  const text = query.get(name) ?? String(bounds.preset);
  const number = Number(text);
  if (!/^\d{1,15}$/.test(text) || number < bounds.least || number > bounds.most) {
    throw invalidParameter(name);
  }
  return number;
}

/** A successful but empty response. */
export function emptyAnswer(operation: OperationName): Answer {
  switch (operation) {
    case "GetJob":
      return jsonAnswer({ JobInfo: {}, Success: true });
    case "ListJobs":
      return jsonAnswer({ Jobs: [], TotalCount: 0, Success: true });
    case "GetJobLog":
    case "CreateJob":
    case "StopJobs":
      return jsonAnswer({ Success: "true" });
  }
}
