import { decodeLine, decodeNumber, decodeText } from "./decode-leaf";
import { decodeStructure } from "./decode-structure";
import type { Job, JobResources } from "./job";
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "./json";
import type { Log } from "./log";
import { plainText } from "./plain-text";

/**
 * The job in a `JobInfo` object.
 *
 * The service's own samples contradict its types and each other, so that every leaf may be a text, a number, a boolean
 * or an object; what cannot be used becomes `null` and is told to `log`. Nothing is thrown.
 *
 * Texts end up on terminals and in messages, so that escape sequences and forged lines are taken out here. Variables and
 * `extraInfo` are data, and stay as they are.
 */
export function decodeJob(info: JsonObject, log: Log): Job {
  const line = (name: string) => decodeLine(info.get(name));
  const resources = decodeStructure(info.get("Resources"));
  const resourcesUsed = decodeStructure(info.get("ResourcesUsed"));
  return {
    jobId: line("JobId"),
    jobName: line("JobName"),
    state: line("State"),
    runAsUser: line("RunasUser"),
    jobQueue: line("JobQueue"),
    priority: decodeNumber("Priority", info.get("Priority"), log),
    commandLine: decodeCommand(info.get("CommandLine")),
    createTime: line("CreateTime"),
    startTime: line("StartTime"),
    lastModifyTime: line("LastModifyTime"),
    outputLog: line("OutputLog"),
    errorLog: line("ErrorLog"),
    nodeList: line("NodeList"),
    arrayRequest: line("ArrayRequest"),
    arrayJobId: line("ArrayJobId"),
    arrayJobSubId: line("ArrayJobSubId"),
    resources: isJsonObject(resources)
      ? {
          ...decodeResources("Resources", resources, log),
          gpus: decodeNumber("Resources.Gpus", resources.get("Gpus"), log),
        }
      : null,
    resourcesUsed: isJsonObject(resourcesUsed) ? decodeResources("ResourcesUsed", resourcesUsed, log) : null,
    variables: decodeVariables(decodeStructure(info.get("Variables")), log),
    extraInfo: decodeText(info.get("ExtraInfo")),
  };
}

function decodeResources(name: string, value: JsonObject, log: Log): JobResources {
  return {
    nodes: decodeNumber(`${name}.Nodes`, value.get("Nodes"), log),
    cores: decodeNumber(`${name}.Cores`, value.get("Cores"), log),
    memory: decodeLine(value.get("Memory")),
  };
}

/** A command may have several lines. */
function decodeCommand(value: JsonValue | undefined): string | null {
  return decodeText(plainText(decodeText(value) ?? ""));
}

/** GetJob documents a list of Name and Value; ListJobs has an object, as JSON text, for the same thing. */
function decodeVariables(value: JsonValue | undefined, log: Log): Record<string, string> | null {
  const variables: Record<string, string> = Object.create(null);
  if (isJsonObject(value)) {
    for (const [name, member] of value) variables[name] = decodeText(member) ?? "";
    return variables;
  }
  if (!isJsonArray(value)) return null;
  for (const entry of value) {
    const name = isJsonObject(entry) ? decodeText(entry.get("Name")) : null;
    if (!isJsonObject(entry) || name === null)
      log("warn", "An entry of Variables has no name and is left out.");
    else variables[name] = decodeText(entry.get("Value")) ?? "";
  }
  return variables;
}
