import type { JobsWaitRequest } from "../../ehpc/poll/poller";
import { formatDuration } from "../../notation/duration";
import type { JobsBoard } from "./jobs-board";

/** `1 job`, `2 jobs`. */
export function jobsIn(count: number): string {
  return count === 1 ? "1 job" : `${count} jobs`;
}

/** What a wait is for, such as `all have to succeed`. */
export function requirementOf({ require, until }: Pick<JobsWaitRequest, "require" | "until">): string {
  const aim = until === "succeeded" ? "succeed" : "end";
  switch (require.kind) {
    case "all":
      return `all have to ${aim}`;
    case "any":
      return `any one has to ${aim}`;
    case "number":
      return `${require.jobs} ${require.jobs === 1 ? "has" : "have"} to ${aim}`;
    case "share":
      return `${require.percent}% have to ${aim}`;
  }
}

/** What is known of the time of a wait, the most important first. */
export function timesOf(board: Pick<JobsBoard, "waitedMs" | "leftMs" | "restMs" | "nextLookMs">): string[] {
  const { restMs, nextLookMs } = board;
  return [
    `waited ${formatDuration(board.waitedMs)}`,
    ...(restMs === null ? [] : [restMs < 1_000 ? "about to end" : `about ${roughly(restMs)} to go`]),
    `${formatDuration(board.leftMs)} left`,
    ...(nextLookMs === null
      ? []
      : [nextLookMs > 0 ? `next read in ${formatDuration(Math.max(1_000, nextLookMs))}` : "reading"]),
  ];
}

/** An estimate does not know seconds of an hour, nor of a quarter of one. */
function roughly(ms: number): string {
  const unit = ms >= 3_600_000 ? 300_000 : ms >= 900_000 ? 60_000 : ms >= 60_000 ? 10_000 : 1_000;
  return formatDuration(Math.max(1, Math.round(ms / unit)) * unit);
}
