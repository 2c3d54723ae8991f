import { createHash } from "node:crypto";
import { type CtyValue, isWhollyKnown, record, UNKNOWN } from "../../plugin/cty/value";
import type { Unknowable } from "../../plugin/schema/attribute";
import type { Arguments } from "./job-of-state";

/** What makes a job the work that it is: other values are another submission. */
const WORK = [
  "cluster_id",
  "job_name",
  "command_line",
  "queue",
  "run_as_user",
  "priority",
  "output_log",
  "error_log",
  "array_request",
  "variables",
  "wall_time",
  "post_command_line",
  "resources",
  "token",
  "triggers",
] as const;

/** A job to submit, without what counts only later. */
export type Work = Pick<Arguments, (typeof WORK)[number]>;

/**
 * The marker of a user's token. Other work under the same token is another submission: without the digest, a job that is
 * replaced would be found again and taken for the new one.
 */
export function markerOf(token: string, job: Work): string {
  const work = Object.fromEntries(WORK.map((name) => [name, job[name]]));
  const digest = createHash("sha256").update(JSON.stringify(work, givenInOrder)).digest("hex");
  return `${token}-${digest.slice(0, 12)}`;
}

/** The marker of a configuration; `null` without a token, and while the work is not wholly known. */
export function markerOfConfig(config: Unknowable<Arguments>): string | null {
  if (config === UNKNOWN) {
    return null;
  }
  const work = record(WORK.map((name) => [name, config[name] as CtyValue]));
  const { token } = config;
  return typeof token === "string" && isWhollyKnown(work) ? markerOf(token, work as unknown as Work) : null;
}

/** Members by their names, and none that is null: a later version of this provider may have further arguments. */
function givenInOrder(_: string, value: unknown): unknown {
  if (value === null || typeof value !== "object") {
    return value;
  }
  const given = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(given.sort(([one], [other]) => (one < other ? -1 : 1)));
}
