import { isJsonObject, type JsonObject, type JsonValue } from "../../base/json";
import type { Log } from "../../base/log";
import { memberOf } from "../api/answer-object";
import { decodeLine, decodeNumber, decodeShortLine, decodeText } from "../api/decode-leaf";
import { decodeStructure } from "../api/decode-structure";
import { decodeResourcesWithGpus } from "../job/decode-resources";
import { decodeState } from "../job/decode-state";
import { decodeVariables } from "../job/decode-variables";
import { writtenIdentity } from "../job/written-identity";
import type { ListedJob } from "./listed-job";

/**
 * The job in an entry of `Jobs`: a name, and beside it all else in `JobSpec`. As lenient as `decodeJob`: a value
 * that cannot be used becomes `null` and is logged, and nothing is thrown.
 */
export function decodeListedJob(entry: JsonObject, log: Log): ListedJob {
  const given = decodeStructure(memberOf(entry, "JobSpec"));
  const spec: JsonObject = isJsonObject(given) ? given : new Map();
  // In any case, as in `decodeJob`: a task whose fields went unseen would be no task of its array.
  const line = (name: string) => decodeLine(memberOf(spec, name));
  const shown = (name: string) => decodeShortLine(memberOf(spec, name));
  const name = memberOf(entry, "JobName");
  const time = (name: string) => decodeTime(decodeNumber(name, spec.get(name), log));
  return {
    jobId: line("Id"),
    jobName: decodeShortLine(name),
    rawName: decodeName(name),
    state: decodeState(spec.get("State")),
    runAsUser: shown("RunasUser"),
    jobQueue: shown("JobQueue"),
    priority: decodeNumber("Priority", spec.get("Priority"), log),
    comment: shown("Comment"),
    outputLog: shown("StdoutPath"),
    errorLog: shown("StderrPath"),
    nodeList: line("NodeList"),
    arrayJobId: line("ArrayJobId"),
    arrayJobSubId: line("ArrayJobSubId"),
    arrayRequest: line("ArrayRequest"),
    submitTime: time("SubmitTime"),
    startTime: time("StartTime"),
    lastModifyTime: time("LastModifyTime"),
    resources: decodeResourcesWithGpus("Resources", spec.get("Resources"), log),
    resourcesUsed: decodeResourcesWithGpus(
      "ResourcesActualOccupied",
      spec.get("ResourcesActualOccupied"),
      log,
    ),
    variables: decodeVariables(spec.get("Variables"), log),
    ...writtenIdentity(name, memberOf(spec, "RunasUser")),
  };
}

/** Without one line break at its end, which the service leaves there from what a scheduler prints. */
function decodeName(value: JsonValue | undefined): string {
  const text = typeof value === "string" ? value : (decodeText(value) ?? "");
  return text.replace(/\r?\n$/, "");
}

/** Schedulers write 0 for what has not happened yet. */
function decodeTime(seconds: number | null): number | null {
  return seconds === null || seconds <= 0 ? null : seconds;
}
