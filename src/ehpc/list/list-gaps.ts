import type { JobList } from "./list-all-jobs";

/** What is known of a list beside its jobs, and how many there are. */
export type ReadList = Pick<JobList, "totalCount" | "missing" | "withoutId" | "settled" | "limitCertain"> & {
  readonly jobs: { readonly length: number };
};

/** In which ways a list may be less than it should be, in sentences; none for a list that is whole. */
export function listGaps({
  totalCount,
  missing,
  withoutId,
  settled,
  limitCertain,
  jobs,
}: ReadList): string[] {
  return [
    ...(missing > 0
      ? [
          `The service counts ${totalCount} jobs but did not return ${missing} of them, even after repeated reads of the pages.`,
        ]
      : []),
    ...(settled
      ? []
      : [`The list kept changing during the read, so a job may be missing from these ${jobs.length}.`]),
    ...(limitCertain === false
      ? [
          "The limit may omit the wrong jobs: the service does not return the time of submission of one of them, or returns the same second for two jobs whose IDs do not show which came later.",
        ]
      : []),
    ...(withoutId > 0 ? [`Entries without a job ID were ignored: ${withoutId}.`] : []),
  ];
}
