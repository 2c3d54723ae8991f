import type { Clock } from "../../base/clock";
import { plainLine } from "../../base/plain-text";
import type { JobStanding, JobsChange } from "../../ehpc/poll/poller";
import { jsonLine } from "../json-text";
import { countsText } from "../phase-counts";
import { colorsFor } from "../terminal/colors";
import { startLive } from "../terminal/live";
import { roomOn } from "../terminal/screen-room";
import type { Screen, Terminal } from "../terminal/terminal";
import type { JobsBoard } from "./jobs-board";
import { jobsFrame, type ShownWait } from "./jobs-frame";
import { reportedJob } from "./jobs-report";
import { jobsIn, requirementOf, timesOf } from "./jobs-words";

/** Shows the progress of a wait for many jobs. */
export interface JobsProgressView {
  /** Which jobs the wait is for. */
  selected(jobIds: readonly string[]): void;
  change(change: JobsChange): void;
  /** Ends the progress and removes what is live. */
  end(): void;
}

/** Minimum time between two plain lines about unchanged jobs, in milliseconds. */
const QUIET_MS = 60_000;
/** So many changed jobs of a round are named. */
const MOST_NAMED = 10;

/**
 * Shows a live table on a terminal. Elsewhere it writes lines: the jobs that changed, and how many stand how. With
 * `jsonLines`, standard output gets an object for each change.
 */
export async function startJobsProgress(
  wait: ShownWait,
  { jsonLines }: { jsonLines?: true },
  board: JobsBoard,
  terminal: Pick<Terminal, "out" | "note" | "outIsTerminal" | "openScreen" | "env">,
  clock: Clock,
): Promise<JobsProgressView> {
  const views: JobsProgressView[] = [
    { selected: (jobIds) => board.select(jobIds), change: (change) => board.change(change), end() {} },
  ];
  if (jsonLines) {
    views.push(objects(wait, terminal, clock));
  }
  if (!jsonLines || !terminal.outIsTerminal) {
    if (terminal.openScreen !== null) {
      views.push(liveTable(wait, board, await terminal.openScreen(), terminal, clock));
    } else if (!jsonLines) {
      views.push(plainLines(wait, board, terminal, clock));
    }
  }
  const each = (tell: (view: JobsProgressView) => void) => views.forEach(tell);
  return {
    selected: (jobIds) => each((view) => view.selected(jobIds)),
    change: (change) => each((view) => view.change(change)),
    end: () => each((view) => view.end()),
  };
}

function liveTable(
  wait: ShownWait,
  board: JobsBoard,
  screen: Screen,
  { env }: Pick<Terminal, "env">,
  clock: Clock,
): JobsProgressView {
  const colors = colorsFor(env, true);
  const live = startLive(screen, clock, () => jobsFrame(wait, board, roomOn(screen), colors));
  return { selected: () => live.redraw(), change: () => live.redraw(), end: () => live.end() };
}

function plainLines(
  wait: ShownWait,
  board: JobsBoard,
  { note }: Pick<Terminal, "note">,
  clock: Clock,
): JobsProgressView {
  let last: { at: number; counts: string; error: string | null } | null = null;
  return {
    selected: (jobIds) => note(`${jobsIn(jobIds.length)} of ${wait.clusterId}: ${requirementOf(wait)}.\n`),
    change({ changed, counts, error }) {
      const at = clock.monotonicMs();
      const isFirst = last === null;
      // The first round is about all jobs: their numbers say enough.
      for (const job of isFirst ? [] : changed.slice(0, MOST_NAMED)) {
        note(`${describeStanding(job, board.factsOf(job)?.jobName ?? null)}\n`);
      }
      if (!isFirst && changed.length > MOST_NAMED) {
        note(`and ${changed.length - MOST_NAMED} more jobs\n`);
      }
      const now = { counts: countsText(counts), error: error?.message ?? null };
      if (
        last !== null &&
        now.counts === last.counts &&
        now.error === last.error &&
        at - last.at < QUIET_MS
      ) {
        return;
      }
      last = { at, ...now };
      const trouble = now.error === null ? "" : ` (a read failed: ${plainLine(now.error)})`;
      note(`Now: ${now.counts}; ${timesOf(board).join(", ")}${trouble}\n`);
    },
    end() {},
  };
}

function describeStanding({ jobId, state, phase, end }: JobStanding, jobName: string | null): string {
  const name = jobName === null ? "" : ` (${plainLine(jobName)})`;
  const known = state === null ? "no state" : plainLine(state);
  const remark =
    end === "lost" ? ", not to be found" : phase === "unknown" && state !== null ? " (unknown state)" : "";
  return `Job ${plainLine(jobId)}${name}: ${known}${remark}`;
}

function objects(wait: ShownWait, { out }: Pick<Terminal, "out">, clock: Clock): JobsProgressView {
  const time = () => clock.now().toISOString();
  const cluster_id = wait.clusterId;
  return {
    selected: (jobIds) => out(jsonLine({ event: "jobs", time: time(), cluster_id, job_ids: jobIds })),
    change({ changed }) {
      for (const job of changed) {
        const { stderr_tail: _, ...told } = reportedJob(job);
        out(jsonLine({ event: "job", time: time(), cluster_id, ...told }));
      }
    },
    end() {},
  };
}
