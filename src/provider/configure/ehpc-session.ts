import type { GetJobRequest, JobAnswer } from "../../ehpc/api/client";
import type { FollowLinesRequest } from "../../ehpc/job-log/follow-lines";
import type { JobLogRequest, JobLogs } from "../../ehpc/job-log/read-job-log";
import type { JobList, JobListRequest } from "../../ehpc/list/list-all-jobs";
import type { ListedJob } from "../../ehpc/list/listed-job";
import type { ListEnd } from "../../ehpc/list/stream-jobs";
import type { JobsOutcome, JobsWaitRequest, WaitOutcome, WaitRequest } from "../../ehpc/poll/poller";
import type { JobRequest } from "../../ehpc/submit/job-request";
import type { Submission, SubmitOptions } from "../../ehpc/submit/submit-job";

/** How long a response is shared with further reads of the same job. Short enough that no wait sees an old state. */
const SHARED_FOR_MS = 2_000;

/** A submission that may have led to jobs. */
export interface MarkedSubmission {
  readonly clusterId: string;
  readonly jobName: string;
  /** The value of `EHPC_SUBMISSION_TOKEN` in the environment of its jobs. */
  readonly marker: string;
}

/** The calls that the handlers make. Each throws EhpcError. */
export interface EhpcApi {
  /** Reads a job. */
  getJob(request: GetJobRequest, signal: AbortSignal): Promise<JobAnswer>;
  /** Waits for a job; all waits of a process share their reads. */
  wait(request: WaitRequest, signal: AbortSignal): Promise<WaitOutcome>;
  /** Waits for many jobs, which share their reads with all other waits of the process. Also throws NotationError. */
  waitForJobs(request: JobsWaitRequest, signal: AbortSignal): Promise<JobsOutcome>;
  /** The last lines of a job's standard error, safe to print; `null` if the service does not return them. */
  stderrTail(job: GetJobRequest, lines: number, signal: AbortSignal): Promise<readonly string[] | null>;
  /** Shows the lines of a job's standard output until the wait for it ends, and returns the outcome of the wait. */
  followLines(request: FollowLinesRequest, signal: AbortSignal): Promise<WaitOutcome>;
  /** Lists jobs from all pages. Also throws NotationError. */
  listJobs(request: JobListRequest, signal: AbortSignal): Promise<JobList>;
  /** Gives the jobs of a list as its pages arrive. Also throws NotationError. */
  streamJobs(
    request: JobListRequest,
    signal: AbortSignal,
  ): AsyncGenerator<readonly ListedJob[], ListEnd, undefined>;
  /** Reads a job's logs. */
  readJobLog(request: JobLogRequest, signal: AbortSignal): Promise<JobLogs>;
  /** Submits a job once. Kind `submission-uncertain` means that it cannot be known whether there is a job. */
  submit(
    request: JobRequest,
    options: Pick<SubmitOptions, "marker" | "sought" | "except" | "onSend">,
    signal: AbortSignal,
  ): Promise<Submission>;
  /** The jobs of a submission, also ended ones. The kind is `submission-uncertain` where it cannot be found out. */
  findSubmitted(submission: MarkedSubmission, signal: AbortSignal): Promise<readonly ListedJob[]>;
  /** Stops a job and waits for its end. Does nothing for a job that has ended or is forgotten. */
  stop(job: GetJobRequest, timeoutMs: number, signal: AbortSignal): Promise<void>;
}

/**
 * The API of one configuration, for the provider's handlers. Reads of the same job, list or log share a response if they
 * run at the same time or within two seconds of it: several lookups of one job in a stack show one state and cost one
 * call.
 */
export interface EhpcSession extends EhpcApi {
  /** The endpoint, for messages. */
  readonly place: string;
}

/** A session over an API that connects at the first call. */
export function ehpcSession(place: string, connect: () => Promise<EhpcApi>, now: () => number): EhpcSession {
  let connection: Promise<EhpcApi> | undefined;
  const running = new Map<string, Promise<unknown>>();
  /** The oldest first: a sweep stops at the first one that is still fresh. */
  const answered = new Map<string, { readonly answer: Promise<unknown>; readonly until: number }>();

  function api(): Promise<EhpcApi> {
    connection ??= connect();
    return connection;
  }

  /** Lists and logs may be large: none is held for longer than it serves. */
  function dropOld(): void {
    const time = now();
    for (const [key, { until }] of answered) {
      if (time < until) {
        return;
      }
      answered.delete(key);
    }
  }

  /** A call that shares its response with equal calls. */
  function shared<Request, Answer>(
    operation: string,
    call: (api: EhpcApi, request: Request, signal: AbortSignal) => Promise<Answer>,
  ) {
    return (request: Request, signal: AbortSignal): Promise<Answer> => {
      dropOld();
      const key = JSON.stringify([operation, request]);
      // The key contains the operation, which determines the type of the response.
      const there = (running.get(key) ?? answered.get(key)?.answer) as Promise<Answer> | undefined;
      if (there !== undefined) {
        return there;
      }
      const answer = api().then((connected) => call(connected, request, signal));
      running.set(key, answer);
      answer.then(
        () => {
          running.delete(key);
          answered.set(key, { answer, until: now() + SHARED_FOR_MS });
        },
        () => running.delete(key),
      );
      return answer;
    };
  }

  return {
    place,
    getJob: shared("GetJob", (connected, { clusterId, jobId }: GetJobRequest, signal) =>
      connected.getJob({ clusterId, jobId }, signal),
    ),
    listJobs: shared("ListJobs", (connected, request: JobListRequest, signal) =>
      connected.listJobs(request, signal),
    ),
    readJobLog: shared("GetJobLog", (connected, request: JobLogRequest, signal) =>
      connected.readJobLog(request, signal),
    ),
    streamJobs: async function* (request, signal) {
      return yield* (await api()).streamJobs(request, signal);
    },
    wait: async (request, signal) => (await api()).wait(request, signal),
    waitForJobs: async (request, signal) => (await api()).waitForJobs(request, signal),
    stderrTail: async (job, lines, signal) => (await api()).stderrTail(job, lines, signal),
    submit: async (request, options, signal) => (await api()).submit(request, options, signal),
    findSubmitted: async (submission, signal) => (await api()).findSubmitted(submission, signal),
    stop: async (job, timeoutMs, signal) => (await api()).stop(job, timeoutMs, signal),
    followLines: async (request, signal) => (await api()).followLines(request, signal),
  };
}
