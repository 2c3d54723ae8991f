import { plainLine } from "../../base/plain-text";
import { classifyState, hasEnded, mayRestart, type Phase, type StateLists } from "../../notation/phase";
import { isArrayRequest, readIndices, taskId, taskIndices } from "./array-ids";
import type { Job, SpokenArray, WholeArray } from "./job";
import { areOfOneUser } from "./user";

/** What a wait is for, see `Until`; it decides which task speaks for the array. */
export type ArrayAim = "started" | "finished" | "succeeded";

/** A record and what it tells; `index` is `null` for the array itself. */
interface Member {
  readonly index: number | null;
  readonly record: Job;
  readonly phase: Phase;
}

/** If several records describe one task, the one furthest from a good end counts. */
const PRECEDENCE: readonly Phase[] = ["running", "pending", "unknown", "failed", "succeeded"];

/**
 * The job that speaks for an array: all results are of the task that decides how the array stands, and the state is that
 * task's. A job that is no array speaks for itself.
 *
 * | tasks | the array is as |
 * | --- | --- |
 * | one has failed for good, and a wait is for success | that task |
 * | one runs, or else is pending | that task |
 * | one is in a state that nobody knows | that task |
 * | all have ended, one in a state that the scheduler may take back | that task |
 * | all have ended, one has failed | that task |
 * | all have succeeded | the first task |
 * | those that are known have ended, and there may be others | nobody: it has no state |
 * | all have ended, and records under the same ID are another user's | nobody: it has no state |
 *
 * @param aim what a wait is for. @default the array is described as it is
 */
export function speakingJob(job: Job, lists: StateLists = {}, aim?: ArrayAim): Job {
  return job.array === undefined ? job : speakingFor(job.array, job, lists, aim);
}

/** @param job the array as GetJob described it */
export function speakingFor(
  whole: WholeArray,
  job: Job,
  lists: StateLists = {},
  aim?: ArrayAim,
): Job & { array: SpokenArray } {
  const { asked } = whole;
  const members = membersOf(whole, lists);
  const spoken = decide(members, whole, lists, aim);
  const speaker = spoken === null || spoken.index === null ? asked : taskId(asked, spoken.index);
  const array = { ...whole, summary: summarise(members, whole, spoken, speaker), speaker };
  return spoken === null ? { ...job, state: null, array } : { ...spoken.record, array };
}

/** Whether the records that are known say how an array stands, by the built-in reading of states. */
export function isDecided(array: WholeArray): boolean {
  const members = membersOf(array, {});
  const phase = decide(members, array, {})?.phase ?? "unknown";
  return phase !== "unknown" || isComplete(members, array);
}

function decide(
  members: readonly Member[],
  array: WholeArray,
  lists: StateLists,
  aim?: ArrayAim,
): Member | null {
  const first = (phase: Phase) => members.find((member) => member.phase === phase);
  const mayBeTakenBack = ({ record }: Member) => mayRestart(record.state, lists);
  const failed = members.filter(({ phase }) => phase === "failed");
  const failedForGood = failed.find((member) => !mayBeTakenBack(member));
  if (aim === "succeeded" && failedForGood !== undefined) {
    return failedForGood;
  }
  if (aim === "started") {
    const begun = first("running") ?? first("succeeded");
    if (begun !== undefined) {
      return begun;
    }
  }
  const unfinished = first("running") ?? first("pending") ?? first("unknown");
  if (unfinished !== undefined) {
    return unfinished;
  }
  if (!isComplete(members, array)) {
    return null;
  }
  return failed.find(mayBeTakenBack) ?? failedForGood ?? members[0] ?? null;
}

/** Returns the tasks by index, and after them the records of the array itself. */
function membersOf({ records }: WholeArray, lists: StateLists): readonly Member[] {
  const tasks = new Map<number, Member>();
  const own: Member[] = [];
  for (const record of ownRecords(records)) {
    const phase = classifyState(record.state, lists);
    const listed = taskIndices(record);
    // One record of several tasks says that they have not begun; that each has ended, it cannot say.
    const indices = listed.length > 1 && hasEnded(phase) ? [] : listed;
    if (indices.length === 0) {
      own.push({ index: null, record, phase });
    }
    for (const index of indices) {
      const known = tasks.get(index);
      if (known === undefined || PRECEDENCE.indexOf(phase) < PRECEDENCE.indexOf(known.phase)) {
        tasks.set(index, { index, record, phase });
      }
    }
  }
  return [...[...tasks.values()].sort((a, b) => (a.index ?? 0) - (b.index ?? 0)), ...own];
}

function isComplete(members: readonly Member[], array: WholeArray): boolean {
  const requested = requestedIndices(array);
  if (requested === null || ownRecords(array.records).length < array.records.length) {
    return false;
  }
  const known = new Set(members.map(({ index }) => index));
  return [...requested].every((index) => known.has(index));
}

/** The records of the same user as GetJob's, which is the first: the array's ID may be another user's array's, too. */
export function ownRecords(records: readonly Job[]): readonly Job[] {
  const user = records.find(({ runAsUser }) => runAsUser !== null)?.runAsUser ?? null;
  return records.filter(({ runAsUser }) => areOfOneUser(user, runAsUser));
}

/**
 * Returns the indices of all requested and all earlier tasks; `null` if the service does not name them.
 *
 * A request alone may be too small, also in the first look: it may have been cut, or be one of the tasks that are left. A
 * task beyond it, in any record of any look, contradicts it; then it is not known how many tasks there are.
 */
function requestedIndices({ records, tasks = new Set() }: WholeArray): ReadonlySet<number> | null {
  const requested = new Set<number>();
  // Each of thousands of tasks may repeat the same long request.
  const read = new Map<string, readonly number[] | null>();
  for (const record of records) {
    const text = record.arrayRequest ?? "";
    if (!isArrayRequest(text)) {
      continue;
    }
    const known = read.get(text);
    const indices = known === undefined ? readIndices(text) : known;
    if (indices === null) {
      return null;
    }
    read.set(text, indices);
    // A task may have its own index here: that says nothing of the others.
    const own = taskIndices(record);
    if (own.length === indices.length && indices.every((index) => own.includes(index))) {
      continue;
    }
    if (known === undefined || !requested.has(indices[0] ?? 0)) {
      for (const index of indices) {
        requested.add(index);
      }
    }
  }
  // A request that leaves out a task that is there is not the whole one.
  const partial = records.some((record) => taskIndices(record).some((index) => !requested.has(index)));
  if (requested.size === 0 || partial) {
    return null;
  }
  for (const index of tasks) {
    requested.add(index);
  }
  return requested;
}

function summarise(
  members: readonly Member[],
  array: WholeArray,
  spoken: Member | null,
  speaker: string,
): string {
  const tasks = members.filter(({ index }) => index !== null);
  const requested = requestedIndices(array);
  const known = new Set(tasks.map(({ index }) => index));
  const missing = [...(requested ?? [])].filter((index) => !known.has(index)).length;
  const count = (...phases: Phase[]) => tasks.filter(({ phase }) => phases.includes(phase)).length;
  const counts: readonly (readonly [number, string])[] = [
    [count("failed"), "failed"],
    [count("running", "pending"), "not ended"],
    [count("unknown"), "in an unknown state"],
    [count("succeeded"), "succeeded"],
    [missing, "not listed"],
  ];
  const [[most, how] = [0, "known"], ...others] = counts.filter(([number]) => number > 0);
  const total = requested === null ? "an unknown number of" : String(tasks.length + missing);
  const parts = [`${most} of ${total} tasks ${how}`, ...others.map(([number, rest]) => `${number} ${rest}`)];
  const foreign = array.records.length - ownRecords(array.records).length;
  if (foreign > 0) {
    parts.push(`${foreign} listed of another user`);
  }
  if (spoken === null || spoken.phase === "succeeded") {
    return parts.join(", ");
  }
  const name = spoken.index === null ? "the array itself" : `task ${speaker}`;
  return plainLine(`${parts.join(", ")}; ${name}: ${spoken.record.state ?? "no state"}`);
}

/** Returns the indices of all tasks that an array has, or will have; `null` if the service does not name them. */
export function allTasks(array: WholeArray): ReadonlySet<number> | null {
  return requestedIndices(array);
}
