import { isJsonObject, type JsonValue } from "../../base/json";
import type { Log } from "../../base/log";
import { decodeNumber, decodeShortLine } from "../api/decode-leaf";
import { decodeStructure } from "../api/decode-structure";
import type { JobResources, ResourcesWithGpus } from "./job";

/** Decodes resources without GPUs; `null` without an object. Logs values that cannot be used, under `name`. */
export function decodeResources(name: string, value: JsonValue | undefined, log: Log): JobResources | null {
  const given = decodeStructure(value);
  if (!isJsonObject(given)) {
    return null;
  }
  return {
    nodes: decodeNumber(`${name}.Nodes`, given.get("Nodes"), log),
    cores: decodeNumber(`${name}.Cores`, given.get("Cores"), log),
    memory: decodeShortLine(given.get("Memory")),
  };
}

/** Resources with GPUs. */
export function decodeResourcesWithGpus(
  name: string,
  value: JsonValue | undefined,
  log: Log,
): ResourcesWithGpus | null {
  const given = decodeStructure(value);
  const resources = decodeResources(name, given, log);
  if (resources === null || !isJsonObject(given)) {
    return null;
  }
  return { ...resources, gpus: decodeNumber(`${name}.Gpus`, given.get("Gpus"), log) };
}
