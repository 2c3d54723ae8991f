import { plainLine } from "../../base/plain-text";
import { sameState } from "../../notation/phase";
import { isOfArray, numberOf, taskIndices, wholeJobId } from "../job/array-ids";
import { eachOnce } from "../job/each-once";
import { isNamed, isSameJob, jobKey, jobKeys } from "../job/job-key";
import { eachTask, type ListedTask } from "./each-task";
import type { ListedJob } from "./listed-job";

/** The jobs of a list that were asked for by their IDs. */
export interface WantedJobs {
  /** Their entries, in the order of the list. */
  readonly entries: readonly ListedJob[];
  /** Each job that was asked for, once, and each task of an array. */
  readonly tasks: readonly ListedTask<ListedJob>[];
  /** Why it is not sure how they stand, in sentences. */
  readonly gaps: readonly string[];
}

/**
 * Finds jobs in a list by their IDs, each once. The ID of an array means all its tasks. A job that is not listed has no entry.
 *
 * @param onlyArrays whether an ID of anything but an array is a gap
 */
export function wantedJobs(
  jobs: readonly ListedJob[],
  ids: readonly string[],
  onlyArrays = false,
): WantedJobs {
  const byKey = groups(jobs, jobKeys);
  const byArray = groups(jobs, (job) => [numberOf(wholeJobId(job) ?? "")]);
  const wanted = new Set<ListedJob>();
  const tasks: ListedTask<ListedJob>[] = [];
  const gaps: string[] = [];

  function find(id: string): readonly ListedTask<ListedJob>[] {
    const alike = byArray.get(numberOf(id)) ?? [];
    const ofArray = alike.filter((job) => isOfArray(id, job));
    if (ofArray.length > 0) {
      const each = eachTask(ofArray);
      gaps.push(...each.gaps);
      for (const job of ofArray) {
        wanted.add(job);
      }
      return each.tasks;
    }
    const [entry, ...others] = (byKey.get(jobKey(id)) ?? []).filter((job) => isNamed(id, job));
    if (entry !== undefined) {
      wanted.add(entry);
      if (others.some(({ state }) => !sameState(state, entry.state))) {
        gaps.push(`The list has several entries for job ${plainLine(id)}, in different states.`);
      }
      if (onlyArrays) {
        gaps.push(`Job ${plainLine(id)} is not an array.`);
      }
      return [{ jobId: id, entry, isShared: false }];
    }
    const several = alike.filter((job) => taskIndices(job).length > 1);
    const task = eachTask(several).tasks.find(({ jobId }) => isSameJob(jobId, id));
    if (task?.entry) {
      wanted.add(task.entry);
      return [task];
    }
    return [{ jobId: id, entry: null, isShared: false }];
  }

  for (const id of eachOnce(ids)) {
    tasks.push(...find(id));
  }
  return { entries: jobs.filter((job) => wanted.has(job)), tasks: tasksOnce(tasks), gaps };
}

/** Each task once: it may be asked for by its own ID, by its index, and with its array. */
function tasksOnce(tasks: readonly ListedTask<ListedJob>[]): ListedTask<ListedJob>[] {
  const ids = new Set(eachOnce(tasks.map(({ jobId }) => jobId)));
  const told = new Set<ListedJob>();
  return tasks.filter(({ jobId, entry, isShared }) => {
    const isOwn = entry !== null && !isShared;
    if (!ids.delete(jobId) || (isOwn && told.has(entry))) {
      return false;
    }
    if (isOwn) {
      told.add(entry);
    }
    return true;
  });
}

function groups(
  jobs: readonly ListedJob[],
  keysOf: (job: ListedJob) => readonly string[],
): ReadonlyMap<string, readonly ListedJob[]> {
  const found = new Map<string, ListedJob[]>();
  for (const job of jobs) {
    for (const key of new Set(keysOf(job))) {
      const alike = found.get(key) ?? [];
      alike.push(job);
      found.set(key, alike);
    }
  }
  return found;
}
