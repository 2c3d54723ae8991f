import { plainLine } from "../../base/plain-text";
import { sameState } from "../../notation/phase";
import { listEntryKey } from "../job/job-key";
import type { JobList } from "./list-all-jobs";

/** Which jobs a list has twice, in different states, in sentences. */
export function listedTwice({ jobs, repeats }: Pick<JobList, "jobs" | "repeats">): string[] {
  if (repeats.length === 0) {
    return [];
  }
  const states = new Map(jobs.map((job) => [listEntryKey(job), job.state]));
  const told = repeats.flatMap((repeat) => {
    const key = listEntryKey(repeat);
    const state = states.get(key);
    return state === undefined || sameState(state, repeat.state)
      ? []
      : [
          `The list has job ${plainLine(repeat.jobId ?? "")} twice, in the states ${state ?? "(none)"} and ${repeat.state ?? "(none)"}.`,
        ];
  });
  return [...new Set(told)];
}
