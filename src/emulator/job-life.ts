import type { Json, ScenarioJob } from "./scenario";

/** A job as it stands at one moment. */
export interface JobNow {
  jobId: string;
  /** Members of `JobInfo`. */
  info: Readonly<Record<string, Json>>;
  /** What GetJob answers byte for byte; `null` where the answer is made from `info`. */
  response: string | null;
  stdout: string;
  stderr: string;
}

/** The job at `age` seconds of its life; `null` while the scheduler does not know it. */
export function jobAt(jobId: string, job: ScenarioJob, age: number): JobNow | null {
  const info: Record<string, Json> = { JobId: jobId, ...job.info };
  const { response = null } = job;
  if (response !== null) Object.assign(info, jobInfoIn(response));
  let { stdout = "", stderr = "" } = job;
  let isGone = false;
  for (const { at, stdout: out = "", stderr: err = "", gone, ...members } of job.life ?? []) {
    if (at > age) break;
    Object.assign(info, members);
    stdout += out;
    stderr += err;
    isGone = gone ?? isGone;
  }
  return isGone ? null : { jobId, info, response, stdout, stderr };
}

/** What an answer given verbatim says of its job, if anything. */
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
