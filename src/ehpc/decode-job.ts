import { decodeNumber, decodeText } from "./decode-leaf";
import { decodeStructure } from "./decode-structure";
import type { Job, JobResources } from "./job";
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "./json";
import type { Log } from "./log";

/**
 * The job in a `JobInfo` object.
 *
 * The service's own samples contradict its types and each other, so that every leaf may be a text, a number, a boolean
 * or an object; what cannot be used becomes `null` and is told to `log`. Nothing is thrown.
 */
export function decodeJob(info: JsonObject, log: Log): Job {
  const text = (name: string) => decodeText(info.get(name));
  const resources = decodeStructure(info.get("Resources"));
  const resourcesUsed = decodeStructure(info.get("ResourcesUsed"));
  return {
    jobId: text("JobId")?.trim() ?? null,
    jobName: text("JobName")?.trim() ?? null,
    state: text("State")?.trim() ?? null,
    runAsUser: text("RunasUser"),
    jobQueue: text("JobQueue"),
    priority: decodeNumber("Priority", info.get("Priority"), log),
    commandLine: text("CommandLine"),
    createTime: text("CreateTime"),
    startTime: text("StartTime"),
    lastModifyTime: text("LastModifyTime"),
    outputLog: text("OutputLog"),
    errorLog: text("ErrorLog"),
    nodeList: text("NodeList"),
    arrayRequest: text("ArrayRequest"),
    arrayJobId: text("ArrayJobId"),
    arrayJobSubId: text("ArrayJobSubId"),
    resources: isJsonObject(resources)
      ? {
          ...decodeResources("Resources", resources, log),
          gpus: decodeNumber("Resources.Gpus", resources.get("Gpus"), log),
        }
      : null,
    resourcesUsed: isJsonObject(resourcesUsed) ? decodeResources("ResourcesUsed", resourcesUsed, log) : null,
    variables: decodeVariables(decodeStructure(info.get("Variables")), log),
    extraInfo: text("ExtraInfo"),
  };
}

function decodeResources(name: string, value: JsonObject, log: Log): JobResources {
  return {
    nodes: decodeNumber(`${name}.Nodes`, value.get("Nodes"), log),
    cores: decodeNumber(`${name}.Cores`, value.get("Cores"), log),
    memory: decodeText(value.get("Memory")),
  };
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
