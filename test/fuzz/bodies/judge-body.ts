import { readStrictly, type Tree } from "./strict-json";

/** What a body of GetJob says, read by the letter. */
export interface JudgedJob {
  /** The state as it is written. */
  readonly state: string | null;
  /** Whether it is about the whole array that was asked for: one task of it says nothing of the others. */
  readonly ofArray: boolean;
  /** Whose job it is. */
  readonly name: string | null;
  readonly user: string | null;
  readonly createTime: string | null;
  readonly startTime: string | null;
}

/** What a body of ListJobs says. */
export interface JudgedEntry {
  readonly id: string | null;
  readonly state: string | null;
}

type Members = readonly (readonly [string, Tree])[];

/**
 * The members of an answer that is a success: status 200, one JSON object, no name twice whatever its case, `Success`
 * true or absent, `Code` null or absent. `null` for any other.
 */
export function judgeEnvelope(status: number, body: string): Members | null {
  if (status !== 200) {
    return null;
  }
  // Blanks around an answer are no part of it.
  const members = membersOf(readStrictly(body.trim()));
  if (members === null) {
    return null;
  }
  const success = memberOf(members, "success");
  const saysSo =
    success === null ||
    success.kind === "null" ||
    success.kind === "true" ||
    (success.kind === "string" && success.value.toLowerCase() === "true");
  const code = memberOf(members, "code");
  return saysSo && (code === null || code.kind === "null") ? members : null;
}

/** What GetJob's body says of job `asked`; `null` where it says nothing of it. */
export function judgeJob(status: number, body: string, asked: string): JudgedJob | null {
  const envelope = judgeEnvelope(status, body);
  if (envelope === null) {
    return null;
  }
  const info = membersOf(structure(memberOf(envelope, "jobinfo")));
  if (info === null) {
    return null;
  }
  // All but the ID and the state are read in any case: an array may not pass for a job of its own.
  const text = (name: string) => textOf(memberOf(info, name.toLowerCase()));
  const id = textOf(exactMember(info, "JobId"));
  const [arrayId, index] = [text("ArrayJobId"), text("ArrayJobSubId")];
  if (id === null || isStep(id) || contradicts(id, arrayId, index)) {
    return null;
  }
  const asTask = arrayId === null || index === null ? null : taskOf(arrayId, index);
  const isNamed =
    namesJob(asked, id) || (asTask !== null && !/^\s*\d+[_[]/.test(id) && namesJob(asked, asTask));
  const isArrayOf = (other: string | null) => other !== null && numberOf(other) === numberOf(asked);
  const saysArray = arrayId !== null || text("ArrayRequest") !== null || /^\s*\d+[_[]/.test(id);
  const ofArray = !hasIndex(asked) && saysArray && (isArrayOf(arrayId) || isArrayOf(id));
  if (!isNamed && !ofArray) {
    return null;
  }
  return {
    state: textOf(exactMember(info, "State")),
    ofArray,
    name: text("JobName"),
    user: text("RunasUser"),
    createTime: text("CreateTime"),
    startTime: text("StartTime"),
  };
}

/** The entries of ListJobs's body; `null` where it is no list. An answer without `Jobs` has none. */
export function judgeList(status: number, body: string): readonly JudgedEntry[] | null {
  const envelope = judgeEnvelope(status, body);
  if (envelope === null) {
    return null;
  }
  const jobs = structure(memberOf(envelope, "jobs"));
  if (jobs === null || jobs.kind === "null") {
    return [];
  }
  if (jobs.kind !== "array") {
    return null;
  }
  const entries: JudgedEntry[] = [];
  for (const item of jobs.items) {
    const entry = membersOf(item);
    if (entry === null) {
      return null;
    }
    const given = structure(memberOf(entry, "jobspec"));
    const spec = given?.kind === "object" ? membersOf(given) : [];
    if (spec === null) {
      return null;
    }
    entries.push({ id: textOf(memberOf(spec, "id")), state: textOf(exactMember(spec, "State")) });
  }
  return entries;
}

/** The bytes that GetJobLog's body has of a log; `null` where it says nothing. */
export function judgeLog(status: number, body: string, name: "StdoutLog" | "StderrLog"): Buffer | null {
  const envelope = judgeEnvelope(status, body);
  if (envelope === null) {
    return null;
  }
  const log = exactMember(envelope, name);
  if (log === null || log.kind === "null") {
    return Buffer.alloc(0);
  }
  return log.kind === "string" ? Buffer.from(log.value, "base64") : null;
}

/** The words with which CreateJob's body says that a job was accepted; `null` where it does not say so. */
export function judgeSubmission(status: number, body: string): string | null {
  const envelope = judgeEnvelope(status, body);
  return envelope === null ? null : textOf(memberOf(envelope, "jobid"));
}

const SUCCESSES = new Set(["COMPLETED", "FINISHED", "SUCCEEDED", "DONE", "CD"]);
const FAILURES = new Set([
  ...["FAILED", "CANCELLED", "CANCELED", "TIMEOUT", "NODE_FAIL", "OUT_OF_MEMORY", "PREEMPTED", "BOOT_FAIL"],
  ...["DEADLINE", "CA", "TO", "OOM", "NF", "PR", "BF", "DL", "EXIT"],
]);
/** Beginnings that sacct leaves of failures, and of nothing else. */
const CUT_FAILURES = /^(?:CANC|OUT|PREE|NODE_|BOOT|DEA|TIM|FAI)[A-Z_]*\+$/;
/** Stands beside a state, and does not change it. */
const ACCOMPANYING = new Set(["UPDATE_DB"]);
/** Stand beside a state, and say that something has failed: no success is sure beside them. */
const DOUBTING = new Set(["LAUNCH_FAILED", "RECONFIG_FAIL"]);

/**
 * The end that a state tells of; `null` where it tells of none. A list of states is an end where each of them is, and a
 * success where each of them is one. With characters that nobody sees it is another text, whatever is shown of it; and
 * no state is longer than a line or two.
 */
export function judgeEnd(state: string | null): "succeeded" | "failed" | null {
  if (state === null || state.length > 256) {
    return null;
  }
  if (/[^\P{C}\t\n\r]|[\u00a0\u2028\u2029]/u.test(state)) {
    return null;
  }
  const written = upperCase(state)
    .split(",")
    .map((part) => part.trim())
    .filter((part) => !ACCOMPANYING.has(part));
  const parts = written.filter((part) => !DOUBTING.has(part));
  if (parts.length > 0 && parts.every((part) => SUCCESSES.has(part))) {
    return parts.length === written.length ? "succeeded" : null;
  }
  const isFailure = (part: string) => FAILURES.has(part.replace(/ BY \S+$/, "")) || CUT_FAILURES.test(part);
  const ends = parts.length > 0 && parts.every((part) => SUCCESSES.has(part) || isFailure(part));
  return ends ? "failed" : null;
}

/** Of A to Z alone: other letters turn into those of a state that nobody wrote. */
function upperCase(state: string): string {
  return state
    .trim()
    .replace(/\s+/g, " ")
    .replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

/** Whether two ids are equal, or one is the beginning of the other up to a dot, with no part between two dots empty. */
function namesJob(asked: string, id: string): boolean {
  const [one, other] = [asked, id].map((text) => text.trim().replace(/^(\d+)\[(\d+)\]/, "$1_$2")) as [
    string,
    string,
  ];
  const isBeginning = (short: string, long: string) =>
    long.startsWith(`${short}.`) && !/\.(?:\.|$)/.test(long);
  return one === other || isBeginning(one, other) || isBeginning(other, one);
}

/** A step ends for itself, and its job another time. */
function isStep(id: string): boolean {
  return /^\d[^.]*\.(?:batch|extern|interactive|\d+|[^.]*\+.*)$/.test(id.trim());
}

/** Whether an index stands without its array, or beside another one. */
function contradicts(id: string, arrayId: string | null, index: string | null): boolean {
  const number = arrayId === null ? null : numberOf(arrayId);
  const isArray = number !== null && /^\d+$/.test(number) && (number !== "0" || numberOf(id) === "0");
  if (!hasIndex(id)) {
    return /^[1-9]\d*$/.test(index?.trim() ?? "") && !isArray && !/^\s*\d+[_[]/.test(id);
  }
  const own = /[_[](\d+)/.exec(id)?.[1];
  const isOther = /^[1-9]\d*$/.test(index?.trim() ?? "") && index?.trim() !== own;
  return isOther || (isArray && number !== numberOf(id));
}

/** An ID without what says which task it is, or which server it is of. */
function numberOf(id: string): string {
  return id.trim().replace(/[._[].*$/s, "");
}

function hasIndex(id: string): boolean {
  return /^\s*\d+(?:_\d+|\[\d+\])\s*(?:\.|$)/.test(id);
}

function taskOf(arrayId: string, index: string): string {
  const [, number = "", server = ""] = /^([^.[]*)(?:\[[^\]]*\]?)?(.*)$/s.exec(arrayId.trim()) ?? [];
  return `${number}_${index.trim()}${server}`;
}

/** The members of an object in which each name stands once. */
function membersOf(tree: Tree | null): Members | null {
  if (tree?.kind !== "object") {
    return null;
  }
  const names = new Set(tree.members.map(([name]) => name.toLowerCase()));
  return names.size === tree.members.length ? tree.members : null;
}

function memberOf(members: Members, folded: string): Tree | null {
  return members.find(([name]) => name.toLowerCase() === folded)?.[1] ?? null;
}

function exactMember(members: Members, wanted: string): Tree | null {
  return members.find(([name]) => name === wanted)?.[1] ?? null;
}

/** An object or a list, or what a text says that holds one. */
function structure(tree: Tree | null): Tree | null {
  return tree?.kind === "string" ? (readStrictly(tree.value) ?? tree) : tree;
}

/** The text of a text or of a whole number; what else a member may be names nothing. */
function textOf(tree: Tree | null): string | null {
  if (tree?.kind === "string") {
    return tree.value.trim() === "" ? null : tree.value;
  }
  if (tree?.kind === "number") {
    return /^-?\d+$/.test(tree.text) ? tree.text : String(Number(tree.text));
  }
  return null;
}
