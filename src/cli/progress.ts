import type { Clock } from "../base/clock";
import type { Look } from "../ehpc/poll/poller";
import { sameState } from "../notation/phase";
import { describeLook } from "./describe-look";
import { startLive } from "./live";
import type { Screen, Terminal } from "./terminal";

/** Shows the progress of a wait to a person. */
export interface Progress {
  look(look: Look): void;
  /** Ends the progress and removes a live line. */
  end(): void;
}

/** Minimum time between two plain lines about an unchanged job. */
const QUIET_MS = 60_000;

/** Shows a live line on a terminal. Elsewhere, it writes a line per change of state, and otherwise at most one per minute. */
export async function startProgress(
  jobId: string,
  terminal: Pick<Terminal, "note" | "openScreen">,
  clock: Pick<Clock, "monotonicMs" | "sleep">,
): Promise<Progress> {
  return terminal.openScreen === null
    ? plainLines(jobId, terminal, clock)
    : liveLine(jobId, await terminal.openScreen(), clock);
}

function plainLines(
  jobId: string,
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
      terminal.note(`${describeLook(jobId, look, 0)}\n`);
    },
    end() {},
  };
}

function liveLine(jobId: string, screen: Screen, clock: Pick<Clock, "monotonicMs" | "sleep">): Progress {
  let last: { at: number; look: Look } | null = null;
  const live = startLive(screen, clock, () =>
    last === null ? `Job ${jobId}: reading` : describeLook(jobId, last.look, clock.monotonicMs() - last.at),
  );
  return {
    look(look) {
      last = { at: clock.monotonicMs(), look };
      live.redraw();
    },
    end: live.end,
  };
}
