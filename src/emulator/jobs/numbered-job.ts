import type { Json } from "../scenario/scenario";
import { movedTime } from "./job-times";

/** What distinguishes one of many similar jobs from the first. */
export interface Numbering {
  /** The placeholder for the number in texts, such as `{number}`. */
  readonly placeholder: string;
  readonly number: string;
  /** Seconds by which its times are later. */
  readonly seconds: number;
  /** The members of `JobInfo` that are such times. */
  readonly times: ReadonlySet<string>;
}

/** The template of many similar jobs with the number and the times of one of them. */
export function numberedJob<Template extends object>(template: Template, numbering: Numbering): Template {
  return numbered(template as Json, numbering) as Template;
}

function numbered(value: Json, numbering: Numbering): Json {
  const { placeholder, number, seconds, times } = numbering;
  if (typeof value === "string") {
    return value.replaceAll(placeholder, number);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((item) => numbered(item, numbering));
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const own = numbered(member, numbering);
      return [name, times.has(name) && typeof own === "string" ? movedTime(own, seconds) : own];
    }),
  );
}
