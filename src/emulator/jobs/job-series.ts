import type { JobSeries, ScenarioJob } from "../scenario/scenario";
import { numberedJob } from "./numbered-job";

/** The placeholder for a job's number in the texts of a series. */
const NUMBER = "{number}";

const TIMES: ReadonlySet<string> = new Set(["CreateTime", "StartTime", "LastModifyTime"]);

/** The jobs of a series, each with its number in every text and with its own times. */
export function* jobsOfSeries({
  count,
  from = 1,
  id = NUMBER,
  secondsApart = 0,
  job,
}: JobSeries): Generator<[jobId: string, job: ScenarioJob]> {
  for (let index = 0; index < count; index++) {
    const number = String(from + index);
    const numbering = { placeholder: NUMBER, number, seconds: index * secondsApart, times: TIMES };
    yield [id.replaceAll(NUMBER, number), numberedJob(job, numbering)];
  }
}
