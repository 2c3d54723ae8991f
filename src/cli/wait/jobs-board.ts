import type { Clock } from "../../base/clock";
import type { EhpcError } from "../../base/errors";
import { type JobIds, jobKey, jobKeys } from "../../ehpc/job/job-key";
import type { JobRecord } from "../../ehpc/job/job-record";
import type { JobStanding, JobsChange, JobsProgress } from "../../ehpc/poll/poller";
import { estimateRest } from "./estimate-rest";

/** What a wait has shown so far of its jobs, for output. */
export class JobsBoard {
  readonly #clock: Pick<Clock, "now" | "monotonicMs">;
  readonly #begunAt: number;
  readonly #timeoutMs: number;
  #jobs = new Map<string, SeenJob>();
  #keys: ReadonlySet<string> = new Set();
  readonly #facts = new Map<string, JobFacts>();
  #progress: JobsProgress | null = null;
  #next: { dueAt: number | null; error: EhpcError | null } | null = null;

  /** @param timeoutMs the time of the wait, which begins now */
  constructor(clock: Pick<Clock, "now" | "monotonicMs">, timeoutMs: number) {
    this.#clock = clock;
    this.#begunAt = clock.monotonicMs();
    this.#timeoutMs = timeoutMs;
  }

  /** Takes in which jobs the wait is for. */
  select(jobIds: readonly string[]): void {
    this.#jobs = new Map(jobIds.map((jobId) => [jobId, { standing: unseen(jobId), at: 0 }]));
    this.#keys = new Set(jobIds.map(jobKey));
  }

  /** Takes in what an answer of the service says of a job; of others than those of the wait, nothing is kept. */
  meet(ids: JobIds, facts: JobFacts): void {
    for (const key of jobKeys(ids)) {
      if (this.#keys.has(key)) {
        this.#facts.set(key, facts);
      }
    }
  }

  /** What the service has said of a job. */
  factsOf({ jobId, record }: JobStanding): JobFacts | null {
    return record ?? this.#facts.get(jobKey(jobId)) ?? null;
  }

  /** Takes in a round of looks. */
  change(change: JobsChange): void {
    const at = this.#clock.monotonicMs();
    const { total, counts, reached, failed, needed } = change;
    this.#progress = { total, counts, reached, failed, needed };
    // A round that only shows ends says nothing of the next look.
    const isTold = Number.isFinite(change.nextLookMs);
    const dueAt = isTold ? at + change.nextLookMs : (this.#next?.dueAt ?? null);
    this.#next = { dueAt, error: change.error };
    for (const standing of change.changed) {
      this.#jobs.set(standing.jobId, { standing, at });
    }
  }

  /** All jobs in the order of the selection, as they were seen last. */
  get jobs(): JobStanding[] {
    return [...this.#jobs.values()].map(({ standing }) => standing);
  }

  /** How many jobs stand how; `null` before the first look. */
  get progress(): JobsProgress | null {
    return this.#progress;
  }

  get waitedMs(): number {
    return this.#clock.monotonicMs() - this.#begunAt;
  }

  get leftMs(): number {
    return Math.max(0, this.#timeoutMs - this.waitedMs);
  }

  /** Milliseconds until the next look; `null` where it is not known, negative when it is due. */
  get nextLookMs(): number | null {
    const dueAt = this.#next?.dueAt ?? null;
    return dueAt === null ? null : dueAt - this.#clock.monotonicMs();
  }

  /** Why a look of the last round failed; `null` when none did. */
  get error(): EhpcError | null {
    return this.#next?.error ?? null;
  }

  /** How long a job has been seen in its state, in milliseconds. */
  inStateMs({ jobId, inStateMs }: JobStanding): number {
    return inStateMs + this.#clock.monotonicMs() - (this.#jobs.get(jobId)?.at ?? 0);
  }

  /** The milliseconds until the requirement is met, from the run times of ended jobs; `null` where nobody can say. */
  get restMs(): number | null {
    if (this.#progress === null) {
      return null;
    }
    const { needed, reached, counts } = this.#progress;
    const ended: number[] = [];
    const running: number[] = [];
    for (const job of this.jobs) {
      if (job.end === "reached" || job.end === "failed") {
        ended.push(...runTimeOf(job));
      } else if (job.phase === "running") {
        running.push(this.#runsForMs(job));
      }
    }
    return estimateRest({ ended, running, pending: counts.pending, needed: needed - reached });
  }

  /** How long a running job has run: since its start where the time has a zone, else since it was seen. */
  #runsForMs(job: JobStanding): number {
    const start = this.factsOf(job)?.startTime ?? null;
    const since = start?.endsWith("Z") ? this.#clock.now().getTime() - Date.parse(start) : Number.NaN;
    return Math.max(0, Number.isNaN(since) ? this.inStateMs(job) : since);
  }
}

/** What is shown of a job beside its state. */
export type JobFacts = Pick<JobRecord, "jobName" | "jobQueue" | "nodeList" | "startTime">;

interface SeenJob {
  standing: JobStanding;
  at: number;
}

function unseen(jobId: string): JobStanding {
  return { jobId, state: null, phase: "unknown", inStateMs: 0, end: null, record: null, error: null };
}

/** How long an ended job ran, in milliseconds; empty where that is not known. */
function runTimeOf({ record }: JobStanding): number[] {
  // Both times are of one answer: with a zone or without, their difference is the same.
  const ms = Date.parse(record?.lastModifyTime ?? "") - Date.parse(record?.startTime ?? "");
  return ms >= 0 ? [ms] : [];
}
