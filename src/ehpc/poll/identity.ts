import { EhpcError } from "../../base/errors";
import { plainLine, shortLine } from "../../base/plain-text";
import { isKnownTime } from "../../notation/known-time";
import type { Job, WrittenIdentity } from "../job/job";

/** Whose job it is: another value is another job's. */
export type Identity = WrittenIdentity;

/** Before anything was told. */
export const NOBODY: Identity = { jobName: null, runAsUser: null };

/** What a job keeps as long as it runs: another value says that it was put back into the queue in between. */
export type Run = Pick<Job, "createTime" | "startTime">;

type Told = Readonly<Record<string, string | null>>;

/** Whether two answers contradict each other. What one of them does not tell contradicts nothing. */
export function differ<T extends Told>(before: T, after: T): boolean {
  return Object.entries(before).some(([name, value]) => {
    const other = after[name] ?? null;
    return value !== null && other !== null && value !== other;
  });
}

/**
 * Whether GetJob and a list contradict each other. A scheduler's table may cut off a name that GetJob tells whole, with or
 * without a mark.
 */
export function listedOtherwise(listed: Identity, told: Identity): boolean {
  return differ(
    {
      jobName: likeOther(listed.jobName, told.jobName),
      runAsUser: likeOther(listed.runAsUser, told.runAsUser),
    },
    identityOf(told),
  );
}

/** The other text where it is the same, apart from what was cut off. */
function likeOther(text: string | null, other: string | null): string | null {
  if (text === null || other === null) {
    return text;
  }
  const [kept, whole] = [text, other].map((name) => name.replace(/(?:\*|\+|\.\.\.|…)$/, "")) as [
    string,
    string,
  ];
  return kept.startsWith(whole) || whole.startsWith(kept) ? other : text;
}

/** All that two answers tell. Where both tell something, the later one counts. */
export function together<T extends Told>(before: T, after: T): T {
  const told = Object.entries(after).filter(([, value]) => value !== null);
  return { ...before, ...Object.fromEntries(told) };
}

export function identityOf({ jobName, runAsUser, written }: Identity & Pick<Job, "written">): Identity {
  return written ?? { jobName, runAsUser };
}

/**
 * Whether two answers are told alike without a proof that they are about one job. U+FFFD stands for any character that was
 * lost before it came here: then the time of submission decides, and without that the other of name and user.
 */
export function isUnproven(before: Identity & Pick<Run, "createTime">, after: typeof before): boolean {
  const alike = (name: "jobName" | "runAsUser") => before[name] !== null && before[name] === after[name];
  const isLost = (name: "jobName" | "runAsUser") => alike(name) && before[name]?.includes("\ufffd") === true;
  if (!isLost("jobName") && !isLost("runAsUser")) {
    return false;
  }
  if (isKnownTime(before.createTime) && isKnownTime(after.createTime)) {
    return before.createTime !== after.createTime;
  }
  return !(["jobName", "runAsUser"] as const).some((name) => alike(name) && !isLost(name));
}

/** Whose job it is that GetJob tells of. Of an array, the speaking task may be called otherwise than others are. */
export function whoseOf(job: Job): Identity {
  return identityOf(job.array?.whose ?? job.array?.records[0] ?? job);
}

export function runOf({ createTime, startTime }: Run): Run {
  return { createTime, startTime };
}

/** The error of a wait whose job's ID has passed to another job. */
export function jobChanged(jobId: string, before: Identity, after: Identity): EhpcError {
  const message = `Job ID ${plainLine(jobId)} now belongs to another job: this wait is for ${named(before)}, but the response describes ${named(after)}.`;
  return new EhpcError("job-changed", message, { parameter: "JobId" });
}

function named({ jobName, runAsUser }: Identity): string {
  const name = jobName === null ? "a job without a name" : `job "${shortLine(jobName)}"`;
  return runAsUser === null ? name : `${name} of user "${shortLine(runAsUser)}"`;
}
