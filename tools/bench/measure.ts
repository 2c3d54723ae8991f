/** What came out of doing one thing several times. */
export interface Sample {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

export interface Rounds {
  readonly counted: number;
  /** Rounds before, which are not counted: they warm the disk cache. */
  readonly warmUp: number;
}

/**
 * Does several things in turn, one round after the other: a change in the machine's load affects all of them.
 *
 * @returns by name, what each counted round gave: the n-th of one thing and the n-th of another are neighbours in time
 */
export async function inTurn<Name extends string, Result>(
  rounds: Rounds,
  things: Readonly<Record<Name, () => Promise<Result>>>,
): Promise<Record<Name, Result[]>> {
  const entries = Object.entries(things) as [Name, () => Promise<Result>][];
  const results = Object.fromEntries(entries.map(([name]) => [name, []])) as unknown as Record<
    Name,
    Result[]
  >;
  for (let round = -rounds.warmUp; round < rounds.counted; round += 1) {
    for (const [name, thing] of entries) {
      const result = await thing();
      if (round >= 0) {
        results[name].push(result);
      }
    }
  }
  return results;
}

/** Median, lowest and highest; all NaN where there is no number. NaN stands for a run that failed and is left out. */
export function sample(values: readonly number[]): Sample {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  const middle = Math.floor(sorted.length / 2);
  return {
    median: sorted.length % 2 === 1 ? at(middle) : (at(middle - 1) + at(middle)) / 2,
    lowest: at(0),
    highest: at(sorted.length - 1),
  };
}

/** The ratios of neighbours: those of the same round, which the machine's load has met alike. */
export function ratios(values: readonly number[], base: readonly number[]): number[] {
  return values.flatMap((value, round) => {
    const other = base[round];
    return other === undefined ? [] : [value / other];
  });
}
