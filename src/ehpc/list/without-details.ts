import type { ListedJob } from "./listed-job";

/** What is kept of each of thousands of rows: no part of a record, and of any length, are variables and comments. */
export function withoutDetails(listed: ListedJob): ListedJob {
  return { ...listed, variables: null, resources: null, resourcesUsed: null, comment: null };
}
