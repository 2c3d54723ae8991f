import { plainLine } from "../../base/plain-text";
import { formatDuration } from "../../notation/duration";
import type { Phase } from "../../notation/phase";
import type { JobStanding, JobsOutcome, JobsProgress, JobsWaitRequest } from "../poll/jobs-wait";

/** Of so many failed jobs all is said that is known; of others, the IDs. */
export const SHOWN_FAILURES = 5;
/** How many lines of the standard error of each are shown. */
export const SHOWN_LINES_EACH = 5;
/** Of so many further jobs the IDs are said. */
const SHOWN_IDS = 20;
/** So many of the jobs that have been longest in their state are named after a time-out. */
const SHOWN_OLDEST = 5;

const REACHED: Readonly<Record<JobsWaitRequest["until"], string>> = { finished: "end", succeeded: "succeed" };

/** How many jobs are in which phase, such as `985 succeeded, 12 running`; phases without a job are left out. */
export function phasesText(counts: JobsProgress["counts"]): string {
  const phases: readonly Phase[] = ["succeeded", "failed", "running", "pending", "unknown"];
  return phases
    .filter((phase) => counts[phase] > 0)
    .map((phase) => `${counts[phase]} ${phase}`)
    .join(", ");
}

/** The jobs of an outcome that have failed or are lost: those that have failed come first. */
export function failuresOf({ jobs }: Pick<JobsOutcome, "jobs">): JobStanding[] {
  return [...jobs.filter(({ end }) => end === "failed"), ...jobs.filter(({ end }) => end === "lost")];
}

/**
 * Why the requirement of a wait cannot be met, in paragraphs that are harmless on a terminal.
 *
 * @param tails the last lines of the standard error of the first {@link SHOWN_FAILURES} of {@link failuresOf}, harmless
 * already; `null` if they cannot be read
 */
export function jobsFailureMessage(
  { clusterId, until }: Pick<JobsWaitRequest, "clusterId" | "until">,
  outcome: JobsOutcome,
  tails: readonly (readonly string[] | null)[],
): string[] {
  const failures = failuresOf(outcome);
  const shown = failures
    .slice(0, SHOWN_FAILURES)
    .map((job, index) => describeFailure(job, tails[index] ?? null));
  const others = failures.slice(SHOWN_FAILURES).map(({ jobId }) => plainLine(jobId));
  const more = others.length - SHOWN_IDS;
  return [
    `${failureCounts(outcome)} of cluster "${clusterId}". ${outcome.needed} must ${REACHED[until]}. Now: ${phasesText(outcome.counts)}.`,
    shown.join("\n"),
    ...(others.length === 0
      ? []
      : [`Others: ${others.slice(0, SHOWN_IDS).join(", ")}${more > 0 ? ` and ${more} more` : ""}.`]),
  ];
}

function failureCounts({ jobs, total }: JobsOutcome): string {
  const count = (end: JobStanding["end"]) => jobs.filter((job) => job.end === end).length;
  const [failed, lost] = [count("failed"), count("lost")];
  const of = `of ${total} ${total === 1 ? "job" : "jobs"}`;
  if (lost === 0) {
    return `${failed} ${of} failed`;
  }
  return failed === 0
    ? `${lost} ${of} cannot be found`
    : `${failed} ${of} failed, and ${lost} cannot be found,`;
}

function describeFailure(
  { jobId, state, record, error, end }: JobStanding,
  tail: readonly string[] | null,
): string {
  const facts: readonly (readonly [string, string | null])[] = [
    ["name", record?.jobName ?? null],
    ["state", record?.state ?? state],
    ["queue", record?.jobQueue ?? null],
    ["nodes", record?.nodeList ?? null],
    ["error log on the cluster", record?.errorLog ?? null],
  ];
  const known = facts.flatMap(([name, value]) => (value === null ? [] : [`${name}: ${plainLine(value)}`]));
  const why = end === "lost" && error !== null ? [`    ${error.message}`] : [];
  const lines = (tail ?? []).map((line) => `    | ${line}`);
  return [`  ${plainLine(jobId)}${known.length === 0 ? "" : `: ${known.join(", ")}`}`, ...why, ...lines].join(
    "\n",
  );
}

/**
 * Where the jobs stood when the time of a wait was over, in paragraphs that are harmless on a terminal.
 *
 * @param timeout the time as the user wrote it
 */
export function jobsTimeoutMessage(
  { clusterId, until }: Pick<JobsWaitRequest, "clusterId" | "until">,
  timeout: string,
  { total, reached, needed, counts, jobs }: JobsOutcome,
): string[] {
  const open = jobs.filter(({ end, state }) => end === null && state !== null);
  const oldest = open.sort((a, b) => b.inStateMs - a.inStateMs).slice(0, SHOWN_OLDEST);
  const unseen = jobs.filter(({ end, state }) => end === null && state === null).length;
  const error = jobs.find((job) => job.end === null && job.error !== null)?.error ?? null;
  const strange = open.find(({ phase }) => phase === "unknown");
  const lines = oldest.map(
    ({ jobId, state, phase, inStateMs }) =>
      `  ${plainLine(jobId)}: ${plainLine(state ?? "")} (phase ${phase}), seen for ${formatDuration(inStateMs)}`,
  );
  return [
    `${reached} of ${total} jobs of cluster "${clusterId}" did ${REACHED[until]} within ${timeout}, but ${needed} must. Now: ${phasesText(counts)}.`,
    ...(lines.length === 0 ? [] : [`Longest in their state:\n\n${lines.join("\n")}`]),
    ...(strange === undefined
      ? []
      : [`The meaning of the state ${plainLine(strange.state ?? "")} is not known.`]),
    ...(unseen === 0 ? [] : [`Never seen: ${unseen}.`]),
    ...(error === null ? [] : [`The last attempt to read one of them failed: ${error.message}`]),
  ];
}
