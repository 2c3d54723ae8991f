import { ChangeQueue } from "./change-queue";
import { jobFilter } from "./job-filter";
import type { JobNow } from "./job-life";
import { type PlaceChange, type PlacedJob, Selection } from "./selection";

/** What a list has records of: a job, or an array with several. */
export interface ListedRun {
  /** One record for each of its places; `null` for a place without one. Records that have not changed are the same objects. */
  recordsAt(nowMs: number): readonly (JobNow | null)[];
  /** When the records change next after `nowMs`; infinity if they do not change again. */
  nextChangeAfter(nowMs: number): number;
}

interface Listed {
  readonly run: ListedRun;
  readonly records: readonly (JobNow | null)[];
}

/** A selection that has all changes up to number `changes`. */
interface KeptSelection {
  readonly selection: Selection;
  changes: number;
}

/** More than the records that an array can have. */
const PLACES_OF_RUN = 2 ** 17;
/** How many selections are kept. Each request for another filter makes one. */
const MAX_SELECTIONS = 50;
/** A selection that has missed more changes than one for so many jobs of the list is made again. */
const JOBS_PER_CHANGE = 20;
/** How many changes are remembered, or as many as there are jobs. */
const MIN_CHANGES = 1_000;

/**
 * The records that ListJobs has, in the order of the scenario. It looks at a job only when the job changes: between two
 * pages of a list of thousands, few do.
 */
export class JobList {
  /** By the run's number in the scenario. */
  readonly #listed = new Map<number, Listed>();
  readonly #touched = new Map<number, ListedRun | null>();
  readonly #queue = new ChangeQueue<number>();
  readonly #selections = new Map<string, KeptSelection>();
  /** The latest changes; the first of them has the number `#forgotten`. */
  #changes: PlaceChange[] = [];
  #forgotten = 0;
  #total = 0;

  /** Adds or replaces a run, or looks at it again. `null` removes it. */
  touch(number: number, run: ListedRun | null): void {
    this.#touched.set(number, run);
  }

  /** The jobs that the parameter `JobFilter` chooses. Throws {@link Refused} for an invalid one. */
  select(parameter: string | undefined, nowMs: number): Selection {
    const kept = this.#keep(parameter || "{}");
    this.#bringUpTo(nowMs);
    const { selection } = kept;
    const missed = this.#forgotten + this.#changes.length - kept.changes;
    if (kept.changes < this.#forgotten || missed * JOBS_PER_CHANGE > this.#total) {
      selection.fill(this.#records());
    } else {
      for (const change of this.#changes.slice(this.#changes.length - missed)) {
        selection.apply(change);
      }
    }
    kept.changes += missed;
    return selection;
  }

  #keep(parameter: string): KeptSelection {
    const known = this.#selections.get(parameter);
    if (known !== undefined) {
      return known;
    }
    const kept = { selection: new Selection(jobFilter(parameter)), changes: -1 };
    if (this.#selections.size >= MAX_SELECTIONS) {
      this.#selections.clear();
    }
    this.#selections.set(parameter, kept);
    return kept;
  }

  #bringUpTo(nowMs: number): void {
    for (const number of this.#queue.takeDue(nowMs)) {
      if (!this.#touched.has(number)) {
        this.#touched.set(number, this.#listed.get(number)?.run ?? null);
      }
    }
    for (const [number, run] of this.#touched) {
      const records = run?.recordsAt(nowMs) ?? [];
      this.#note(number, this.#listed.get(number)?.records ?? [], records);
      if (run === null) {
        this.#listed.delete(number);
      } else {
        this.#listed.set(number, { run, records });
        this.#queue.add(number, run.nextChangeAfter(nowMs));
      }
    }
    this.#touched.clear();
  }

  #note(number: number, before: readonly (JobNow | null)[], after: readonly (JobNow | null)[]): void {
    for (let index = 0; index < Math.max(before.length, after.length); index++) {
      const change = { before: before[index] ?? null, after: after[index] ?? null };
      if (change.before !== change.after) {
        this.#changes.push({ place: number * PLACES_OF_RUN + index, ...change });
        this.#total += Number(change.after !== null) - Number(change.before !== null);
      }
    }
    if (this.#changes.length > Math.max(this.#total, MIN_CHANGES)) {
      this.#forgotten += this.#changes.length;
      this.#changes = [];
    }
  }

  *#records(): Generator<PlacedJob> {
    for (const [number, { records }] of this.#listed) {
      for (const [index, job] of records.entries()) {
        if (job !== null) {
          yield { place: number * PLACES_OF_RUN + index, job };
        }
      }
    }
  }
}
