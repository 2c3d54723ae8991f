/** What an estimate is made from; times in milliseconds. */
export interface RunTimes {
  /** How long each job ran that has ended. */
  ended: readonly number[];
  /** How long each running job has run. */
  running: readonly number[];
  /** How many jobs have not started. */
  pending: number;
  /** How many of the running and pending jobs have to end. */
  needed: number;
}

/** Fewer run times say nothing about other jobs. */
const LEAST_RUN_TIMES = 3;
/** A job that runs longer than all before it is expected to need this share of the usual run time. */
const SHARE_OF_A_LONG_RUN = 0.1;

/**
 * Estimates the milliseconds until enough jobs have ended: each runs as long as the jobs before it, and as many run at a
 * time as now. `null` where nothing says how long: too few jobs have ended, or none runs.
 */
export function estimateRest({ ended, running, pending, needed }: RunTimes): number | null {
  if (needed <= 0) {
    return 0;
  }
  if (ended.length < LEAST_RUN_TIMES || running.length === 0 || needed > running.length + pending) {
    return null;
  }
  const usual = mean(ended);
  const rest = restOf(ended, usual);
  const now = running.map(rest).sort((a, b) => a - b);
  // A pending job starts when another ends, so these end in the order in which they start.
  const later: number[] = [];
  let [fromNow, fromLater, at] = [0, 0, 0];
  for (let count = 0; count < needed; count += 1) {
    const first = now[fromNow] ?? Number.POSITIVE_INFINITY;
    const next = later[fromLater] ?? Number.POSITIVE_INFINITY;
    at = Math.min(first, next);
    if (first <= next) {
      fromNow += 1;
    } else {
      fromLater += 1;
    }
    if (later.length < pending) {
      later.push(at + usual);
    }
  }
  return at;
}

/** How much longer a job runs that has run for so long: as the jobs did that ran longer. */
function restOf(ended: readonly number[], usual: number): (elapsed: number) => number {
  const longestFirst = [...ended].sort((a, b) => b - a);
  return (elapsed) => {
    const end = longestFirst.findIndex((time) => time <= elapsed);
    const longer = end === -1 ? longestFirst : longestFirst.slice(0, end);
    return longer.length === 0 ? usual * SHARE_OF_A_LONG_RUN : mean(longer) - elapsed;
  };
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
