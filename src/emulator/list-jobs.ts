import { jsonAnswer } from "./answer";
import { jobFilter } from "./job-filter";
import type { JobNow } from "./job-life";
import { unixSeconds } from "./job-times";
import { type OperationHandler, wholeNumber } from "./operation";
import type { Json } from "./scenario";

/** Answers ListJobs. */
export const listJobs: OperationHandler = (cluster, query) => {
  const pageNumber = wholeNumber(query, "PageNumber", {
    preset: 1,
    least: 1,
    most: Number.MAX_SAFE_INTEGER,
  });
  const pageSize = wholeNumber(query, "PageSize", { preset: 10, least: 1, most: 50 });
  const jobs = selected(cluster.jobs(), query.get("JobFilter"));
  const first = (pageNumber - 1) * pageSize;
  return jsonAnswer({
    Jobs: jobs.slice(first, first + pageSize).map(listed),
    TotalCount: jobs.length,
    PageNumber: pageNumber,
    PageSize: pageSize,
    Success: true,
  });
};

/** Selections from a list that has not changed since: all its pages share them. */
const selections = new WeakMap<readonly JobNow[], Map<string, readonly JobNow[]>>();
/** How many selections of one list are kept. */
const MAX_SELECTIONS = 50;

function selected(jobs: readonly JobNow[], parameter = "{}"): readonly JobNow[] {
  const kept = selections.get(jobs) ?? new Map<string, readonly JobNow[]>();
  selections.set(jobs, kept);
  const known = kept.get(parameter);
  if (known !== undefined) {
    return known;
  }
  const { chooses, sort } = jobFilter(parameter);
  const selection = sort(jobs.filter(chooses));
  if (kept.size >= MAX_SELECTIONS) {
    kept.clear();
  }
  kept.set(parameter, selection);
  return selection;
}

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

/** A job in the form of ListJobs, made from the form of GetJob unless the scenario says otherwise. */
function listed({ info, listed: given }: JobNow): Json {
  const spec: Record<string, Json> = {};
  for (const name of SHARED) {
    spec[name] = info[name] ?? "";
  }
  for (const [name, source] of Object.entries(RENAMED)) {
    spec[name] = info[source] ?? "";
  }
  for (const [name, source] of Object.entries(TIMES)) {
    spec[name] = String(unixSeconds(info[source]) ?? "");
  }
  spec.Variables = variables(info.Variables);
  spec.Comment = "";
  return { JobName: info.JobName ?? "", JobSpec: { ...spec, ...given } };
}

/** An object as JSON text; GetJob has a list here. */
function variables(given: Json | undefined): string {
  const entries = Array.isArray(given) ? (given as readonly { Name: string; Value: string }[]) : [];
  return JSON.stringify(Object.fromEntries(entries.map(({ Name, Value }) => [Name, Value])));
}
