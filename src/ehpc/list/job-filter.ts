/** Which jobs of a cluster are listed, and in which order. */
export interface JobFilter {
  /** Which jobs, by whether they have ended. */
  status: "all" | "finished" | "unfinished";
  /** Only jobs whose name contains this. @default any name */
  jobName?: string;
  /** Only jobs of one of these cluster-side users. The service matches parts of names, too. @default any user */
  users?: readonly string[];
  /** Only jobs of one of these queues, matched alike. @default any queue */
  queues?: readonly string[];
  /** Only jobs on one of these nodes, matched alike. @default any node */
  nodes?: readonly string[];
  /** Only jobs that were submitted at this Unix second or later. @default any time */
  createdAfter?: number;
  /** Only jobs that were submitted at this Unix second or earlier. @default any time */
  createdBefore?: number;
  /** @default the service's own order, which is not documented */
  sort?: JobSort;
}

export interface JobSort {
  /** By the time of submission, by the time of execution, or by the order in which jobs are pending. */
  by: "submit" | "execute" | "pend";
  order: "asc" | "desc";
}

const JOB_STATUS = { all: "all", finished: "finished", unfinished: "notfinish" } as const;
const SORT_BY = { submit: "SubmitOrder", execute: "ExecuteOrder", pend: "PendOrder" } as const;

/** The parameter `JobFilter` of ListJobs: JSON, without what is not filtered by. */
export function jobFilterText(filter: JobFilter): string {
  const { status, jobName, users, queues, nodes, createdAfter, createdBefore, sort } = filter;
  return JSON.stringify({
    JobStatus: JOB_STATUS[status],
    JobName: jobName,
    Users: oneOrMore(users),
    Queues: oneOrMore(queues),
    Nodes: oneOrMore(nodes),
    CreateTimeStart: seconds(createdAfter),
    CreateTimeEnd: seconds(createdBefore),
    SortBy: sort && { [SORT_BY[sort.by]]: sort.order },
  });
}

/** What an empty list would mean is not documented. */
function oneOrMore(texts: readonly string[] | undefined): readonly string[] | undefined {
  return texts?.length === 0 ? undefined : texts;
}

/** Unix seconds as text; no job is older than they are. */
function seconds(time: number | undefined): string | undefined {
  return time === undefined ? undefined : String(Math.max(0, time));
}
