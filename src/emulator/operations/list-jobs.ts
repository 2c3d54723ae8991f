import { jsonAnswer } from "../http/answer";
import type { JobNow } from "../jobs/job-life";
import { unixSeconds } from "../jobs/job-times";
import type { Json } from "../scenario/scenario";
import { type OperationHandler, wholeNumber } from "./operation";

/** Answers ListJobs. */
export const listJobs: OperationHandler = (cluster, query) => {
  const pageNumber = wholeNumber(query, "PageNumber", {
    preset: 1,
    least: 1,
    most: Number.MAX_SAFE_INTEGER,
  });
  const pageSize = wholeNumber(query, "PageSize", { preset: 10, least: 1, most: 50 });
  const filter = query.get("JobFilter");
  const jobs = cluster.list(filter);
  const page = jobs.page((pageNumber - 1) * pageSize, pageSize);
  const place = JSON.stringify([query.get("ClusterId"), filter, pageNumber, pageSize]);
  return jsonAnswer(
    { TotalCount: jobs.total, PageNumber: pageNumber, PageSize: pageSize, Success: true },
    { Jobs: encodedPage(place, page) },
  );
};

/** A page as it was sent last. */
interface SentPage {
  readonly jobs: readonly JobNow[];
  readonly text: string;
}

const sentPages = new Map<string, SentPage>();
const MAX_SENT_PAGES = 1_000;

/** The JSON text of a page, which is made once while none of its jobs changes: such a job is the same object. */
function encodedPage(place: string, jobs: readonly JobNow[]): string {
  const sent = sentPages.get(place);
  if (sent?.jobs.length === jobs.length && jobs.every((job, index) => job === sent.jobs[index])) {
    return sent.text;
  }
  const text = `[${jobs.map(encodedJob).join(",")}]`;
  if (sentPages.size >= MAX_SENT_PAGES) {
    sentPages.clear();
  }
  sentPages.set(place, { jobs, text });
  return text;
}

const texts = new WeakMap<JobNow, string>();

function encodedJob(job: JobNow): string {
  const text = texts.get(job) ?? JSON.stringify(listed(job));
  texts.set(job, text);
  return text;
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
