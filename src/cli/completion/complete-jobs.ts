import { plainLine } from "../../base/plain-text";
import { wholeJobId } from "../../ehpc/job/array-ids";
import { MAX_PAGE_SIZE } from "../../ehpc/list/list-jobs";
import type { ListedJob } from "../../ehpc/list/listed-job";
import { connect } from "../connection";
import type { Terminal } from "../terminal/terminal";
import type { Candidate, Completion } from "./completion";

/** The jobs submitted last are the ones that are asked for. */
const MOST_PAGES = 10;

/**
 * Adds the jobs of the cluster that the command line names to `found`, page by page. Throws `EhpcError`.
 */
export async function completeJobs(
  { command, names, options }: Completion & { kind: "jobs" },
  terminal: Pick<Terminal, "env" | "conceal" | "note">,
  found: Candidate[],
  signal: AbortSignal,
): Promise<void> {
  const value = (name: string) => options.get(name)?.at(-1);
  const clusterId = value("--cluster");
  if (clusterId === undefined) {
    return;
  }
  const [region, endpoint, profile] = ["--region", "--endpoint", "--profile"].map(value);
  const client = await connect(
    {
      ...(region !== undefined && { region }),
      ...(endpoint !== undefined && { endpoint }),
      ...(profile !== undefined && { profile }),
    },
    terminal,
  );
  try {
    const known = new Set(["--job", "--array"].flatMap((name) => options.get(name) ?? []));
    // Who waits for a job or stops it wants one that has not ended.
    const status = command === "wait" || command === "stop" ? "unfinished" : "all";
    for (let pageNumber = 1, read = 0; pageNumber <= MOST_PAGES; pageNumber += 1) {
      const { jobs, totalCount } = await client.listJobs(
        { clusterId, status, sort: { by: "submit", order: "desc" }, pageNumber, pageSize: MAX_PAGE_SIZE },
        { signal, maxRetryMs: 0 },
      );
      for (const job of jobs) {
        for (const candidate of candidatesOf(job, names)) {
          if (!known.has(candidate.value)) {
            known.add(candidate.value);
            found.push(candidate);
          }
        }
      }
      read += jobs.length;
      if (jobs.length === 0 || read >= totalCount) {
        return;
      }
    }
  } finally {
    client.close();
  }
}

function candidatesOf(job: ListedJob, names: boolean): Candidate[] {
  const { jobId, jobName, state } = job;
  const description = [names ? jobId : jobName, state]
    .map((text) => plainLine(text ?? ""))
    .filter((text) => text !== "");
  const values = names ? [jobName] : [jobId, wholeJobId(job)];
  return values.flatMap((value) =>
    value === null || /[\s\p{Cc}\p{Cf}]/u.test(value) ? [] : [{ value, description: description.join(", ") }],
  );
}
