import { EhpcError } from "../../base/errors";
import { isJsonArray, isJsonObject } from "../../base/json";
import type { Log } from "../../base/log";
import { badAnswer, memberOf, requireEachNameOnce } from "../api/answer-object";
import type { Operation } from "../api/call-operation";
import { decodeNumber } from "../api/decode-leaf";
import { decodeStructure } from "../api/decode-structure";
import { inRequest } from "../api/in-request";
import { requireText } from "../api/require-text";
import { decodeListedJob } from "./decode-listed-job";
import { type JobFilter, jobFilterText } from "./job-filter";
import type { ListedJob } from "./listed-job";

/** The most jobs that one page of ListJobs holds. */
export const MAX_PAGE_SIZE = 50;

export interface ListJobsRequest extends JobFilter {
  clusterId: string;
  /** From 1. */
  pageNumber: number;
  /** From 1 to {@link MAX_PAGE_SIZE}. */
  pageSize: number;
}

/** One page of a cluster's jobs. Jobs that come and go between two pages may be missed, or be listed twice. */
export interface JobPage {
  /** The service's id of the call. */
  requestId: string | null;
  /** How many jobs there are on all pages; at least so many where the service does not say. */
  totalCount: number;
  jobs: readonly ListedJob[];
}

/** The operation ListJobs. Throws kind `invalid-params` for an empty id and for a page that there cannot be. */
export function listJobsOperation(request: ListJobsRequest, log: Log): Operation<JobPage> {
  const { clusterId, pageNumber, pageSize } = request;
  requireText("ClusterId", "cluster id", clusterId);
  requireCount("PageNumber", "page number", pageNumber, Number.MAX_SAFE_INTEGER);
  requireCount("PageSize", "page size", pageSize, MAX_PAGE_SIZE);
  return {
    action: "ListJobs",
    query: {
      ClusterId: clusterId,
      JobFilter: jobFilterText(request),
      PageNumber: String(pageNumber),
      PageSize: String(pageSize),
    },
    read({ requestId, members, shown }) {
      const given = decodeStructure(memberOf(members, "Jobs")) ?? null;
      const totalCount = decodeNumber("TotalCount", memberOf(members, "TotalCount"), log);
      // A page without jobs may come without its list, but an answer with neither is no page.
      if (given === null ? totalCount === null : !isJsonArray(given)) {
        throw notPage(requestId);
      }
      const jobs = (isJsonArray(given) ? given : []).map((entry) => {
        if (!isJsonObject(entry)) {
          throw notPage(requestId);
        }
        requireEachNameOnce(entry, "An entry of Jobs", { requestId, shown });
        const spec = decodeStructure(memberOf(entry, "JobSpec"));
        if (isJsonObject(spec)) {
          requireEachNameOnce(spec, "A JobSpec", { requestId, shown });
        }
        return decodeListedJob(entry, log);
      });
      return { requestId, totalCount: countOf(totalCount, request, jobs.length), jobs };
    },
  };
}

/** Distrusts a count that is no number of jobs, or below what the page itself shows: pages would be left out silently. */
function countOf(given: number | null, request: ListJobsRequest, listed: number): number {
  const before = (request.pageNumber - 1) * request.pageSize;
  return given === null || given < 0 || !Number.isInteger(given) || (listed > 0 && given < before + listed)
    ? leastCount(request, listed)
    : given;
}

/** A full page may have another after it. */
function leastCount({ pageNumber, pageSize }: ListJobsRequest, listed: number): number {
  return (pageNumber - 1) * pageSize + listed + (listed === pageSize ? 1 : 0);
}

function notPage(requestId: string | null): EhpcError {
  return badAnswer(`E-HPC returned no list of jobs${inRequest(requestId)}.`, requestId);
}

function requireCount(parameter: string, name: string, count: number, most: number): void {
  if (Number.isSafeInteger(count) && count >= 1 && count <= most) {
    return;
  }
  const message = `The ${name} must be a whole number from 1 to ${most}.`;
  throw new EhpcError("invalid-params", message, { parameter });
}
