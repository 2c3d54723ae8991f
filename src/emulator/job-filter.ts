import { classifyState, hasEnded } from "../ehpc/phase";
import { Refused } from "./answer";
import type { JobNow } from "./job-life";
import { invalidParameter } from "./operation";

type Filter = (job: JobNow) => boolean;

/** By the filter's name: reads its value. `null` for a value that it does not have. */
const FILTERS: ReadonlyMap<string, (value: unknown) => Filter | null> = new Map([
  ["JobStatus", ofStatus],
  ["JobName", (value: unknown) => (typeof value === "string" ? withText("JobName", [value]) : null)],
  ["Users", (value: unknown) => (isTexts(value) ? withText("RunasUser", value) : null)],
  ["Queues", (value: unknown) => (isTexts(value) ? withText("JobQueue", value) : null)],
  ["Nodes", (value: unknown) => (isTexts(value) ? withText("NodeList", value) : null)],
]);

/**
 * Reads the parameter `JobFilter` of ListJobs. Throws {@link Refused} for what is not documented, and for what is but is
 * not emulated: nobody should take a list for filtered that is not.
 */
export function jobFilter(parameter: string | undefined): Filter {
  const filters = Object.entries(parse(parameter ?? "{}")).map(([name, value]) => {
    const read = FILTERS.get(name);
    if (read === undefined) {
      throw new Refused("InvalidParams", `The emulator does not know the filter ${name} of JobFilter.`);
    }
    const filter = read(value);
    if (filter === null) throw invalidParameter(`JobFilter.${name}`);
    return filter;
  });
  return (job) => filters.every((filter) => filter(job));
}

function parse(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Not JSON, and so not valid either.
  }
  throw invalidParameter("JobFilter");
}

function ofStatus(value: unknown): Filter | null {
  switch (value) {
    case "all":
      return () => true;
    case "finished":
      return isFinished;
    case "notfinish":
      return (job) => !isFinished(job);
    default:
      return null;
  }
}

/** PBS's F, C and X say that a job has ended, but not how, so that they have no phase of their own. */
function isFinished({ info }: JobNow): boolean {
  const state = typeof info.State === "string" ? info.State : null;
  return hasEnded(classifyState(state)) || /^[FCX]$/i.test(state?.trim() ?? "");
}

/** Jobs in whose member one of the texts occurs; any job where there are none. */
function withText(member: string, texts: readonly string[]): Filter {
  return ({ info }) => texts.length === 0 || texts.some((text) => String(info[member] ?? "").includes(text));
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
