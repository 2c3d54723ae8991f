import { plainLine } from "../../base/plain-text";
import type { JobStanding, JobsWaitRequest } from "../../ehpc/poll/poller";
import { formatDuration } from "../../notation/duration";
import type { Phase } from "../../notation/phase";
import { jobLines } from "../job-lines";
import { countParts, PHASES } from "../phase-counts";
import { type BarPart, drawBar } from "../terminal/bar";
import { type Colors, inPhase } from "../terminal/colors";
import type { Column } from "../terminal/columns";
import { fitLine, type LinePart } from "../terminal/fit-line";
import type { Room } from "../terminal/screen-room";
import { widthOf } from "../terminal/text-width";
import type { JobsBoard } from "./jobs-board";
import { jobsIn, requirementOf, timesOf } from "./jobs-words";

/** The wait that a frame shows. */
export type ShownWait = Pick<JobsWaitRequest, "clusterId" | "require" | "until">;

/** Characters of the parts of a bar, for terminals without colours. */
const CHARACTERS: Readonly<Record<Phase, string>> = {
  succeeded: "\u2588",
  failed: "\u00d7",
  running: "\u2592",
  pending: "\u2591",
  unknown: "?",
};

/**
 * Draws a wait for many jobs so that it fits the terminal: what is waited for, a bar, counts and times, and as many jobs as
 * there are lines left, jobs to look after first; then how many more there are.
 */
export function jobsFrame(wait: ShownWait, board: JobsBoard, room: Room, colors: Colors): string {
  const head = headOf(wait, board, room.width, colors);
  const left = { ...room, lines: room.lines - head.length };
  const table = board.progress === null ? [] : jobLines(columnsOf(board, colors), board.jobs, left, colors);
  return [...head, ...table].slice(0, room.lines).join("\n");
}

function headOf(wait: ShownWait, board: JobsBoard, columns: number, colors: Colors): string[] {
  const { progress, error } = board;
  if (progress === null) {
    return [
      fitLine([{ text: `Jobs of ${wait.clusterId}: reading`, decorate: colors.bold }], "", columns),
      fitLine(capitalized(timesOf(board)), ", ", columns),
    ];
  }
  const { counts, total, reached, needed } = progress;
  const title = `${jobsIn(total)} of ${wait.clusterId}: ${requirementOf(wait)}`;
  const label = ` ${reached}/${needed}`;
  const parts = PHASES.map(
    (phase): BarPart => ({
      count: counts[phase],
      character: CHARACTERS[phase],
      decorate: (text) => inPhase(text, phase, colors),
    }),
  );
  return [
    fitLine([{ text: title, decorate: colors.bold }], "", columns),
    drawBar(parts, Math.max(1, columns - widthOf(label))) + label,
    fitLine(countParts(counts, colors), "  ", columns),
    fitLine(capitalized(timesOf(board)), ", ", columns),
    ...(error === null
      ? []
      : [
          fitLine(
            [{ text: `A read failed: ${plainLine(error.message)}`, decorate: colors.yellow }],
            "",
            columns,
          ),
        ]),
  ];
}

function capitalized([first = "", ...others]: readonly string[]): LinePart[] {
  return [first.charAt(0).toUpperCase() + first.slice(1), ...others].map((text) => ({ text }));
}

function columnsOf(board: JobsBoard, colors: Colors): Column<JobStanding>[] {
  return [
    { header: "JOB ID", text: ({ jobId }) => jobId, cutTo: 8 },
    { header: "NAME", text: (job) => board.factsOf(job)?.jobName ?? null, cutTo: 10, leaveOut: 1 },
    {
      header: "STATE",
      text: shownState,
      cutTo: 8,
      decorate: (text, { phase }) => inPhase(text, phase, colors),
    },
    {
      header: "FOR",
      text: (job) => (job.end === null && job.state !== null ? formatDuration(board.inStateMs(job)) : null),
      leaveOut: 2,
    },
    { header: "QUEUE", text: (job) => board.factsOf(job)?.jobQueue ?? null, cutTo: 8, leaveOut: 4 },
    { header: "NODES", text: (job) => board.factsOf(job)?.nodeList ?? null, cutTo: 10, leaveOut: 3 },
  ];
}

function shownState({ end, state }: JobStanding): string | null {
  return end === "lost" ? `lost${state === null ? "" : ` (${state})`}` : state;
}
