import type { Sample } from "./measure";

/** What stands where nothing was measured. */
export const NOTHING = "–";

/** Milliseconds with their spread: `223 (219–240)`. */
export function milliseconds(sample: Sample): string {
  return spread(sample, 0);
}

/** A ratio with its spread: `0.72 (0.70–0.75)`. */
export function ratio(sample: Sample): string {
  return spread(sample, 2);
}

/** A number with its spread in brackets, unless there is none. */
export function spread({ median, lowest, highest }: Sample, digits: number): string {
  const [middle, low, high] = [median, lowest, highest].map((value) => number(value, digits));
  return low === high ? `${middle}` : `${middle} (${low}–${high})`;
}

export function number(value: number, digits: number): string {
  return Number.isNaN(value) ? NOTHING : value.toFixed(digits);
}

/** A number of bytes in MiB, whole. */
export function mebibytes(bytes: number): string {
  return number(bytes / 1024 ** 2, 0);
}
