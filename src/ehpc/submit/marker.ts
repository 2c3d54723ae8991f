import { randomUUID } from "node:crypto";

/** The environment variable of a job that tells its submission from all others. */
export const MARKER_VARIABLE = "EHPC_SUBMISSION_TOKEN";

/** A marker that no submission had before. */
export function newMarker(): string {
  return randomUUID();
}
