import { NotationError } from "./notation-error";

/** How many of several jobs have to come as far as a wait is for. */
export type Requirement =
  | { readonly kind: "all" }
  | { readonly kind: "any" }
  | { readonly kind: "number"; readonly jobs: number }
  /** From 1 to 100 %. */
  | { readonly kind: "share"; readonly percent: number };

/** What a wait for several jobs requires, unless the user says otherwise. */
export const DEFAULT_REQUIREMENT = "all";

/**
 * Reads a requirement: `all`, `any`, a number of jobs from 1 (`80`), or a share in whole percent from 1 to 100 (`80%`).
 *
 * @throws NotationError for any other text
 */
export function parseRequirement(text: string): Requirement {
  if (text === "all" || text === "any") {
    return { kind: text };
  }
  const [, digits, percent] = /^(\d{1,9})(%?)$/.exec(text) ?? [];
  const count = Number(digits ?? 0);
  if (digits === undefined || count < 1 || (percent === "%" && count > 100)) {
    throw new NotationError(
      text,
      "is none of `all`, `any`, a number from 1 such as `80`, and a share from `1%` to `100%`",
    );
  }
  return percent === "%" ? { kind: "share", percent: count } : { kind: "number", jobs: count };
}

/** How many of so many jobs a requirement needs; a share is rounded up. A number may be higher than there are jobs. */
export function jobsNeeded(requirement: Requirement, jobs: number): number {
  switch (requirement.kind) {
    case "all":
      return jobs;
    case "any":
      return 1;
    case "number":
      return requirement.jobs;
    case "share":
      return Math.ceil((jobs * requirement.percent) / 100);
  }
}
