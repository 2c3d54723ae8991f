import { type Answer, errorAnswer, jsonAnswer, Refused, verbatimAnswer } from "./answer";
import { readScenario } from "./read-scenario";
import type { Json, Scenario, ScenarioJob, ScriptedFault, Trouble } from "./scenario";

/** What GetJob answers, and the fault with which it is sent. */
export interface Outcome {
  answer: Answer;
  fault: ScriptedFault | null;
}

/** A scenario under way: how much of each trouble is used up, and when each job's life began. */
export class Play {
  readonly #uses = new WeakMap<object, number>();
  readonly #births = new Map<string, number>();

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
  }

  /** The STS token that requests must carry, if any. */
  get securityToken(): string | undefined {
    return this.#scenario.securityToken;
  }

  /** Adds or replaces a job, whose life begins now; other jobs go on. Throws ScenarioError. */
  setJob(clusterId: string, jobId: string, job: ScenarioJob, nowMs: number): void {
    const cluster = own(this.#scenario.clusters, clusterId) ?? {};
    const jobs = { ...cluster.jobs, [jobId]: job };
    this.#scenario = readScenario({
      ...this.#scenario,
      clusters: { ...this.#scenario.clusters, [clusterId]: { ...cluster, jobs } },
    });
    if (this.#scenario.lifeBegins === "first-read") this.#births.delete(keyOf(clusterId, jobId));
    else this.#births.set(keyOf(clusterId, jobId), nowMs);
  }

  /**
   * Answers one GetJob at `nowMs` of the monotonic clock. Throws {@link Refused} for arguments that the scenario does
   * not know.
   */
  getJob(clusterId: string, jobId: string, host: string, nowMs: number): Outcome {
    const scenario = this.#scenario;
    const cluster = own(scenario.clusters, clusterId);
    const job = cluster === undefined ? undefined : own(cluster.jobs ?? {}, jobId);
    const troubles: readonly Trouble[] = [scenario, cluster ?? {}, job ?? {}];

    for (const { error } of troubles) {
      if (error !== undefined && this.#use(error)) return { answer: errorAnswer(error, host), fault: null };
    }
    if (cluster === undefined) throw new Refused("ClusterNotFound");
    const fault =
      troubles.map((trouble) => trouble.fault).find((one) => one !== undefined && this.#use(one)) ?? null;
    const answer = job === undefined ? this.#missingJob(jobId) : this.#answerOf(clusterId, jobId, job, nowMs);
    return { answer, fault };
  }

  #answerOf(clusterId: string, jobId: string, job: ScenarioJob, nowMs: number): Answer {
    if (job.response !== undefined) return verbatimAnswer(job.response);
    const age = (nowMs - this.#birth(keyOf(clusterId, jobId), nowMs)) / 1_000;
    const info: Record<string, Json> = { JobId: jobId, ...job.info };
    for (const { at, ...members } of job.life ?? []) {
      if (at <= age) Object.assign(info, members);
    }
    return jsonAnswer({ JobInfo: info, Success: true });
  }

  #missingJob(jobId: string): Answer {
    switch (this.#scenario.missingJob ?? "invalid-params") {
      case "agent-error":
        throw new Refused("AgentError", `The agent service request failed: Unknown Job Id ${jobId}`);
      case "empty-job-info":
        return jsonAnswer({ JobInfo: {}, Success: true });
      default:
        throw new Refused("InvalidParams", "The specified parameter JobId is invalid.");
    }
  }

  #birth(key: string, nowMs: number): number {
    const birth =
      this.#births.get(key) ?? (this.#scenario.lifeBegins === "first-read" ? nowMs : this.startMs);
    this.#births.set(key, birth);
    return birth;
  }

  /** Whether a trouble is not over yet; counts this use of it. */
  #use(trouble: { readonly times?: number }): boolean {
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
