import { EhpcError, type EhpcErrorKind } from "../../base/errors";
import { jobKey } from "../../ehpc/job/job-key";
import { recordOf } from "../../ehpc/job/job-record";
import { phasesText } from "../../ehpc/job/jobs-outcome-message";
import { jobOfListed } from "../../ehpc/list/job-of-listed";
import type { ListedJob } from "../../ehpc/list/listed-job";
import type { JobsChange } from "../../ehpc/poll/poller";
import { NotationError } from "../../notation/notation-error";
import { parseTimestamp } from "../../notation/parse-timestamp";
import { classifyState } from "../../notation/phase";
import type { Diagnostic } from "../../plugin/author/diagnostic";
import { DiagnosticError } from "../../plugin/author/diagnostic";
import type { StateOf } from "../../plugin/schema/attribute";
import type { EhpcSession } from "../configure/ehpc-session";
import { stateListsOf } from "../job/job-query";
import { describeRecord, explained, resultsOf } from "./await-jobs";
import type { jobsCompletionAttributes } from "./jobs-completion-schema";

type State = StateOf<typeof jobsCompletionAttributes>;
type RecordedJobs = NonNullable<State["jobs"]>;

/** Kinds for jobs that no longer exist, or whose cluster no longer exists. */
const GONE: readonly EhpcErrorKind[] = ["job-not-found", "cluster-not-found"];
/** How long an import looks at the jobs until it has seen each. */
const LONGEST_IMPORT_MS = 60_000;

export interface RefreshOptions {
  readonly signal: AbortSignal;
  readonly warn: (diagnostic: Omit<Diagnostic, "severity">) => void;
}

/**
 * What a refresh of a recorded outcome takes over, from one list. Outcomes stay, as those of a single job do: only what
 * the list adds to a job that is surely the same, in the same phase, is taken.
 */
export async function refreshJobs(
  state: State,
  client: EhpcSession,
  { signal, warn }: RefreshOptions,
): Promise<Partial<State>> {
  const recorded = state.jobs ?? {};
  const submitted = submissions(recorded);
  if (submitted === null) {
    return {};
  }
  try {
    const request = { clusterId: state.cluster_id, status: "all", brief: true, ...submitted } as const;
    const { jobs } = await client.listJobs(request, signal);
    const listed = new Map(jobs.map((job) => [jobKey(job.jobId ?? ""), job]));
    const refreshed: Record<string, RecordedJobs[string]> = Object.setPrototypeOf({}, null);
    for (const [jobId, before] of Object.entries(recorded)) {
      const seen = listed.get(jobKey(jobId));
      refreshed[jobId] = seen === undefined ? before : withDetails(before, seen, state);
    }
    return { jobs: refreshed };
  } catch (error) {
    if (error instanceof EhpcError && GONE.includes(error.kind)) {
      return {};
    }
    if (error instanceof EhpcError && (error.transient || error.kind === "bad-answer")) {
      warn({
        summary: "Outcome Not Refreshed",
        detail: `The jobs of cluster "${state.cluster_id}" cannot be listed, so the recorded outcome stays unchanged.\n\n${error.message}`,
      });
      return {};
    }
    throw explained(error, `refresh jobs of cluster "${state.cluster_id}"`, client);
  }
}

/** Between which Unix seconds the jobs were submitted; `null` unless lists told that of each: else all history is read. */
function submissions(jobs: RecordedJobs): { createdAfter: number; createdBefore: number } | null {
  try {
    const times = Object.values(jobs).map(({ create_time }) => parseTimestamp(create_time ?? ""));
    const oldest = times.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    const newest = times.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    return times.length === 0 ? null : { createdAfter: Math.floor(oldest), createdBefore: Math.ceil(newest) };
  } catch (error) {
    if (error instanceof NotationError) {
      return null;
    }
    throw error;
  }
}

function withDetails(before: RecordedJobs[string], listed: ListedJob, state: State): RecordedJobs[string] {
  const phase = classifyState(listed.state, stateListsOf(state));
  const seen = describeRecord(phase, recordOf(jobOfListed(listed)));
  const isSame =
    seen.phase === before.phase &&
    seen.create_time === before.create_time &&
    (before.job_name === null || seen.job_name === before.job_name);
  if (!isSame) {
    return before;
  }
  const added = Object.entries(seen).filter(
    ([name, value]) => value !== null && value !== before[name as keyof typeof before],
  );
  return added.length === 0 ? before : { ...before, ...Object.fromEntries(added) };
}

/**
 * The first state of imported outcomes. Failures are those that only `until = "finished"` takes for an end: without that
 * word in the configuration the next apply changes it, which fails, instead of a gate being open.
 *
 * @throws DiagnosticError where a job has not ended
 */
export async function importJobs(
  state: State,
  client: EhpcSession,
  signal: AbortSignal,
): Promise<Partial<State>> {
  const seen = new AbortController();
  const ends = AbortSignal.any([signal, seen.signal]);
  let last: JobsChange | null = null;
  const unseen = new Set(state.job_ids ?? []);
  try {
    const outcome = await client.waitForJobs(
      {
        clusterId: state.cluster_id,
        jobs: { kind: "ids", jobIds: state.job_ids ?? [] },
        until: "finished",
        require: { kind: "all" },
        failFast: false,
        timeoutMs: LONGEST_IMPORT_MS,
        intervalMs: null,
        lists: stateListsOf(state),
        onChange(change) {
          last = change;
          for (const { jobId, state: shown, end } of change.changed) {
            if (shown !== null || end !== null) {
              unseen.delete(jobId);
            }
          }
          if (unseen.size === 0 && change.counts.running + change.counts.pending > 0) {
            seen.abort();
          }
        },
      },
      ends,
    );
    if (outcome.kind !== "reached") {
      throw notEnded(state, phasesText(outcome.counts));
    }
    const { succeeded, ...results } = resultsOf(state.cluster_id, outcome);
    return { ...results, succeeded, ...(succeeded !== true && { until: "finished" }) };
  } catch (error) {
    const counts = (last as JobsChange | null)?.counts;
    if (seen.signal.aborted && !signal.aborted && counts !== undefined) {
      throw notEnded(state, phasesText(counts));
    }
    throw explained(error, `import jobs of cluster "${state.cluster_id}"`, client);
  }
}

function notEnded({ cluster_id }: State, phases: string): DiagnosticError {
  return new DiagnosticError({
    summary: "Jobs Not Finished",
    detail: `Not all jobs of cluster "${cluster_id}" have ended (${phases}), so there is no outcome to import. Declare the resource and apply instead: the apply waits for the jobs.`,
  });
}
