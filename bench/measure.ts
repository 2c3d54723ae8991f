/** A named thing to time. Each call does it once and returns milliseconds. */
export type Timed = () => Promise<number>;

/** What came out of timing one thing, in milliseconds. */
export interface Sample {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

/**
 * Times several things in turn, one round after the other, so that a change in the machine's load falls on all of them.
 * One round before is not counted: it warms the disk cache.
 */
export async function inTurn<Name extends string>(
  rounds: number,
  things: Readonly<Record<Name, Timed>>,
): Promise<Record<Name, Sample>> {
  const entries = Object.entries(things) as [Name, Timed][];
  const times = new Map<Name, number[]>(entries.map(([name]) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, time] of entries) {
      const milliseconds = await time();
      if (round >= 0) times.get(name)?.push(milliseconds);
    }
  }
  return Object.fromEntries([...times].map(([name, list]) => [name, sample(list)])) as Record<Name, Sample>;
}

function sample(times: readonly number[]): Sample {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  const middle = Math.floor(sorted.length / 2);
  return {
    median: sorted.length % 2 === 1 ? at(middle) : (at(middle - 1) + at(middle)) / 2,
    lowest: at(0),
    highest: at(sorted.length - 1),
  };
}
