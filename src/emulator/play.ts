import { type Answer, errorAnswer, Refused } from "./answer";
import { createTroubleDraw, type TroubleDraw } from "./draw-trouble";
import { getJob } from "./get-job";
import { getJobLog } from "./get-job-log";
import { type JobNow, jobAt } from "./job-life";
import { listJobs } from "./list-jobs";
import { missingJob } from "./missing-job";
import { type ClusterNow, emptyAnswer, type OperationHandler, requireParameter } from "./operation";
import { createRateLimiter, type RateLimiter } from "./rate-limiter";
import { readScenario } from "./read-scenario";
import type { OperationName, Scenario, ScenarioCluster, ScenarioJob, Trouble } from "./scenario";
import { type SendingFault, spoilsSending } from "./send-answer";

/** What is answered, and the fault with which it is sent. */
export interface Outcome {
  answer: Answer;
  fault: SendingFault | null;
}

/** A call that may be answered: its signature holds. */
export interface PlayedCall {
  operation: OperationName;
  query: ReadonlyMap<string, string>;
  /** What its `host` header says. */
  host: string;
  /** When it arrived, on the monotonic clock. */
  nowMs: number;
}

const HANDLERS: Readonly<Record<OperationName, OperationHandler>> = {
  GetJob: getJob,
  ListJobs: listJobs,
  GetJobLog: getJobLog,
};

/** A scenario under way: how much of each trouble is used up, and when each job's life began. */
export class Play {
  readonly #uses = new WeakMap<object, number>();
  readonly #births = new Map<string, number>();
  readonly #delayOf: RateLimiter;
  readonly #drawTrouble: TroubleDraw;

  #scenario: Scenario;

  /**
   * @param startMs when the emulator was started, or the scenario was replaced, on the monotonic clock.
   * @throws ScenarioError
   */
  constructor(
    scenario: Scenario,
    private readonly startMs: number,
  ) {
    this.#scenario = readScenario(scenario);
    const { rateLimit, chance } = scenario;
    this.#delayOf = rateLimit === undefined ? () => 0 : createRateLimiter(rateLimit, startMs);
    this.#drawTrouble = chance === undefined ? () => null : createTroubleDraw(chance);
  }

  /** The STS token that requests must carry, if any. */
  get securityToken(): string | undefined {
    return this.#scenario.securityToken;
  }

  /** Adds or replaces a job, whose life begins now; other jobs go on. Throws ScenarioError. */
  setJob(clusterId: string, jobId: string, job: ScenarioJob, nowMs: number): void {
    readScenario({ clusters: { [clusterId]: { jobs: { [jobId]: job } } } });
    const cluster = own(this.#scenario.clusters, clusterId) ?? {};
    this.#setJobs(clusterId, { ...cluster, jobs: { ...cluster.jobs, [jobId]: job } });
    if (this.#scenario.lifeBegins === "first-read") this.#births.delete(keyOf(clusterId, jobId));
    else this.#births.set(keyOf(clusterId, jobId), nowMs);
  }

  /** Makes the scheduler forget a job; other jobs go on. */
  removeJob(clusterId: string, jobId: string): void {
    const cluster = own(this.#scenario.clusters, clusterId);
    if (cluster === undefined) return;
    const { [jobId]: _, ...jobs } = cluster.jobs ?? {};
    this.#setJobs(clusterId, { ...cluster, jobs });
    this.#births.delete(keyOf(clusterId, jobId));
  }

  /** Answers one call. Throws {@link Refused} for arguments that the scenario does not know. */
  answer({ operation, query, host, nowMs }: PlayedCall): Outcome {
    const retryAfterMs = this.#delayOf(nowMs);
    if (retryAfterMs > 0)
      return { answer: errorAnswer({ code: "Throttling", retryAfterMs }, host), fault: null };
    const clusterId = requireParameter(query, "ClusterId");
    const cluster = own(this.#scenario.clusters, clusterId);
    const job = own(cluster?.jobs ?? {}, query.get("JobId") ?? "");
    const chance = this.#drawTrouble(JSON.stringify([operation, ...query]));
    const troubles: readonly Trouble[] = [chance ?? {}, this.#scenario, cluster ?? {}, job ?? {}];

    const error = troubles.map((trouble) => trouble.error).find((one) => this.#strikes(one, operation));
    if (error !== undefined) return { answer: errorAnswer(error, host), fault: null };
    if (cluster === undefined) throw new Refused("ClusterNotFound");
    const fault = troubles.map((trouble) => trouble.fault).find((one) => this.#strikes(one, operation));
    if (fault !== undefined && !spoilsSending(fault)) return { answer: emptyAnswer(operation), fault: null };
    const answer = HANDLERS[operation](this.#clusterNow(clusterId, cluster, nowMs), query);
    return { answer, fault: fault ?? null };
  }

  #clusterNow(clusterId: string, cluster: ScenarioCluster, nowMs: number): ClusterNow {
    const { jobs = {}, logsAvailable = true } = cluster;
    const jobNow = (jobId: string, job: ScenarioJob): JobNow | null =>
      jobAt(jobId, job, (nowMs - this.#birth(keyOf(clusterId, jobId), nowMs)) / 1_000);
    return {
      logsAvailable,
      job: (jobId) => {
        const job = own(jobs, jobId);
        return job === undefined ? null : jobNow(jobId, job);
      },
      jobs: () =>
        Object.entries(jobs)
          .map(([jobId, job]) => jobNow(jobId, job))
          .filter((job) => job !== null),
      missingJob: (operation, jobId) => missingJob(this.#scenario.missingJob, operation, jobId),
    };
  }

  #birth(key: string, nowMs: number): number {
    const birth =
      this.#births.get(key) ?? (this.#scenario.lifeBegins === "first-read" ? nowMs : this.startMs);
    this.#births.set(key, birth);
    return birth;
  }

  #setJobs(clusterId: string, cluster: ScenarioCluster): void {
    this.#scenario = { ...this.#scenario, clusters: { ...this.#scenario.clusters, [clusterId]: cluster } };
  }

  /** Whether there is a trouble, it concerns the operation, and it is not over yet; counts this use of it. */
  #strikes(
    trouble: { readonly times?: number; readonly operation?: OperationName } | undefined,
    operation: OperationName,
  ): boolean {
    if (trouble === undefined || (trouble.operation ?? operation) !== operation) return false;
    const used = this.#uses.get(trouble) ?? 0;
    this.#uses.set(trouble, used + 1);
    return used < (trouble.times ?? Number.POSITIVE_INFINITY);
  }
}

function keyOf(clusterId: string, jobId: string): string {
  return JSON.stringify([clusterId, jobId]);
}

function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
