import type { Clock } from "../../base/clock";
import type { EhpcError } from "../../base/errors";
import { plainLine } from "../../base/plain-text";
import { formatDuration } from "../../notation/duration";
import { jobLines } from "../job-lines";
import { jsonLine } from "../json-text";
import { countParts, countPhases } from "../phase-counts";
import { type Colors, colorsFor } from "../terminal/colors";
import { tabbedLines } from "../terminal/columns";
import { fitLine } from "../terminal/fit-line";
import { startLive } from "../terminal/live";
import { type Room, roomOn } from "../terminal/screen-room";
import type { Screen, Terminal } from "../terminal/terminal";
import type { ClusterJobs, JobChange, WatchedJob } from "./cluster-jobs";
import { jobColumns } from "./job-columns";

/** Shows a watch to a person, or tells a program of it. */
export interface WatchView {
  /** Takes in a read. @param nextMs milliseconds until the next */
  read(changes: readonly JobChange[], nextMs: number): void;
  /** Takes in a read that failed for the time being. */
  failed(error: EhpcError, nextMs: number): void;
  end(): void;
}

/** Shows the jobs as a table on a terminal, and otherwise a line or a JSON object for each change. */
export async function startWatchView(
  { cluster, jsonLines }: { cluster: string; jsonLines?: true },
  jobs: ClusterJobs,
  terminal: Pick<Terminal, "out" | "note" | "outIsTerminal" | "openScreen" | "env">,
  clock: Clock,
): Promise<WatchView> {
  if (!jsonLines && terminal.outIsTerminal && terminal.openScreen !== null) {
    return liveTable(cluster, jobs, await terminal.openScreen(), terminal, clock);
  }
  const note = (error: EhpcError) => terminal.note(`${trouble(error)}\n`);
  const time = () =>
    clock
      .now()
      .toISOString()
      .replace(/\.\d+Z$/, "Z");
  return {
    read(changes) {
      for (const change of changes) {
        terminal.out(jsonLines ? jsonLine(event(cluster, time(), change)) : plain(time(), change));
      }
    },
    failed: note,
    end() {},
  };
}

/** What a program is told of a change. */
function event(cluster: string, time: string, { job, previousState }: JobChange): object {
  const { isUnfinished, ...described } = job;
  return {
    event: "job",
    time,
    cluster_id: cluster,
    job_id: described.job_id,
    job_name: described.job_name,
    state: described.state,
    phase: described.phase,
    previous_state: previousState,
    unfinished: isUnfinished,
    run_as_user: described.run_as_user,
    job_queue: described.job_queue,
    node_list: described.node_list,
    create_time: described.create_time,
    start_time: described.start_time,
  };
}

function plain(time: string, { job }: JobChange): string {
  const columns = [(row: WatchedJob) => row.job_id, (row: WatchedJob) => row.job_name, shownState, phaseOf];
  return tabbedLines(
    [{ header: "TIME", text: () => time }, ...columns.map((text) => ({ header: "", text }))],
    [job],
  );
}

function phaseOf({ phase }: WatchedJob): string {
  return phase;
}

/** A job without a state that is not unfinished any more is one that the scheduler has forgotten. */
function shownState({ state, isUnfinished }: WatchedJob): string | null {
  return state ?? (isUnfinished ? null : "forgotten");
}

function trouble(error: EhpcError): string {
  return `A read failed: ${plainLine(error.message)}`;
}

function liveTable(
  cluster: string,
  jobs: ClusterJobs,
  screen: Screen,
  terminal: Pick<Terminal, "note" | "env">,
  clock: Clock,
): WatchView {
  const colors = colorsFor(terminal.env, true);
  const state: WatchState = { readAt: null, nextAt: clock.monotonicMs(), error: null };
  const draw = () =>
    watchFrame(cluster, jobs.jobs, state, { room: roomOn(screen), colors, at: clock.monotonicMs() });
  const live = startLive(screen, clock, draw);
  const seen = (error: EhpcError | null, nextMs: number) => {
    const at = clock.monotonicMs();
    Object.assign(state, { readAt: error === null ? at : state.readAt, nextAt: at + nextMs, error });
    live.redraw();
  };
  return {
    read: (_changes, nextMs) => seen(null, nextMs),
    failed: seen,
    end() {
      const last = draw();
      live.end();
      // What was seen last stays on the terminal.
      if (state.readAt !== null) {
        terminal.note(`${last}\n`);
      }
    },
  };
}

interface WatchState {
  /** When the jobs were read last; `null` before the first read. */
  readAt: number | null;
  nextAt: number;
  error: EhpcError | null;
}

/** Draws a watch so that it fits the terminal. */
export function watchFrame(
  cluster: string,
  jobs: readonly WatchedJob[],
  { readAt, nextAt, error }: WatchState,
  { room, colors, at }: { room: Room; colors: Colors; at: number },
): string {
  const unfinished = jobs.filter(({ isUnfinished }) => isUnfinished).length;
  const title = readAt === null ? `${cluster}: reading` : `${cluster}: ${unfinished} unfinished`;
  const times = [
    ...(readAt === null ? [] : [`Read ${formatDuration(at - readAt)} ago`]),
    nextAt > at ? `next read in ${formatDuration(Math.max(1_000, nextAt - at))}` : "reading",
    "Ctrl-C ends",
  ];
  const counts = countParts(countPhases(jobs), colors);
  const head = [
    fitLine([{ text: title, decorate: colors.bold }], "", room.width),
    ...(counts.length === 0 ? [] : [fitLine(counts, "  ", room.width)]),
    fitLine(
      times.map((text) => ({ text })),
      ", ",
      room.width,
    ),
    ...(error === null ? [] : [fitLine([{ text: trouble(error), decorate: colors.yellow }], "", room.width)]),
  ];
  const shown = jobs.map((job) => ({ ...job, state: shownState(job) }));
  const table = jobLines(jobColumns(colors), shown, { ...room, lines: room.lines - head.length }, colors);
  return [...head, ...table].slice(0, room.lines).join("\n");
}
