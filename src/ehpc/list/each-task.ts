import { plainLine } from "../../base/plain-text";
import {
  isArrayRequest,
  numberOf,
  parentOf,
  readIndices,
  taskId,
  taskIndices,
  wholeJobId,
} from "../job/array-ids";
import type { ListedJob } from "./listed-job";

/** What of an entry says which job it is, and of which array. */
export type TaskEntry = Pick<ListedJob, "jobId" | "arrayJobId" | "arrayJobSubId" | "arrayRequest">;

/** A job of a list, or a task of an array. */
export interface ListedTask<Entry> {
  /** The ID under which it is read: of a task, the array's with its index. */
  readonly jobId: string;
  /** What the list says of it; `null` for a task that has no entry. */
  readonly entry: Entry | null;
  /** Whether the entry is about other tasks, too: Slurm lists those that have not begun in one. */
  readonly isShared: boolean;
}

/** An array of a list, by what its entries say. */
interface ListedArray<Entry> {
  /** The ID under which it is read as a whole. */
  readonly id: string;
  readonly entries: Entry[];
  readonly tasks: Map<number, ListedTask<Entry>>;
  /** The tasks that have several entries. */
  readonly twice: Set<number>;
  /** All tasks that there are to be; `null` where a request cannot be read. */
  requested: Set<number> | null;
}

/**
 * The jobs of a list, and in place of an array each of its tasks, in the order of the list: also tasks that have not begun,
 * as the array's request says which there are. Jobs without an ID are left out.
 *
 * @returns the jobs, and in sentences, of which arrays it is not sure which tasks they have: they stand there as listed
 */
export function eachTask<Entry extends TaskEntry>(
  entries: readonly Entry[],
): { tasks: ListedTask<Entry>[]; gaps: string[] } {
  const arrays = new Map<string, ListedArray<Entry>>();
  const places: (ListedTask<Entry> | ListedArray<Entry>)[] = [];
  // Each of thousands of tasks may tell the same long request.
  const read = new Map<string, readonly number[] | null>();
  for (const entry of entries) {
    const id = wholeJobId(entry);
    if (id === null) {
      continue;
    }
    if (!isOfSomeArray(entry)) {
      places.push({ jobId: id, entry, isShared: false });
      continue;
    }
    const key = `${numberOf(id)}${/\..*/.exec(id)?.[0] ?? ""}`;
    let array = arrays.get(key);
    if (array === undefined) {
      array = { id, entries: [], tasks: new Map(), twice: new Set(), requested: new Set() };
      arrays.set(key, array);
      places.push(array);
    }
    take(array, entry, read);
  }
  const gaps = [...arrays.values()].flatMap(gapOf);
  return { tasks: places.flatMap((place) => ("entries" in place ? tasksOf(place) : [place])), gaps };
}

function isOfSomeArray(entry: TaskEntry): boolean {
  const isNamed = /^\d+\[\]/.test((entry.jobId ?? "").trim());
  return (
    isNamed || isArrayRequest(entry.arrayRequest) || parentOf(entry) !== null || taskIndices(entry).length > 0
  );
}

function take<Entry extends TaskEntry>(
  array: ListedArray<Entry>,
  entry: Entry,
  read: Map<string, readonly number[] | null>,
): void {
  const own = taskIndices(entry);
  array.entries.push(entry);
  for (const index of own) {
    if (array.tasks.has(index)) {
      array.twice.add(index);
    }
    array.tasks.set(index, { jobId: taskId(array.id, index), entry, isShared: own.length > 1 });
    if (own.length > 1) {
      array.requested?.add(index);
    }
  }
  const request = entry.arrayRequest ?? "";
  const isKnown = read.has(request);
  const indices = isKnown ? (read.get(request) ?? null) : isArrayRequest(request) ? readIndices(request) : [];
  read.set(request, indices);
  if (indices === null) {
    array.requested = null;
    return;
  }
  // A task may have its own index here, which says nothing of the others.
  if (own.length === 1 && indices.length === 1 && indices[0] === own[0]) {
    return;
  }
  if (!isKnown || array.requested?.has(indices[0] ?? Number.NaN) === false) {
    for (const index of indices) {
      array.requested?.add(index);
    }
  }
}

function isSure<Entry>({ tasks, twice, requested }: ListedArray<Entry>): boolean {
  // A request that leaves out a task that is there is not the whole one.
  return (
    twice.size === 0 &&
    requested !== null &&
    requested.size > 0 &&
    [...tasks.keys()].every((index) => requested.has(index))
  );
}

function tasksOf<Entry extends TaskEntry>(array: ListedArray<Entry>): ListedTask<Entry>[] {
  if (!isSure(array)) {
    return array.entries.map((entry) => ({ jobId: entry.jobId ?? "", entry, isShared: false }));
  }
  return [...(array.requested ?? [])]
    .sort((a, b) => a - b)
    .map(
      (index) => array.tasks.get(index) ?? { jobId: taskId(array.id, index), entry: null, isShared: false },
    );
}

function gapOf<Entry>(array: ListedArray<Entry>): string[] {
  const [doubled] = array.twice;
  if (doubled !== undefined) {
    return [`The list has several entries for the task ${plainLine(taskId(array.id, doubled))}.`];
  }
  return isSure(array) ? [] : [`The list does not say how many tasks the array ${plainLine(array.id)} has.`];
}
