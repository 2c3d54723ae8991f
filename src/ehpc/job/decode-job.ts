import type { JsonObject, JsonValue } from "../../base/json";
import type { Log } from "../../base/log";
import { plainText } from "../../base/plain-text";
import { memberOf } from "../api/answer-object";
import { decodeLine, decodeNumber, decodeShortLine, decodeText } from "../api/decode-leaf";
import { decodeResources, decodeResourcesWithGpus } from "./decode-resources";
import { decodeState } from "./decode-state";
import { decodeVariables } from "./decode-variables";
import type { Job } from "./job";
import { writtenIdentity } from "./written-identity";

/**
 * Decodes the job in a `JobInfo` object. Never throws.
 *
 * The service's own samples contradict its types and each other: every leaf may be a text, a number, a boolean or an
 * object. A value that cannot be used becomes `null`, and `log` gets a line about it.
 *
 * Texts reach terminals and messages, so escape sequences and forged lines are removed here. Variables and `extraInfo`
 * are data and stay as they are.
 */
export function decodeJob(info: JsonObject, log: Log): Job {
  // In any case, as the envelope: an array whose fields went unseen would pass for a job of its own.
  const line = (name: string) => decodeLine(memberOf(info, name));
  const shown = (name: string) => decodeShortLine(memberOf(info, name));
  return {
    jobId: line("JobId"),
    jobName: shown("JobName"),
    state: decodeState(info.get("State")),
    runAsUser: shown("RunasUser"),
    jobQueue: shown("JobQueue"),
    priority: decodeNumber("Priority", info.get("Priority"), log),
    commandLine: decodeCommand(info.get("CommandLine")),
    createTime: shown("CreateTime"),
    startTime: shown("StartTime"),
    lastModifyTime: shown("LastModifyTime"),
    outputLog: shown("OutputLog"),
    errorLog: shown("ErrorLog"),
    nodeList: line("NodeList"),
    arrayRequest: line("ArrayRequest"),
    arrayJobId: line("ArrayJobId"),
    arrayJobSubId: line("ArrayJobSubId"),
    resources: decodeResourcesWithGpus("Resources", info.get("Resources"), log),
    resourcesUsed: decodeResources("ResourcesUsed", info.get("ResourcesUsed"), log),
    variables: decodeVariables(info.get("Variables"), log),
    extraInfo: decodeText(info.get("ExtraInfo")),
    ...writtenIdentity(memberOf(info, "JobName"), memberOf(info, "RunasUser")),
  };
}

/** A command may have several lines. */
function decodeCommand(value: JsonValue | undefined): string | null {
  return decodeText(plainText(decodeText(value) ?? ""));
}
