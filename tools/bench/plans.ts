import type { Context } from "./context";
import type { Rounds } from "./measure";
import type { PlanRow } from "./plan-row";
import { planTables, usageTables } from "./plan-tables";
import type { Report } from "./report";
import { runPlans, WATCHED_FROM } from "./run-plans";

export interface PlanOptions {
  readonly counts: readonly number[];
  readonly latencies: readonly number[];
  readonly parallelisms: readonly number[];
  /** How many rounds at most; @default what {@link roundsOf} says */
  readonly rounds?: number;
}

/** Terraform's own default, and as many lookups as it reads at once. */
const PARALLELISM = 10;

/** Plans with so many lookups, against an API of such latencies, with such a -parallelism. */
export async function measurePlans(context: Context, options: PlanOptions): Promise<Report> {
  const rows: PlanRow[] = [];
  for (const latencyMs of options.latencies) {
    for (const parallelism of options.parallelisms) {
      for (const lookups of options.counts) {
        // As many at a time as there are, either way.
        if (
          parallelism > PARALLELISM &&
          lookups <= PARALLELISM &&
          options.parallelisms.includes(PARALLELISM)
        ) {
          continue;
        }
        const rounds = roundsOf(lookups, latencyMs === 0 && parallelism === PARALLELISM, options.rounds);
        context.say(
          `plans: lookups ${lookups}, latency ${latencyMs} ms, -parallelism=${parallelism}, rounds ${rounds.counted}`,
        );
        rows.push(await runPlans(context, { latencyMs, parallelism, lookups }, rounds));
      }
    }
  }
  const complaints = rows.flatMap(({ runs }) =>
    Object.values(runs).flatMap((each) => each.flatMap(({ complaint }) => complaint ?? [])),
  );
  return {
    tables: [...planTables(rows, context.subjects), ...usageTables(rows, context.subjects)],
    notes: notesOn(rows, context),
    complaints: [...new Set(complaints)],
    figures: rows,
  };
}

/**
 * More rounds of what is over soon, and of the setting that most people have; one round before of what is so short that
 * a cold disk cache would be seen. Odd: a median is a plan that took place.
 */
function roundsOf(lookups: number, usual: boolean, most = Number.POSITIVE_INFINITY): Rounds {
  const wanted =
    lookups < 10
      ? [15, 9]
      : lookups < 100
        ? [9, 5]
        : lookups < 1_000
          ? [9, 5]
          : lookups < 10_000
            ? [5, 3]
            : [3, 1];
  return {
    counted: Math.min(most, (usual ? wanted[0] : wanted[1]) ?? 1),
    warmUp: lookups < WATCHED_FROM ? 1 : 0,
  };
}

function notesOn(rows: readonly PlanRow[], { subjects, absent }: Context): string[] {
  const largest = Math.max(...rows.map(({ lookups }) => lookups));
  return [
    "A cell is the median of the rounds in milliseconds, with lowest and highest in brackets. A ratio is taken within each round; its median and range are shown.",
    ...subjects
      .filter(({ id, most }) => id === "external" && most < largest)
      .map(({ name, most }) => `${name} starts a process for each lookup, and is left out above ${most}.`),
    `Each plan succeeded, and the API counted one request for each job, unless it says otherwise here.`,
    ...absent,
  ];
}
