import { type Answer, errorAnswer, Refused } from "../http/answer";
import { createTroubleDraw, type TroubleDraw } from "../http/draw-trouble";
import { isSendingFault, type SendingFault } from "../http/send-answer";
import { createTokenBucket, type TokenBucket } from "../http/token-bucket";
import type { NewJob } from "../jobs/submitted-job";
import { createJob } from "../operations/create-job";
import { getJob } from "../operations/get-job";
import { getJobLog } from "../operations/get-job-log";
import { listJobs } from "../operations/list-jobs";
import { missingJob } from "../operations/missing-job";
import {
  type ClusterNow,
  emptyAnswer,
  type OperationHandler,
  requireParameter,
} from "../operations/operation";
import { stopJobs } from "../operations/stop-jobs";
import { readScenario } from "../scenario/read-scenario";
import type { OperationName, Scenario, ScenarioJob, SchedulerName, Trouble } from "../scenario/scenario";
import { ClusterRun } from "./cluster-run";
import type { Progress } from "./progress";

/** A response, and the fault to send it with. */
export interface Outcome {
  answer: Answer;
  fault: SendingFault | null;
}

/** A call with a valid signature. */
export interface RunCall {
  operation: OperationName;
  query: ReadonlyMap<string, string>;
  /** The value of its `host` header. */
  host: string;
  /** When it arrived, on the monotonic clock. */
  nowMs: number;
  /** The same, as the time of day. */
  at: Date;
}

/** A job that was submitted, from when it exists. */
export interface Submission {
  readonly clusterId: string;
  readonly jobId: string;
  readonly job: NewJob;
  readonly at: Date;
  readonly scheduler: SchedulerName;
  /** Whether the job only pretends to run. */
  readonly isScripted: boolean;
}

/** What a running scenario tells. */
export interface ScenarioRunOptions {
  /** Whether submitted jobs run really, unless the scenario says how they live. */
  readonly runs: boolean;
  onSubmission(submission: Submission): void;
  /** StopJobs has stopped a job. */
  onStop(clusterId: string, jobId: string): void;
}

/** A submission that becomes a job later. */
interface LateSubmission {
  readonly cluster: ClusterRun;
  readonly clusterId: string;
  readonly job: NewJob;
  readonly atMs: number;
  readonly at: Date;
}

const HANDLERS: Readonly<Record<OperationName, OperationHandler>> = {
  GetJob: getJob,
  ListJobs: listJobs,
  GetJobLog: getJobLog,
  CreateJob: createJob,
  StopJobs: stopJobs,
};

/** The default delay of a `late` job. */
const LATE_SECONDS = 5;

/** How much GetJobLog returns at once by default: the limit of the 2018 API. This version documents none. */
const LOG_LIMIT = { bytes: 400 * 1024 } as const;

/** A running scenario: its clusters, and how often each trouble has occurred. */
export class ScenarioRun {
  readonly #uses = new WeakMap<object, number>();
  readonly #clusters: Map<string, ClusterRun>;
  readonly #takeToken: TokenBucket;
  readonly #drawTrouble: TroubleDraw;
  readonly #scenario: Scenario;
  readonly #options: ScenarioRunOptions;
  readonly #late: LateSubmission[] = [];

  /**
   * @param startMs when the emulator was started, or the scenario was replaced, on the monotonic clock.
   * @throws ScenarioError
   */
  constructor(scenario: Scenario, startMs: number, options: ScenarioRunOptions) {
    this.#options = options;
    this.#scenario = readScenario(scenario);
    this.#clusters = new Map(
      Object.entries(scenario.clusters).map(([id, cluster]) => [
        id,
        new ClusterRun(cluster, this.#birth(startMs)),
      ]),
    );
    const { rateLimit, chance } = scenario;
    this.#takeToken = rateLimit === undefined ? () => 0 : createTokenBucket(rateLimit, startMs);
    this.#drawTrouble = chance === undefined ? () => null : createTroubleDraw(chance);
  }

  /** The STS token that requests must carry, if any. */
  get securityToken(): string | undefined {
    return this.#scenario.securityToken;
  }

  /** Adds or replaces a job; its life begins now. Other jobs do not change. Throws ScenarioError. */
  setJob(clusterId: string, jobId: string, job: ScenarioJob, nowMs: number): void {
    readScenario({ clusters: { [clusterId]: { jobs: { [jobId]: job } } } });
    const cluster = this.#clusters.get(clusterId) ?? new ClusterRun({}, null);
    this.#clusters.set(clusterId, cluster);
    cluster.setJob(jobId, job, this.#birth(nowMs));
  }

  /** Takes in what is new of a job that runs really. */
  report(clusterId: string, jobId: string, { info, stdout, stderr }: Progress, nowMs: number): void {
    const cluster = this.#clusters.get(clusterId);
    const job = cluster?.scripted(jobId);
    if (cluster === undefined || job === undefined) {
      return;
    }
    const { life: _, ...rest } = job;
    cluster.setJob(jobId, { ...rest, info: { ...job.info, ...info }, stdout, stderr }, nowMs);
  }

  /** Makes the scheduler forget a job. Other jobs do not change. */
  removeJob(clusterId: string, jobId: string): void {
    this.#clusters.get(clusterId)?.removeJob(jobId);
  }

  /** Makes jobs of the late submissions that are due. */
  bringUpTo(nowMs: number): void {
    const due = this.#late.filter(({ atMs }) => atMs <= nowMs);
    for (const late of due) {
      this.#late.splice(this.#late.indexOf(late), 1);
      this.#submit(late);
    }
  }

  /** Answers one call. Throws {@link Refused} for arguments that the scenario does not know. */
  answer(call: RunCall): Outcome {
    const { operation, query, host, nowMs } = call;
    this.bringUpTo(nowMs);
    const retryAfterMs = this.#takeToken(nowMs);
    if (retryAfterMs > 0) {
      return { answer: errorAnswer({ code: "Throttling", retryAfterMs }, host), fault: null };
    }
    const clusterId = requireParameter(query, "ClusterId");
    const cluster = this.#clusters.get(clusterId);
    const job = cluster?.scripted(query.get("JobId") ?? "");
    const chance = this.#drawTrouble(drawKey(operation, query));
    const troubles: readonly Trouble[] = [chance ?? {}, this.#scenario, cluster?.scenario ?? {}, job ?? {}];

    const error = troubles.map((trouble) => trouble.error).find((one) => this.#applies(one, operation));
    if (error !== undefined) {
      return { answer: errorAnswer(error, host), fault: null };
    }
    if (cluster === undefined) {
      throw new Refused("ClusterNotFound");
    }
    const fault = troubles.map((trouble) => trouble.fault).find((one) => this.#applies(one, operation));
    if (fault?.kind === "empty-job-info") {
      return { answer: emptyAnswer(operation), fault: null };
    }
    if (fault?.kind === "unread") {
      return { answer: emptyAnswer(operation), fault: { kind: "reset" } };
    }
    const delayMs = fault?.kind === "late" ? (fault.seconds ?? LATE_SECONDS) * 1_000 : 0;
    const answer = HANDLERS[operation](this.#clusterNow(cluster, clusterId, call, delayMs), query);
    return {
      answer,
      fault: fault === undefined || isSendingFault(fault) ? (fault ?? null) : { kind: "reset" },
    };
  }

  #submit({ cluster, clusterId, job, atMs, at }: LateSubmission): string {
    const { runs, onSubmission } = this.#options;
    const { jobId, words, isScripted } = cluster.submit(job, at, this.#birth(atMs), runs);
    const { scheduler = "slurm" } = cluster.scenario;
    onSubmission({ clusterId, jobId, job, at, scheduler, isScripted });
    return words;
  }

  #clusterNow(cluster: ClusterRun, clusterId: string, { nowMs, at }: RunCall, delayMs: number): ClusterNow {
    const { logsAvailable = true, logLimit = LOG_LIMIT } = cluster.scenario;
    return {
      logsAvailable,
      logLimit,
      job: (jobId) => cluster.jobNow(jobId, nowMs),
      log: (jobId, name) => cluster.log(jobId, name, nowMs),
      list: (jobFilter) => cluster.list(jobFilter, nowMs),
      submit: (job) => {
        const submission = {
          cluster,
          clusterId,
          job,
          atMs: nowMs + delayMs,
          at: new Date(at.getTime() + delayMs),
        };
        if (delayMs === 0) {
          return this.#submit(submission);
        }
        this.#late.push(submission);
        return "";
      },
      canStop: (jobId) => cluster.canStop(jobId, nowMs),
      stop: (jobId) => {
        cluster.stop(jobId, nowMs, at);
        this.#options.onStop(clusterId, jobId);
      },
      missingJob: (operation, jobId) => missingJob(this.#scenario.missingJob, operation, jobId),
    };
  }

  /** When the life of a job that is added at `nowMs` begins. */
  #birth(nowMs: number): number | null {
    return this.#scenario.lifeBegins === "first-read" ? null : nowMs;
  }

  /** Whether there is a trouble for this operation that is not used up. Counts this use. */
  #applies(
    trouble: { readonly times?: number; readonly operation?: OperationName } | undefined,
    operation: OperationName,
  ): boolean {
    if (trouble === undefined || (trouble.operation ?? operation) !== operation) {
      return false;
    }
    const used = this.#uses.get(trouble) ?? 0;
    this.#uses.set(trouble, used + 1);
    return used < (trouble.times ?? Number.POSITIVE_INFINITY);
  }
}

/**
 * What a call is drawn by. Of a submission, it is the name of the job: its marker differs from run to run, and its password
 * is none of the emulator's business.
 */
function drawKey(operation: OperationName, query: ReadonlyMap<string, string>): string {
  const parameters =
    operation === "CreateJob" ? [...query].filter(([name]) => name !== "JobSpec") : [...query];
  return JSON.stringify([operation, ...parameters]);
}
