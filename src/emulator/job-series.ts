import { movedTime } from "./job-times";
import type { JobSeries, Json, ScenarioJob } from "./scenario";

/** The placeholder for a job's number in the texts of a series. */
const NUMBER = "{number}";

/** The members of `JobInfo` that are times. */
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
    const change = { number, seconds: index * secondsApart };
    yield [id.replaceAll(NUMBER, number), changed(job as Json, change) as ScenarioJob];
  }
}

function changed(value: Json, change: { number: string; seconds: number }): Json {
  if (typeof value === "string") {
    return value.replaceAll(NUMBER, change.number);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((item) => changed(item, change));
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const own = changed(member, change);
      return [name, TIMES.has(name) && typeof own === "string" ? movedTime(own, change.seconds) : own];
    }),
  );
}
