import { arrayIndices } from "../../notation/array-indices";
import { invalidParameter, Refused } from "../http/answer";
import type { Json } from "../scenario/scenario";

/** A job as CreateJob describes it. Its password is checked, and then forgotten. */
export interface JobSpec {
  readonly commandLine: string;
  readonly runAsUser: string | null;
  readonly jobQueue: string | null;
  readonly priority: string | null;
  readonly stdoutPath: string | null;
  readonly stderrPath: string | null;
  readonly arrayRequest: string | null;
  readonly variables: readonly Variable[];
  /** How long the job may run. */
  readonly wallTimeSeconds: number | null;
  readonly postCommandLine: string | null;
  /** As they were requested. */
  readonly resources: Readonly<Record<string, Json>>;
}

/** An environment variable of a job. */
export type Variable = { readonly Name: string; readonly Value: string };

const TEXTS = [
  "CommandLine",
  "RunasUser",
  "RunasUserPassword",
  "JobQueue",
  "StdoutPath",
  "StderrPath",
  "ArrayRequest",
  "Variables",
  "WallTime",
  "PostCmdLine",
];
const KNOWN: ReadonlySet<string> = new Set([...TEXTS, "Priority", "Resources"]);

/**
 * Reads the parameter `JobSpec` of CreateJob. Throws {@link Refused} for a value that is not as documented, and for an
 * undocumented member: the emulator would do something else than was asked for.
 */
export function jobSpec(parameter: string): JobSpec {
  const members = objectIn(parameter, "JobSpec");
  const unknown = Object.keys(members).find((name) => !KNOWN.has(name));
  if (unknown !== undefined) {
    throw new Refused("InvalidParams", `The emulator does not know the member ${unknown} of JobSpec.`);
  }
  for (const name of TEXTS) {
    demand(members[name] === undefined || typeof members[name] === "string", name);
  }
  const text = (name: string) => (members[name] as string | undefined) || null;
  const commandLine = text("CommandLine");
  if (commandLine === null || commandLine.trim() === "") {
    throw invalidMember("CommandLine");
  }
  return {
    commandLine,
    runAsUser: text("RunasUser"),
    jobQueue: text("JobQueue"),
    priority: priorityOf(members.Priority),
    stdoutPath: text("StdoutPath"),
    stderrPath: text("StderrPath"),
    arrayRequest: arrayRequestOf(text("ArrayRequest")),
    variables: variablesOf(text("Variables")),
    wallTimeSeconds: secondsOf(text("WallTime")),
    postCommandLine: text("PostCmdLine"),
    resources: resourcesOf(members.Resources),
  };
}

function priorityOf(value: Json | undefined): string | null {
  const text = String(value ?? "");
  demand(text === "" || /^[0-9]$/.test(text), "Priority");
  return text || null;
}

/** The service documents `X-Y:Z` alone. */
function arrayRequestOf(text: string | null): string | null {
  demand(
    text === null || (/^\d{1,9}-\d{1,9}(?::[1-9]\d{0,8})?$/.test(text) && hasTasks(text)),
    "ArrayRequest",
  );
  return text;
}

function hasTasks(request: string): boolean {
  try {
    return arrayIndices(request).length > 0;
  } catch {
    return false;
  }
}

function variablesOf(text: string | null): readonly Variable[] {
  if (text === null) {
    return [];
  }
  const given = jsonIn(text, "JobSpec.Variables");
  demand(Array.isArray(given), "Variables");
  return (given as readonly Json[]).map((entry) => {
    const { Name, Value, ...others } = (entry ?? {}) as Record<string, Json>;
    const isVariable = typeof Name === "string" && /^[A-Za-z_]\w*$/.test(Name) && typeof Value === "string";
    demand(isVariable && Object.keys(others).length === 0, "Variables");
    return { Name: String(Name), Value: String(Value) };
  });
}

function secondsOf(text: string | null): number | null {
  if (text === null) {
    return null;
  }
  const [, hours = "", minutes = "", seconds = ""] = /^(\d{1,6}):(\d{1,2}):(\d{1,2})$/.exec(text) ?? [];
  const whole = Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
  demand(seconds !== "" && Number(minutes) < 60 && Number(seconds) < 60 && whole > 0, "WallTime");
  return whole;
}

function resourcesOf(value: Json | undefined): Readonly<Record<string, Json>> {
  if (value === undefined) {
    return {};
  }
  demand(typeof value === "object" && value !== null && !Array.isArray(value), "Resources");
  const resources = value as Record<string, Json>;
  for (const [name, amount] of Object.entries(resources)) {
    const isCount = Number.isSafeInteger(amount) && Number(amount) >= (name === "Gpus" ? 0 : 1);
    const isMemory = typeof amount === "string" && /^\d+(?:\.\d+)?\s*[kmgt]?b?$/i.test(amount);
    const isKnown = ["Nodes", "Cores", "Gpus"].includes(name) ? isCount : name === "Memory" && isMemory;
    demand(isKnown, `Resources.${name}`);
  }
  return resources;
}

function objectIn(text: string, name: string): Readonly<Record<string, Json>> {
  const value = jsonIn(text, name);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, Json>>;
  }
  throw invalidParameter(name);
}

function jsonIn(text: string, name: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw invalidParameter(name);
  }
}

function demand(holds: boolean, member: string): void {
  if (!holds) {
    throw invalidMember(member);
  }
}

function invalidMember(name: string): Refused {
  return invalidParameter(`JobSpec.${name}`);
}
