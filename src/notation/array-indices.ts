import { NotationError } from "./notation-error";
import { Scanner } from "./scanner";

/** An array job may have this many sub-jobs here; schedulers allow about 10,000 unless they are told otherwise. */
export const MAX_ARRAY_INDICES = 100_000;

/** The highest index. Slurm ends at four million, PBS at a number of nine digits. */
const MAX_INDEX = 999_999_999;

const BLANKS = /\s+/y;
const DIGITS = /[0-9]+/y;

/**
 * The indices of an array job's sub-jobs, each once, in the order written: `"2-7:2"` gives 2, 4, 6.
 *
 * It reads E-HPC's `X-Y:Z` (first, last, step), lists of these (`1,3,5-9:2`), Slurm's and PBS's limit of running
 * sub-jobs (`1-100%4`), which does not change the indices, and brackets around the whole (`[1-5]`). A blank text is
 * not an array and gives no index.
 *
 * Throws {@link NotationError} for anything else, and for more than {@link MAX_ARRAY_INDICES} indices, repeated ones
 * included.
 */
export function arrayIndices(text: string): number[] {
  const scanner = new Scanner(text);
  scanner.take(BLANKS);
  if (scanner.done) return [];
  const bracketed = scanner.accept("[");
  const indices = new Set<number>();
  let counted = 0;
  do {
    scanner.take(BLANKS);
    for (const index of range(scanner)) {
      indices.add(index);
      counted += 1;
      if (counted > MAX_ARRAY_INDICES)
        throw new NotationError(text, `has more than ${MAX_ARRAY_INDICES} indices`);
    }
    scanner.take(BLANKS);
  } while (scanner.accept(","));
  if (scanner.accept("%") && scanner.take(DIGITS) === "") throw notArray(text);
  if (bracketed && !scanner.accept("]")) throw notArray(text);
  scanner.take(BLANKS);
  if (!scanner.done) throw notArray(text);
  return [...indices];
}

function* range(scanner: Scanner): Generator<number> {
  const { text } = scanner;
  const first = number(scanner);
  const hasLast = scanner.accept("-");
  const last = hasLast ? number(scanner) : first;
  const step = hasLast && scanner.accept(":") ? number(scanner) : 1;
  if (step === 0) throw new NotationError(text, "has a step of 0");
  if (last < first) throw new NotationError(text, "has a range whose last index is below its first");
  for (let index = first; index <= last; index += step) yield index;
}

function number(scanner: Scanner): number {
  const digits = scanner.take(DIGITS);
  if (digits === "") throw notArray(scanner.text);
  const value = Number(digits);
  if (value > MAX_INDEX) throw new NotationError(scanner.text, `has a number above ${MAX_INDEX}`);
  return value;
}

function notArray(text: string): NotationError {
  return new NotationError(
    text,
    'is not an array request; one looks like "2-7:2" (first, last, step) or "1,3,5"',
  );
}
