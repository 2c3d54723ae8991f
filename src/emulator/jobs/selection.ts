import type { JobFilter } from "./job-filter";
import type { JobNow } from "./job-life";
import type { SortKeys } from "./sort-jobs";

/** A record of a list, and its place in the order of the scenario. */
export interface PlacedJob {
  readonly place: number;
  readonly job: JobNow;
}

/** A place whose record has changed; `null` means that there was or is none. */
export interface PlaceChange {
  readonly place: number;
  readonly before: JobNow | null;
  readonly after: JobNow | null;
}

interface Row extends PlacedJob {
  readonly keys: SortKeys;
}

/** The jobs of a list that a filter chooses, in its order. It is sorted once; after that, each change moves one job. */
export class Selection {
  readonly #filter: JobFilter;
  #rows: Row[] = [];

  constructor(filter: JobFilter) {
    this.#filter = filter;
  }

  /** How many jobs it has. */
  get total(): number {
    return this.#rows.length;
  }

  /** The jobs from number `first`, counted from 0. */
  page(first: number, size: number): JobNow[] {
    return this.#rows.slice(first, first + size).map(({ job }) => job);
  }

  /** Begins again with these jobs. */
  fill(jobs: Iterable<PlacedJob>): void {
    const rows: Row[] = [];
    for (const { place, job } of jobs) {
      if (this.#filter.chooses(job)) {
        rows.push(this.#row(place, job));
      }
    }
    this.#rows = rows.sort((a, b) => this.#compare(a, b));
  }

  apply({ place, before, after }: PlaceChange): void {
    if (before !== null && this.#filter.chooses(before)) {
      this.#rows.splice(this.#indexOf(this.#row(place, before)), 1);
    }
    if (after !== null && this.#filter.chooses(after)) {
      const row = this.#row(place, after);
      this.#rows.splice(this.#indexOf(row), 0, row);
    }
  }

  #row(place: number, job: JobNow): Row {
    return { place, job, keys: this.#filter.order.keysOf(job) };
  }

  #compare(a: Row, b: Row): number {
    return this.#filter.order.compare(a.keys, b.keys) || a.place - b.place;
  }

  /** The index at which a row is, or would be. */
  #indexOf(row: Row): number {
    let low = 0;
    let high = this.#rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const at = this.#rows[middle];
      if (at !== undefined && this.#compare(at, row) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
