import type { Counts } from "./local-api";

/** How a plan went. */
export interface PlanEnd {
  /** Terraform's exit code; `null` after a signal. */
  readonly code: number | null;
  /** What Terraform wrote to stderr. */
  readonly errors: string;
  /** What the API saw. */
  readonly seen: Pick<Counts, "requests" | "jobs">;
}

/** The most of Terraform's words that is quoted, in characters. */
const LONGEST = 300;

/** What is wrong with a plan that should have read so many jobs; `null` where it has, with one request for each. */
export function planComplaint({ code, errors, seen }: PlanEnd, wanted: number): string | null {
  if (code !== 0) {
    // Terraform draws frames around what it says, and breaks its lines.
    const words = errors.replace(/[│╷╵\s]+/g, " ").trim();
    return `the plan ended with ${code}: ${words.slice(0, LONGEST)}`;
  }
  if (seen.requests === wanted && seen.jobs === wanted) {
    return null;
  }
  return `${seen.requests} requests for ${seen.jobs} jobs instead of ${wanted} for as many.`;
}
