import type { EhpcError } from "../../../src/base/errors";
import type { WaitOutcome } from "../../../src/ehpc/poll/poller";
import { type JudgedJob, judgeEnd, judgeJob } from "../bodies/judge-body";
import { ARRAY, type Heard, recordAt } from "./cluster";
import type { Life, Story, Trouble, Waiter } from "./make-life";

/** A wait in the moment that it ends, and all that GetJob was asked and said until then. */
export interface EndedWait {
  readonly waiter: Waiter;
  readonly story: Story;
  readonly begunAt: number;
  readonly endedAt: number;
  /** How long the process was stopped in all, in milliseconds. */
  readonly stoppedMs: number;
  readonly heard: readonly Heard[];
}

/** A wait whose process was stopped may take so much longer, in milliseconds. */
const LAST_LOOK_MS = 7_000;
/** Looks that have to agree before an end of a wait is believed that one of them may tell by mistake. */
const AGREED = { looks: 3, ms: 15_000 };
/** Sums of fractions are rounded. */
const ROUNDING_MS = 0.01;

const RUNNING = /^(?:RUNNING|R|COMPLETING|SUSPENDED|RUNNING,COMPLETING)$/i;
const TAKEN_BACK = /^(?:PREEMPTED|NODE_FAIL|BOOT_FAIL|PR|NF|BF|FAILED,LAUNCH_FAILED)$/i;
const NOT_THERE: readonly (Trouble | "absent" | null)[] = [
  ...(["absent", "not found", "agent: not found", "empty", "poison: other job"] as const),
];

/** What is wrong with how a wait came out. */
export function judgeOutcome(wait: EndedWait, outcome: WaitOutcome): string[] {
  const { waiter, begunAt, endedAt, stoppedMs } = wait;
  const waitedMs = endedAt - begunAt;
  if (outcome.kind === "timeout") {
    const late = stoppedMs > 0 ? stoppedMs + LAST_LOOK_MS : 0;
    const isInTime =
      waitedMs >= waiter.timeoutMs - ROUNDING_MS && waitedMs <= waiter.timeoutMs + late + ROUNDING_MS;
    return isInTime ? [] : [`Time-out of ${waiter.timeoutMs} ms after ${waitedMs} ms.`];
  }
  if (waiter.id === ARRAY) {
    return judgeArray(wait, outcome.kind);
  }
  const told = answersTo(wait, waiter.id);
  const last = told.at(-1);
  if (last === undefined || last.judged === null) {
    return [`Ends as ${outcome.kind} though the last look says nothing.`];
  }
  const { state, startTime } = last.judged;
  if ((outcome.answer.job.state ?? "") !== (state ?? "").trim()) {
    return ["Ends by another answer than the last."];
  }
  const isReached = satisfies(waiter, state, startTime);
  if (isReached !== (outcome.kind === "reached")) {
    return [`Ends as ${outcome.kind} in state ${state}.`];
  }
  if (!isReached && judgeEnd(state) !== "failed") {
    return [`Ends as failed in state ${state}.`];
  }
  return [...judgeGrace(wait, told, last.judged), ...judgeIdentity(wait, told)];
}

type Told = Heard & { judged: JudgedJob | null };

function answersTo({ heard }: EndedWait, id: string): Told[] {
  return heard
    .filter((one) => one.id === id)
    .map((one) => ({ ...one, judged: judgeJob(one.status, one.body, id) }));
}

function satisfies({ until }: Waiter, state: string | null, startTime: string | null): boolean {
  const end = judgeEnd(state);
  if (end === "succeeded") {
    return true;
  }
  if (until === "succeeded") {
    return false;
  }
  if (until === "finished") {
    return end === "failed";
  }
  return RUNNING.test(state ?? "") || (end === "failed" && /^20\d\d-/.test(startTime ?? ""));
}

/** An end that the scheduler may take back has been there for the grace, in the same run. */
function judgeGrace({ waiter }: EndedWait, told: readonly Told[], last: JudgedJob): string[] {
  if (waiter.requeueGraceMs === 0 || !TAKEN_BACK.test(last.state ?? "")) {
    return [];
  }
  const isOther = ({ judged }: Told) => judged !== null && !isSameRun(judged, last);
  const since = told.slice(lastIndex(told, isOther) + 1).find(({ judged }) => judged !== null)?.at ?? 0;
  const stoodMs = (told.at(-1)?.askedAt ?? 0) - since;
  return stoodMs >= waiter.requeueGraceMs - ROUNDING_MS
    ? []
    : [`Takes ${last.state} for the end after ${stoodMs} ms of ${waiter.requeueGraceMs}.`];
}

function isSameRun(one: JudgedJob, other: JudgedJob): boolean {
  return (["state", "createTime", "startTime", "name", "user"] as const).every(
    (part) => one[part] === null || other[part] === null || one[part] === other[part],
  );
}

/** All that was heard in a wait is of one job. */
function judgeIdentity({ begunAt }: EndedWait, told: readonly Told[]): string[] {
  const heard = told.filter(({ askedAt, judged }) => askedAt >= begunAt && judged !== null);
  const differ = (part: "name" | "user") =>
    new Set(heard.flatMap(({ judged }) => judged?.[part] ?? [])).size > 1;
  return differ("name") || differ("user") ? ["Ends by another job's end."] : [];
}

/** An array is as all its tasks are: what they were while it was looked at decides. */
function judgeArray(
  { waiter, story, heard, begunAt, endedAt }: EndedWait,
  kind: "reached" | "failed",
): string[] {
  const from = heard.filter(({ id }) => id === ARRAY).at(-1)?.askedAt ?? endedAt;
  const tasks = story.lives.filter(({ index }) => index !== null);
  const ends = tasks.map((task) => statesBetween(task, from, endedAt).map(judgeEnd));
  if (kind === "failed") {
    return ends.some((states) => states.includes("failed"))
      ? []
      : ["An array has failed, and none of its tasks."];
  }
  // A wait that has heard nothing else cannot know that an array is more than it is said to be.
  const isKnown = heard.some(
    ({ id, askedAt, trouble }) => id === ARRAY && askedAt >= begunAt && trouble === null,
  );
  if (waiter.until === "started" || !isKnown) {
    return [];
  }
  const isOver = (states: readonly (string | null | undefined)[]) =>
    states.includes("succeeded") || (waiter.until === "finished" && states.includes("failed"));
  return ends.every(isOver) ? [] : [`An array is ${waiter.until}, and not all its tasks are.`];
}

/** The states that a job was in between two times; none for when it had no record. */
function statesBetween(life: Life, from: number, to: number): (string | null)[] {
  const before = recordAt(life, from);
  const turns = life.turns.filter(({ at }) => at > from && at <= to).flatMap(({ record }) => record ?? []);
  return [...(before === null ? [] : [before]), ...turns].map(({ state }) => state);
}

/** What is wrong with the error of a wait. */
export function judgeError(wait: EndedWait, { kind }: EhpcError): string[] {
  const { waiter, story, heard } = wait;
  // A look at an array is over with the lists of its tasks: GetJob's answer alone says nothing against a refusal.
  const told = heard.filter(({ id, trouble }) => id === waiter.id && !(id === ARRAY && trouble === null));
  if (kind === "aborted") {
    return waiter.leavesAt === null ? ["Aborts a wait that nobody left."] : [];
  }
  if (kind === "job-changed") {
    const records = story.lives
      .filter(({ id }) => id === waiter.id)
      .flatMap(({ turns }) => turns.map(({ record }) => record));
    const owners = new Set(
      records.flatMap((record) => (record === null ? [] : `${record.name}/${record.user}`)),
    );
    const isMixedUp = told.some(({ trouble }) => trouble?.startsWith("poison") === true);
    return owners.size > 1 || isMixedUp ? [] : ["Takes a job for another that is the same."];
  }
  if (kind === "job-not-found" || kind === "wrong-job") {
    return judgeAgreement(told, kind);
  }
  if (waiter.id === ARRAY) {
    return [];
  }
  const isDisturbed = told.at(-1)?.trouble !== null;
  return isDisturbed ? [] : [`Ends with ${kind} behind a good answer.`];
}

/** Looks over some time have found no such job, or another one, and nothing against it. */
function judgeAgreement(told: readonly Heard[], kind: string): string[] {
  const since = told.slice(lastIndex(told, ({ trouble }) => trouble === null) + 1);
  const alike = since.filter(({ trouble }) => NOT_THERE.includes(trouble));
  const ms = (alike.at(-1)?.at ?? 0) - (alike[0]?.at ?? 0);
  return alike.length >= AGREED.looks && ms >= AGREED.ms - ROUNDING_MS
    ? []
    : [`Ends with ${kind} after ${alike.length} looks in ${ms} ms.`];
}

/** -1 where there is none. */
function lastIndex<T>(all: readonly T[], is: (one: T) => boolean): number {
  return all.reduce((last, one, index) => (is(one) ? index : last), -1);
}

/** In a calm story, an end is noticed in the time between two looks, and of the grace. */
export function judgePromptness({ waiter, story, begunAt, endedAt }: EndedWait): string[] {
  if (!story.calm || waiter.until === "started") {
    return [];
  }
  const last = story.lives.find(({ id }) => id === waiter.id)?.turns.at(-1);
  if (last?.record == null || judgeEnd(last.record.state) === null) {
    return [];
  }
  const graceMs = TAKEN_BACK.test(last.record.state ?? "") ? waiter.requeueGraceMs * 1.5 : 0;
  const lookMs = Math.max(30_000, waiter.intervalMs ?? 0) + 4 * story.latencyMs + 5_000;
  const dueAt = Math.max(begunAt, last.at) + lookMs + graceMs;
  return endedAt <= dueAt ? [] : [`Notices an end of ${last.at} ms at ${endedAt} ms.`];
}
