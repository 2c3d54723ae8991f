import { NotationError } from "./notation-error";

/** An array job may have this many sub-jobs here; schedulers allow about 10,000 unless they are told otherwise. */
export const MAX_ARRAY_INDICES = 100_000;

const RANGE = /^(\d{1,9})(?:-(\d{1,9})(?::(\d{1,9}))?)?$/;

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
  const list = text
    .trim()
    .replace(/^\[(.*)\]$/s, "$1")
    .replace(/%\d+$/, "");
  if (list.trim() === "") return [];
  const indices = new Set<number>();
  let counted = 0;
  for (const part of list.split(",")) {
    for (const index of range(text, part.trim())) {
      indices.add(index);
      counted += 1;
      if (counted > MAX_ARRAY_INDICES)
        throw new NotationError(text, `has more than ${MAX_ARRAY_INDICES} indices`);
    }
  }
  return [...indices];
}

function* range(text: string, part: string): Generator<number> {
  const found = RANGE.exec(part);
  if (found === null) {
    throw new NotationError(
      text,
      'is not an array request; one looks like "2-7:2" (first, last, step) or "1,3,5"',
    );
  }
  const first = Number(found[1]);
  const last = Number(found[2] ?? first);
  const step = Number(found[3] ?? 1);
  if (step === 0) throw new NotationError(text, "has a step of 0");
  if (last < first) throw new NotationError(text, "has a range whose last index is below its first");
  for (let index = first; index <= last; index += step) yield index;
}
