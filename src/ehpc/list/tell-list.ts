import type { JobList } from "./list-all-jobs";

/** In which ways a list may be less than it should be, in sentences; none for a list that is whole. */
export function tellListGaps({
  totalCount,
  missing,
  withoutId,
  settled,
  limitCertain,
  jobs,
}: JobList): string[] {
  return [
    ...(missing > 0
      ? [
          `The service counts ${totalCount} jobs and did not give ${missing} of them, on any of the pages that were read again and again.`,
        ]
      : []),
    ...(settled
      ? []
      : [
          `The list changed all the time while its pages were read, so that a job may be missing among these ${jobs.length}.`,
        ]),
    ...(limitCertain === false
      ? [
          "It is not sure which jobs the limit leaves out: the service does not tell when one of them was submitted, or tells the same second of two whose IDs do not say which came later.",
        ]
      : []),
    ...(withoutId > 0 ? [`Entries without a job ID were left out: ${withoutId}.`] : []),
  ];
}
