import { jsonAnswer } from "./answer";
import { jobFilter } from "./job-filter";
import type { JobNow } from "./job-life";
import { type OperationHandler, wholeNumber } from "./operation";
import type { Json } from "./scenario";

/** Answers ListJobs: the jobs in the order of the scenario, as the service's own order is not documented. */
export const listJobs: OperationHandler = (cluster, query) => {
  const pageNumber = wholeNumber(query, "PageNumber", {
    preset: 1,
    least: 1,
    most: Number.MAX_SAFE_INTEGER,
  });
  const pageSize = wholeNumber(query, "PageSize", { preset: 10, least: 1, most: 50 });
  const jobs = cluster.jobs().filter(jobFilter(query.get("JobFilter")));
  const first = (pageNumber - 1) * pageSize;
  return jsonAnswer({
    Jobs: jobs.slice(first, first + pageSize).map(listed),
    TotalCount: jobs.length,
    PageNumber: pageNumber,
    PageSize: pageSize,
    Success: true,
  });
};

/** The same under both names. */
const SHARED = [
  "State",
  "JobQueue",
  "RunasUser",
  "Priority",
  "NodeList",
  "ArrayRequest",
  "ArrayJobId",
  "ArrayJobSubId",
  "Resources",
] as const;

/** GetJob's names on the right. */
const RENAMED = {
  Id: "JobId",
  StdoutPath: "OutputLog",
  StderrPath: "ErrorLog",
  ResourcesActualOccupied: "ResourcesUsed",
} as const;

const TIMES = { SubmitTime: "CreateTime", StartTime: "StartTime", LastModifyTime: "LastModifyTime" } as const;

/** A job in the words of ListJobs, made from those of GetJob. */
function listed({ info }: JobNow): Json {
  const spec: Record<string, Json> = {};
  for (const name of SHARED) spec[name] = info[name] ?? "";
  for (const [name, source] of Object.entries(RENAMED)) spec[name] = info[source] ?? "";
  for (const [name, source] of Object.entries(TIMES)) spec[name] = unixSeconds(info[source]);
  spec.Variables = variables(info.Variables);
  return { JobName: info.JobName ?? "", JobSpec: spec };
}

/** GetJob's times have no zone; here they are taken to be UTC. */
function unixSeconds(time: Json | undefined): string {
  const ms = typeof time === "string" ? Date.parse(`${time}Z`) : Number.NaN;
  return Number.isNaN(ms) ? "" : String(Math.floor(ms / 1_000));
}

/** An object as JSON text, where GetJob has a list. */
function variables(given: Json | undefined): string {
  const entries = Array.isArray(given) ? (given as readonly { Name: string; Value: string }[]) : [];
  return JSON.stringify(Object.fromEntries(entries.map(({ Name, Value }) => [Name, Value])));
}
