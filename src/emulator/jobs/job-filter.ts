import { invalidParameter, Refused } from "../http/answer";
import type { JobNow } from "./job-life";
import { isEnd } from "./job-phase";
import { unixSeconds } from "./job-times";
import { NO_ORDER, type Order, readOrder } from "./sort-jobs";

type Filter = (job: JobNow) => boolean;

/** The content of `JobFilter`. */
export interface JobFilter {
  readonly chooses: Filter;
  readonly order: Order;
}

/** By the filter's name: reads a value that is not empty. `null` for an invalid value. */
const FILTERS: ReadonlyMap<string, (value: unknown) => Filter | null> = new Map([
  ["JobStatus", ofStatus],
  ["JobName", (value: unknown) => (typeof value === "string" ? withText("JobName", [value]) : null)],
  ["Users", (value: unknown) => (isTexts(value) ? withText("RunasUser", value) : null)],
  ["Queues", (value: unknown) => (isTexts(value) ? withText("JobQueue", value) : null)],
  ["Nodes", (value: unknown) => (isTexts(value) ? withText("NodeList", value) : null)],
  ["CreateTimeStart", (value: unknown) => submitted(value, (time, bound) => time >= bound)],
  ["CreateTimeEnd", (value: unknown) => submitted(value, (time, bound) => time <= bound)],
]);

/** Documented, but not emulated. */
const DIAGNOSIS = "Diagnosis";

/**
 * Reads the parameter `JobFilter` of ListJobs. Throws {@link Refused} for an undocumented filter, and for a documented
 * one that is not emulated (`Diagnosis`): an unfiltered list must not pass for a filtered one.
 *
 * An empty member does not filter: the official SDK for Python always sends `"Diagnosis": []`.
 */
export function jobFilter(parameter: string | undefined): JobFilter {
  const { SortBy: sortBy, ...members } = parse(parameter || "{}");
  const filters = Object.entries(members).flatMap(([name, value]) => {
    const read = FILTERS.get(name);
    if (saysNothing(value) && (read !== undefined || name === DIAGNOSIS)) {
      return [];
    }
    if (read === undefined) {
      throw new Refused("InvalidParams", `The emulator does not know the filter ${name} of JobFilter.`);
    }
    const filter = read(value);
    if (filter === null) {
      throw invalidParameter(`JobFilter.${name}`);
    }
    return [filter];
  });
  return {
    chooses: (job) => filters.every((filter) => filter(job)),
    // The order of the service is not documented; the emulator uses the order of the scenario.
    order: saysNothing(sortBy) ? NO_ORDER : readOrder(sortBy),
  };
}

function parse(text: string): { readonly SortBy?: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    if (value === null) {
      return {};
    }
    if (typeof value === "object" && !Array.isArray(value)) {
      return value;
    }
  } catch {
    // Not JSON, so not valid.
  }
  throw invalidParameter("JobFilter");
}

/** Whether a member is empty: null, or an empty text, list or object. */
function saysNothing(value: unknown): boolean {
  if (typeof value !== "object") {
    return value === undefined || value === "";
  }
  return value === null || Object.keys(value).length === 0;
}

function ofStatus(value: unknown): Filter | null {
  switch (value) {
    case "all":
      return () => true;
    case "finished":
      return ({ info }) => isEnd(info.State);
    case "notfinish":
      return ({ info }) => !isEnd(info.State);
    default:
      return null;
  }
}

/** Jobs with one of the texts in this member. */
function withText(member: string, texts: readonly string[]): Filter {
  return ({ info }) => texts.some((text) => String(info[member] ?? "").includes(text));
}

/** By the time of submission, bounds included. */
function submitted(value: unknown, holds: (time: number, bound: number) => boolean): Filter | null {
  if (!/^\d{1,12}$/.test(String(value))) {
    return null;
  }
  return ({ info }) => {
    const time = unixSeconds(info.CreateTime);
    return time !== null && holds(time, Number(value));
  };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
