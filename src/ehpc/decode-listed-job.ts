import { decodeNumber, decodeText } from "./decode-leaf";
import { decodeStructure } from "./decode-structure";
import { isJsonObject, type JsonObject } from "./json";
import type { ListedJob } from "./listed-job";
import type { Log } from "./log";

/**
 * The job in an entry of `Jobs`: a name, and beside it all else in `JobSpec`. As lenient as `decodeJob`: what cannot be
 * used becomes `null` and is told to `log`, and nothing is thrown.
 */
export function decodeListedJob(entry: JsonObject, log: Log): ListedJob {
  const given = decodeStructure(entry.get("JobSpec"));
  const spec: JsonObject = isJsonObject(given) ? given : new Map();
  const text = (name: string) => decodeText(spec.get(name));
  const time = (name: string) => decodeTime(decodeNumber(name, spec.get(name), log));
  return {
    jobId: text("Id")?.trim() ?? null,
    jobName: decodeText(entry.get("JobName"))?.trim() ?? null,
    state: text("State")?.trim() ?? null,
    runAsUser: text("RunasUser"),
    jobQueue: text("JobQueue"),
    priority: decodeNumber("Priority", spec.get("Priority"), log),
    nodeList: text("NodeList"),
    submitTime: time("SubmitTime"),
    startTime: time("StartTime"),
    lastModifyTime: time("LastModifyTime"),
  };
}

/** Schedulers write 0 for what has not happened yet. */
function decodeTime(seconds: number | null): number | null {
  return seconds === null || seconds <= 0 ? null : seconds;
}
