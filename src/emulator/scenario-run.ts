import { type Answer, errorAnswer, Refused } from "./answer";
import { ClusterRun } from "./cluster-run";
import { createTroubleDraw, type TroubleDraw } from "./draw-trouble";
import { getJob } from "./get-job";
import { getJobLog } from "./get-job-log";
import { listJobs } from "./list-jobs";
import { missingJob } from "./missing-job";
import { type ClusterNow, emptyAnswer, type OperationHandler, requireParameter } from "./operation";
import { readScenario } from "./read-scenario";
import type { OperationName, Scenario, ScenarioJob, Trouble } from "./scenario";
import { isSendingFault, type SendingFault } from "./send-answer";
import { createTokenBucket, type TokenBucket } from "./token-bucket";

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
}

const HANDLERS: Readonly<Record<OperationName, OperationHandler>> = {
  GetJob: getJob,
  ListJobs: listJobs,
  GetJobLog: getJobLog,
};

/** How much GetJobLog returns at once by default: the limit of the 2018 API. This version documents none. */
const LOG_LIMIT = { bytes: 400 * 1024 } as const;

/** A running scenario: its clusters, and how often each trouble has occurred. */
export class ScenarioRun {
  readonly #uses = new WeakMap<object, number>();
  readonly #clusters: Map<string, ClusterRun>;
  readonly #takeToken: TokenBucket;
  readonly #drawTrouble: TroubleDraw;
  readonly #scenario: Scenario;

  /**
   * @param startMs when the emulator was started, or the scenario was replaced, on the monotonic clock.
   * @throws ScenarioError
   */
  constructor(scenario: Scenario, startMs: number) {
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

  /** Makes the scheduler forget a job. Other jobs do not change. */
  removeJob(clusterId: string, jobId: string): void {
    this.#clusters.get(clusterId)?.removeJob(jobId);
  }

  /** Answers one call. Throws {@link Refused} for arguments that the scenario does not know. */
  answer({ operation, query, host, nowMs }: RunCall): Outcome {
    const retryAfterMs = this.#takeToken(nowMs);
    if (retryAfterMs > 0) {
      return { answer: errorAnswer({ code: "Throttling", retryAfterMs }, host), fault: null };
    }
    const clusterId = requireParameter(query, "ClusterId");
    const cluster = this.#clusters.get(clusterId);
    const job = cluster?.scripted(query.get("JobId") ?? "");
    const chance = this.#drawTrouble(JSON.stringify([operation, ...query]));
    const troubles: readonly Trouble[] = [chance ?? {}, this.#scenario, cluster?.scenario ?? {}, job ?? {}];

    const error = troubles.map((trouble) => trouble.error).find((one) => this.#applies(one, operation));
    if (error !== undefined) {
      return { answer: errorAnswer(error, host), fault: null };
    }
    if (cluster === undefined) {
      throw new Refused("ClusterNotFound");
    }
    const fault = troubles.map((trouble) => trouble.fault).find((one) => this.#applies(one, operation));
    if (fault !== undefined && !isSendingFault(fault)) {
      return { answer: emptyAnswer(operation), fault: null };
    }
    const answer = HANDLERS[operation](this.#clusterNow(cluster, nowMs), query);
    return { answer, fault: fault ?? null };
  }

  #clusterNow(cluster: ClusterRun, nowMs: number): ClusterNow {
    const { logsAvailable = true, logLimit = LOG_LIMIT } = cluster.scenario;
    return {
      logsAvailable,
      logLimit,
      job: (jobId) => cluster.jobNow(jobId, nowMs),
      log: (jobId, name) => cluster.log(jobId, name, nowMs),
      list: (jobFilter) => cluster.list(jobFilter, nowMs),
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
