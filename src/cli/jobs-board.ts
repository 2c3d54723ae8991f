import type { Clock } from "../base/clock";
import type { EhpcError } from "../base/errors";
import type { JobStanding, JobsChange, JobsProgress } from "../ehpc/poll/poller";
import { estimateRest } from "./estimate-rest";

/** What a wait has shown so far of its jobs, for output. */
export class JobsBoard {
  readonly #clock: Pick<Clock, "now" | "monotonicMs">;
  readonly #begunAt: number;
  readonly #timeoutMs: number;
  #jobs = new Map<string, SeenJob>();
  #progress: JobsProgress | null = null;
  #next: { at: number; nextLookMs: number; error: EhpcError | null } | null = null;

  /** @param timeoutMs the time of the wait, which begins now */
  constructor(clock: Pick<Clock, "now" | "monotonicMs">, timeoutMs: number) {
    this.#clock = clock;
    this.#begunAt = clock.monotonicMs();
    this.#timeoutMs = timeoutMs;
  }

  /** Takes in which jobs the wait is for. */
  select(jobIds: readonly string[]): void {
    this.#jobs = new Map(jobIds.map((jobId) => [jobId, { standing: unseen(jobId), at: 0 }]));
  }

  /** Takes in a round of looks. */
  change(change: JobsChange): void {
    const at = this.#clock.monotonicMs();
    const { total, counts, reached, failed, needed } = change;
    this.#progress = { total, counts, reached, failed, needed };
    this.#next = { at, nextLookMs: change.nextLookMs, error: change.error };
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

  /** Milliseconds until the next look; `null` before the first, negative when it is due. */
  get nextLookMs(): number | null {
    return this.#next === null ? null : this.#next.nextLookMs - (this.#clock.monotonicMs() - this.#next.at);
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
    const start = job.record?.startTime ?? null;
    const since = start?.endsWith("Z") ? this.#clock.now().getTime() - Date.parse(start) : Number.NaN;
    return Math.max(0, Number.isNaN(since) ? this.inStateMs(job) : since);
  }
}

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
