import { NotationError } from "./notation-error";
import { refuseCutList } from "./refuse-cut-list";
import { Scanner } from "./scanner";

/** The maximum number of tasks of an array job here; schedulers allow about 10,000 by default. */
export const MAX_ARRAY_INDICES = 100_000;
/** The highest index. Slurm's maximum is four million, PBS's is a number of nine digits. */
const MAX_INDEX = 999_999_999;
const BLANKS = /\s+/y;
const DIGITS = /[0-9]+/y;
/** The ID of the array, which `squeue` writes before the indices: `36_[3-5]`, `36_3`. */
const ARRAY_ID = /^\s*[0-9]+_(?=[[0-9])/;

/**
 * The indices of an array job's tasks, each once, in the order written: `"2-7:2"` gives 2, 4, 6.
 *
 * It reads the notation that Slurm's `sbatch --array` accepts and that `squeue` and `scontrol` print. E-HPC's `X-Y:Z`
 * and the notations of PBS and Grid Engine are subsets of it.
 *
 * | notation | example | indices |
 * | --- | --- | --- |
 * | first, last, step | `2-7:2` | 2, 4, 6 |
 * | list, also with commas too many | `1,3,,5-9:2,` | 1, 3, 5, 7, 9 |
 * | limit of sub-jobs that run at a time, which changes no index, behind any part | `1-3%2,5`, `0-2%` | 1, 2, 3, 5; 0, 1, 2 |
 * | a limit without an index: Slurm takes index 0 | `%4` | 0 |
 * | brackets, also behind the array's ID | `[1-3]%2`, `36_[1,3,5%2]`, `36_3` | 1, 2, 3; 1, 3, 5; 3 |
 * | leading zeros and signs | `01-03`, `+1-3` | 1, 2, 3 |
 *
 * A blank text and commas alone give no index.
 *
 * @throws CutListError for a truncated list: `scontrol` ends it with `...` after 64 characters, `squeue` before its
 *   closing bracket after 31, and `sacct` with a `+` in a narrow column
 * @throws NotationError for any other text, and for more than {@link MAX_ARRAY_INDICES} indices, duplicates included
 */
export function arrayIndices(text: string): number[] {
  refuseCutList(text);
  const [id = ""] = ARRAY_ID.exec(text) ?? [];
  const indices = new Set<number>();
  let counted = 0;
  for (const index of elements(new Scanner(text, id.length))) {
    indices.add(index);
    counted += 1;
    if (counted > MAX_ARRAY_INDICES) {
      throw new NotationError(text, `has more than ${MAX_ARRAY_INDICES} indices`);
    }
  }
  return [...indices];
}

function* elements(scanner: Scanner): Generator<number> {
  let open = false;
  while (true) {
    scanner.take(BLANKS);
    if (scanner.accept(",")) {
      continue;
    }
    if (scanner.done) {
      return;
    }
    if (!open && scanner.accept("[")) {
      open = true;
      scanner.take(BLANKS);
    }
    // Slurm reads a missing number as 0.
    if (scanner.accept("%")) {
      scanner.take(DIGITS);
      yield 0;
    } else {
      yield* range(scanner);
    }
    open = takeLimits(scanner, open);
    if (!scanner.done && !scanner.accept(",")) {
      throw notArray(scanner.text);
    }
  }
}

/** Takes limits and a closing bracket after an element. Returns whether the bracket is still open. */
function takeLimits(scanner: Scanner, open: boolean): boolean {
  let stillOpen = open;
  while (true) {
    scanner.take(BLANKS);
    if (scanner.accept("%")) {
      scanner.take(DIGITS);
    } else if (stillOpen && scanner.accept("]")) {
      stillOpen = false;
    } else {
      return stillOpen;
    }
  }
}

function* range(scanner: Scanner): Generator<number> {
  const { text } = scanner;
  const first = number(scanner);
  const hasLast = scanner.accept("-");
  const last = hasLast ? number(scanner) : first;
  const step = hasLast && scanner.accept(":") ? number(scanner) : 1;
  if (step === 0) {
    throw new NotationError(text, "has a step of 0");
  }
  if (last < first) {
    throw new NotationError(text, "has a range with a last index below its first");
  }
  for (let index = first; index <= last; index += step) {
    yield index;
  }
}

function number(scanner: Scanner): number {
  scanner.accept("+");
  const digits = scanner.take(DIGITS);
  if (digits === "") {
    throw notArray(scanner.text);
  }
  const value = Number(digits);
  if (value > MAX_INDEX) {
    throw new NotationError(scanner.text, `has a number above ${MAX_INDEX}`);
  }
  return value;
}

function notArray(text: string): NotationError {
  return new NotationError(
    text,
    'is not an array request; examples are "2-7:2" (first, last, step) and "1,3,5"',
  );
}
