import { decodeLine, decodeNumber } from "./decode-leaf";
import { decodeStructure } from "./decode-structure";
import { isJsonObject, type JsonObject } from "./json";
import type { ListedJob } from "./listed-job";
import type { Log } from "./log";

/**
 * The job in an entry of `Jobs`: a name, and beside it all else in `JobSpec`. As lenient as `decodeJob`: what cannot be
 * used becomes `null` and is told to `log`, nothing is thrown, and every text is one plain line.
 */
export function decodeListedJob(entry: JsonObject, log: Log): ListedJob {
  const given = decodeStructure(entry.get("JobSpec"));
  const spec: JsonObject = isJsonObject(given) ? given : new Map();
  const line = (name: string) => decodeLine(spec.get(name));
  const time = (name: string) => decodeTime(decodeNumber(name, spec.get(name), log));
  return {
    jobId: line("Id"),
    jobName: decodeLine(entry.get("JobName")),
    state: line("State"),
    runAsUser: line("RunasUser"),
    jobQueue: line("JobQueue"),
    priority: decodeNumber("Priority", spec.get("Priority"), log),
    nodeList: line("NodeList"),
    arrayJobId: line("ArrayJobId"),
    arrayJobSubId: line("ArrayJobSubId"),
    submitTime: time("SubmitTime"),
    startTime: time("StartTime"),
    lastModifyTime: time("LastModifyTime"),
  };
}

/** Schedulers write 0 for what has not happened yet. */
function decodeTime(seconds: number | null): number | null {
  return seconds === null || seconds <= 0 ? null : seconds;
}
