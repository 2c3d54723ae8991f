import type { Json, ScenarioJob, Stage } from "../scenario/scenario";
import { phaseOf } from "./job-phase";
import { type LogNow, logAt, type Writing } from "./log-text";

/** A job at one moment. */
export interface JobNow {
  jobId: string;
  /** Members of `JobInfo`. */
  info: Readonly<Record<string, Json>>;
  /** Members of ListJobs' `JobSpec` that are not made from `info`. */
  listed: Readonly<Record<string, Json>>;
  /** GetJob's response byte for byte; `null` if the response is made from `info`. */
  response: string | null;
}

/** The job at `age` seconds of its life; `null` while the scheduler does not know it. */
export function jobAt(jobId: string, job: ScenarioJob, age: number): JobNow | null {
  const info: Record<string, Json> = { JobId: jobId, ...job.info };
  const { response = null, listed = {} } = job;
  if (response !== null) {
    Object.assign(info, jobInfoIn(response));
  }
  let isGone = false;
  for (const { at, stdout: _out, stderr: _error, gone, ...members } of job.life ?? []) {
    if (at > age) {
      break;
    }
    Object.assign(info, members);
    isGone = gone ?? isGone;
  }
  return isGone ? null : { jobId, info, listed, response };
}

/** Whether the job waits at `age` seconds of its life, and has done nothing else. */
export function waitsAt({ info, life = [] }: ScenarioJob, age: number): boolean {
  const lived = life.filter(({ at, State }) => at <= age && State !== undefined).map(({ State }) => State);
  const states = lived.length === 0 ? [info?.State] : lived;
  return states.every((state) => phaseOf(state) === "pending");
}

/** The second of its life at which the job changes next after `age`; infinity if it does not change again. */
export function nextChangeAt({ life = [] }: ScenarioJob, age: number): number {
  return life.find(({ at }) => at > age)?.at ?? Number.POSITIVE_INFINITY;
}

/** The job whose life ends at second `end`, because it is stopped at second `age`. What it would have done later is left out. */
export function stoppedAt(
  job: ScenarioJob,
  age: number,
  end: number,
  info: Readonly<Record<string, Json>>,
): ScenarioJob {
  const { life = [] } = job;
  const isPurge = ({ at, gone }: Stage) => gone === true && at > end;
  return {
    ...job,
    life: [
      ...life.filter(({ at }) => at <= age),
      { ...info, at: end },
      ...life.filter(isPurge).map(({ at }) => ({ at, gone: true })),
    ],
  };
}

/** One of the job's logs at `age` seconds of its life. */
export function jobLogAt(job: ScenarioJob, name: "stdout" | "stderr", age: number): LogNow {
  const { life = [] } = job;
  const writings: Writing[] = [{ at: 0, end: Number.POSITIVE_INFINITY, log: job[name] ?? "" }];
  for (const [index, stage] of life.entries()) {
    const end = life[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    writings.push({ at: stage.at, end, log: stage[name] ?? "" });
  }
  return logAt(writings, age);
}

/** The `JobInfo` of a verbatim response, if it has one. */
function jobInfoIn(response: string): Readonly<Record<string, Json>> {
  try {
    const { JobInfo } = JSON.parse(response) as { JobInfo?: Json };
    return typeof JobInfo === "object" && JobInfo !== null && !Array.isArray(JobInfo)
      ? (JobInfo as Readonly<Record<string, Json>>)
      : {};
  } catch {
    return {};
  }
}
