import type { EhpcError } from "../../../src/base/errors";
import type { JobStanding, JobsOutcome } from "../../../src/ehpc/poll/poller";
import { judgeEnd } from "../bodies/judge-body";
import type { Record } from "../lives/make-life";
import type { SweepStory, SweepWait, Swept } from "./make-sweep";
import type { SentPage, SweepCluster, Told } from "./sweep-cluster";

/** A wait in the moment that it ends, and all that was sent until then. */
export interface EndedSweep {
  readonly wait: SweepWait;
  readonly story: SweepStory;
  readonly begunAt: number;
  /** When it was told which jobs it is for, and which these are; `null` before that. */
  readonly selected: { readonly at: number; readonly jobIds: readonly string[] } | null;
  readonly endedAt: number;
  /** When each job was taken for ended, by its ID. */
  readonly takenAt: ReadonlyMap<string, number>;
  /** How long the process was stopped in all, in milliseconds. */
  readonly stoppedMs: number;
  readonly cluster: Pick<SweepCluster, "told" | "pages" | "lies">;
}

/** A wait whose process was stopped may take so much longer, in milliseconds. */
const LAST_LOOK_MS = 7_000;
/** Who joins others is told the last answer, if it is no older than this, in milliseconds, and what is being read. */
const YOUNG_MS = 2_000;
const CALLS_OF_A_LOOK = 4;
/** Sums of fractions are rounded. */
const ROUNDING_MS = 0.01;

const TAKEN_BACK = /^(?:PREEMPTED|NODE_FAIL|BOOT_FAIL|PR|NF|BF)$/i;

/** What is wrong with how a wait came out. */
export function judgeOutcome(ended: EndedSweep, outcome: JobsOutcome): string[] {
  const { wait, story } = ended;
  const { jobs, kind } = outcome;
  const total = jobs.length;
  const reached = jobs.filter(({ end }) => end === "reached").length;
  const failed = jobs.filter(({ end }) => end === "failed" || end === "lost").length;
  const needed = neededOf(wait, total);
  const complaints = [...judgeTime(ended, kind), ...judgeSelection(ended, jobs)];
  if ((kind === "reached") !== reached >= needed) {
    complaints.push(`Ends as ${kind} with ${reached} of ${total}, and ${needed} are needed.`);
  }
  const isImpossible = total - failed < needed;
  const areOver = jobs.every(({ end }) => end !== null) || ended.endedAt - ended.begunAt >= wait.timeoutMs;
  if (kind === "failed" && !(isImpossible && (wait.failFast || areOver))) {
    complaints.push(`Fails with ${failed} of ${total} failed, and ${needed} are needed.`);
  }
  const counted = Object.values(outcome.counts).reduce((sum, count) => sum + count, 0);
  if (counted !== total || outcome.reached !== reached || outcome.needed !== needed) {
    complaints.push(`Counts ${counted} of ${total} jobs.`);
  }
  for (const standing of jobs) {
    const job = story.jobs.find(({ id }) => isNamed(id, standing.jobId));
    if (job === undefined) {
      complaints.push(`Waits for job ${standing.jobId}, which is none of them.`);
    } else {
      complaints.push(...judgeJob(ended, job, standing));
    }
  }
  return complaints;
}

function neededOf({ require }: Pick<SweepWait, "require">, total: number): number {
  if (require === "all") {
    return total;
  }
  if (require === "any") {
    return 1;
  }
  return require.endsWith("%") ? Math.ceil((total * Number(require.slice(0, -1))) / 100) : Number(require);
}

function isNamed(id: string, asked: string): boolean {
  return id === asked || id === `${asked}.manager`;
}

/** No wait is longer than it may be, and none is over for its time before. */
function judgeTime({ wait, begunAt, endedAt, stoppedMs }: EndedSweep, kind: string): string[] {
  const waitedMs = endedAt - begunAt;
  const late = stoppedMs > 0 ? stoppedMs + LAST_LOOK_MS : 0;
  const isEarly = kind === "timeout" && waitedMs < wait.timeoutMs - ROUNDING_MS;
  // What is left of the time is a millisecond at least.
  const isLate = waitedMs > wait.timeoutMs + late + 1 + ROUNDING_MS;
  return isEarly || isLate ? [`Time-out of ${wait.timeoutMs} ms: ends as ${kind} after ${waitedMs} ms.`] : [];
}

/** None of the jobs may be missing. */
function judgeSelection(ended: EndedSweep, jobs: readonly JobStanding[]): string[] {
  const { story, begunAt, selected, cluster } = ended;
  const selectedAt = selected?.at ?? begunAt;
  const isLiedTo = cluster.lies.some((at) => at >= begunAt && at <= selectedAt);
  const isByName = story.chosen === "name" || story.chosen === "regex";
  if (isByName && isLiedTo) {
    return [];
  }
  const wanted = story.jobs.filter((job) => !isByName || isThereAllTheTime(job, begunAt, selectedAt));
  const missing = wanted.filter(({ id }) => !jobs.some(({ jobId }) => isNamed(id, jobId)));
  const twice = jobs.length - new Set(jobs.map(({ jobId }) => jobId)).size;
  return [
    ...(missing.length > 0 ? [`Leaves out ${missing.length} of ${wanted.length} jobs.`] : []),
    ...(twice > 0 ? [`Counts ${twice} jobs twice.`] : []),
  ];
}

/** Whether a job of the name is there between two times. */
function isThereAllTheTime({ turns }: Swept, from: number, to: number): boolean {
  const before = turns.filter(({ at }) => at <= from).at(-1);
  const all = [before, ...turns.filter(({ at }) => at > from && at <= to)];
  return all.every((turn) => turn?.record?.name?.startsWith("train") === true);
}

/** What is wrong with how one of the jobs came out. */
function judgeJob(ended: EndedSweep, job: Swept, { jobId, end, state, error }: JobStanding): string[] {
  if (end === null) {
    return [];
  }
  if (end === "lost") {
    return judgeLoss(ended, job, error);
  }
  const { wait, cluster, selected, begunAt } = ended;
  const since = selected?.at ?? begunAt;
  const youngMs = YOUNG_MS + CALLS_OF_A_LOOK * ended.story.latencyMs;
  const takenAt = ended.takenAt.get(jobId) ?? ended.endedAt;
  const told = (cluster.told.get(job.id) ?? []).filter(({ from }) => from <= takenAt);
  const own = told.filter(({ isEarlier }) => !isEarlier);
  const heard = own.filter(({ until }) => until >= since - youngMs);
  const isMeant = ({ record }: Told) =>
    (record.state ?? "").trim() === (state ?? "").trim() && endOf(record, wait) === end;
  const last = heard.filter(isMeant).at(-1);
  if (last === undefined) {
    const hasNotSeenIt = heard.length === 0 && job.earlier !== null;
    return hasNotSeenIt && areListsWhole(ended, takenAt)
      ? []
      : [`Takes a job for ${end} in state ${state}, and no answer says so.`];
  }
  const [first] = heard;
  if (first !== undefined && !isOneOwner(first.record, last.record)) {
    return [`Takes a job for ${end} by the end of another one.`];
  }
  return judgeGrace(wait, own.slice(0, own.indexOf(last) + 1), last, takenAt);
}

function endOf({ state }: Record, { until }: SweepWait): "reached" | "failed" | null {
  const end = judgeEnd(state);
  return end === null ? null : end === "succeeded" || until === "finished" ? "reached" : "failed";
}

function isOneOwner(one: Record, other: Record): boolean {
  return (["name", "user"] as const).every(
    (part) => one[part] === null || other[part] === null || one[part] === other[part],
  );
}

/** An end that the scheduler may take back has been there for the grace, in the same run. */
function judgeGrace(
  { requeueGraceMs }: SweepWait,
  told: readonly Told[],
  last: Told,
  takenAt: number,
): string[] {
  if (requeueGraceMs === 0 || !TAKEN_BACK.test(last.record.state ?? "")) {
    return [];
  }
  const isOther = ({ record }: Told) => !isSameRun(record, last.record);
  const others = told.reduce((count, one, index) => (isOther(one) ? index + 1 : count), 0);
  const stoodMs = Math.min(last.askedAt, takenAt) - (told[others]?.from ?? 0);
  return stoodMs >= requeueGraceMs - ROUNDING_MS
    ? []
    : [`Takes ${last.record.state} for the end after ${stoodMs} ms of ${requeueGraceMs}.`];
}

function isSameRun(one: Record, other: Record): boolean {
  return (
    one.state === other.state &&
    isOneOwner(one, other) &&
    (["createTime", "startTime"] as const).every(
      (part) => one[part] === null || other[part] === null || one[part] === other[part],
    )
  );
}

/**
 * Whether a wait could not know better that has never seen a job, whose ID an earlier one had: the list of unfinished
 * jobs is whole by its own count, and lacks it.
 */
function areListsWhole({ selected, begunAt, cluster }: EndedSweep, takenAt: number): boolean {
  const since = selected?.at ?? begunAt;
  const pages = cluster.pages.filter(({ at }) => at >= since && at <= takenAt);
  const whole = readingsOf(pages).filter(isWhole);
  return whole.some((pages) => pages.length === 1) || whole.length > 1;
}

/** A reading begins with its first page. */
function readingsOf(pages: readonly SentPage[]): SentPage[][] {
  const readings: SentPage[][] = [];
  for (const page of pages) {
    if (page.number === 1) {
      readings.push([page]);
    } else {
      readings.at(-1)?.push(page);
    }
  }
  return readings;
}

function isWhole(pages: readonly SentPage[]): boolean {
  const ids = new Set(pages.flatMap((page) => page.ids));
  return pages.every(({ total }) => total === null || total === ids.size);
}

/** A job is lost where the scheduler does not know it, or says so, or its ID passes to another job. */
function judgeLoss({ story, begunAt }: EndedSweep, { turns }: Swept, error: EhpcError | null): string[] {
  const kind = error?.kind ?? "nothing";
  const owners = new Set(turns.map(({ record }) => `${record?.name}/${record?.user}`));
  if (kind === "job-changed") {
    return owners.size > 1 || story.spells.some(({ trouble }) => trouble.startsWith("poison"))
      ? []
      : ["Takes a job for another that is the same."];
  }
  const isKnown = turns.every(({ record }) => record !== null) && story.spells.length === 0;
  return isKnown && begunAt >= 0 ? [`Loses a job that is there, with ${kind}.`] : [];
}

/** What is wrong with the error of a wait. */
export function judgeError(ended: EndedSweep, { kind }: EhpcError): string[] {
  const { wait, story, selected } = ended;
  if (kind === "aborted") {
    return wait.leavesAt === null ? ["Aborts a wait that nobody left."] : [];
  }
  const late = judgeTime(ended, kind);
  const isUndisturbed = story.spells.length === 0;
  // Jobs that come and go while they are listed, or arrays that tell not enough, cannot be selected.
  const isOfSelection =
    selected === null &&
    (story.chosen === "array"
      ? kind === "array-undecided" && (!story.tellsRequest || story.groups)
      : story.chosen !== "ids" && ["job-not-found", "bad-answer"].includes(kind) && !story.calm);
  const isOfTime = kind === "timeout" && selected === null;
  return isUndisturbed && !isOfSelection && !isOfTime ? [...late, `Ends with ${kind} undisturbed.`] : late;
}

/** In a calm story, the wait is over in the time between two looks, and of the grace, after it can be. */
export function judgePromptness({ wait, story, begunAt, endedAt }: EndedSweep): string[] {
  if (!story.calm) {
    return [];
  }
  const ends = story.jobs.map((job) => endIn(job, wait, begunAt)).sort((one, other) => one.at - other.at);
  const total = ends.length;
  const needed = neededOf(wait, total);
  // Where ends that are taken back count, more jobs fail than in the end, and the others do not suffice.
  const isRestless = story.jobs.some((job) => mayFailBefore(job, wait));
  const good = ends.filter(({ end }) => end === "reached");
  const bad = ends.filter(({ end }) => end === "failed");
  const reachedAt = isRestless ? undefined : good.at(needed - 1)?.at;
  const fatalAt = needed > total ? ends[0]?.at : bad.at(total - needed)?.at;
  const allOverAt = isRestless || fatalAt === undefined ? undefined : ends.at(-1)?.at;
  const failedAt = wait.failFast ? fatalAt : allOverAt;
  const lookMs = Math.max(30_000, wait.intervalMs ?? 0) + 20 * story.latencyMs + 15_000;
  const dueAt = Math.max(begunAt, Math.min(reachedAt ?? Infinity, failedAt ?? Infinity)) + lookMs;
  return endedAt <= dueAt ? [] : [`Notices at ${endedAt} ms what was due at ${dueAt - lookMs} ms.`];
}

/** Whether an end that the scheduler takes back lasts longer than the grace: whoever sees it takes it for the end. */
function mayFailBefore({ turns }: Swept, { requeueGraceMs }: SweepWait): boolean {
  return turns.some(({ at, record }, index) => {
    const next = turns[index + 1];
    return next !== undefined && TAKEN_BACK.test(record?.state ?? "") && next.at - at >= requeueGraceMs;
  });
}

/** How a job ends, and when that is sure. */
function endIn(
  { turns }: Swept,
  wait: SweepWait,
  begunAt: number,
): { at: number; end: "reached" | "failed" | null } {
  const last = turns.at(-1);
  if (last?.record == null) {
    return { at: Infinity, end: null };
  }
  const graceMs = TAKEN_BACK.test(last.record.state ?? "") ? wait.requeueGraceMs * 1.5 : 0;
  return { at: Math.max(begunAt, last.at) + graceMs, end: endOf(last.record, wait) };
}
