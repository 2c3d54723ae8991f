import type { Clock } from "../../base/clock";
import type { Look } from "../../ehpc/poll/poller";
import { formatDuration } from "../../notation/duration";
import { sameState } from "../../notation/phase";
import { startLive } from "../terminal/live";
import type { Screen, Terminal } from "../terminal/terminal";
import { describeLook } from "./describe-look";

/** Shows the progress of a wait to a person. */
export interface Progress {
  look(look: Look): void;
  /** Ends the progress and removes a live line. */
  end(): void;
}

/** Minimum time between two plain lines about an unchanged job. */
const QUIET_MS = 60_000;

/** The wait that a progress is about. */
export interface ShownJobWait {
  jobId: string;
  /** The time of the wait, which begins now, in milliseconds. */
  timeoutMs: number;
  /** When the job says that it started; `null` where it does not. */
  startTime: () => string | null;
}

/** Shows live lines on a terminal. Elsewhere, it writes a line per change of state, and otherwise at most one per minute. */
export async function startProgress(
  wait: ShownJobWait,
  terminal: Pick<Terminal, "note" | "openScreen">,
  clock: Pick<Clock, "monotonicMs" | "sleep">,
): Promise<Progress> {
  const begunAt = clock.monotonicMs();
  const times = () => {
    const waitedMs = clock.monotonicMs() - begunAt;
    return `waited ${formatDuration(waitedMs)}, ${formatDuration(Math.max(0, wait.timeoutMs - waitedMs))} left`;
  };
  return terminal.openScreen === null
    ? plainLines(wait, times, terminal, clock)
    : liveLines(wait, times, await terminal.openScreen(), clock);
}

function plainLines(
  { jobId, startTime }: ShownJobWait,
  times: () => string,
  terminal: Pick<Terminal, "note">,
  clock: Pick<Clock, "monotonicMs">,
): Progress {
  let last: { at: number; state: string | null } | null = null;
  return {
    look(look) {
      const at = clock.monotonicMs();
      if (last !== null && sameState(look.state, last.state) && at - last.at < QUIET_MS) {
        return;
      }
      last = { at, state: look.state };
      terminal.note(`${describeLook(jobId, look, 0, startTime())}; ${times()}\n`);
    },
    end() {},
  };
}

function liveLines(
  { jobId, startTime }: ShownJobWait,
  times: () => string,
  screen: Screen,
  clock: Pick<Clock, "monotonicMs" | "sleep">,
): Progress {
  let last: { at: number; look: Look } | null = null;
  const live = startLive(screen, clock, () => {
    const job =
      last === null
        ? `Job ${jobId}: reading`
        : describeLook(jobId, last.look, clock.monotonicMs() - last.at, startTime());
    return `${job}\nW${times().slice(1)}`;
  });
  return {
    look(look) {
      last = { at: clock.monotonicMs(), look };
      live.redraw();
    },
    end: live.end,
  };
}
