import type { Clock } from "../base/clock";
import type { Look } from "../ehpc/poll/poller";
import { sameState } from "../notation/phase";
import { describeLook } from "./describe-look";
import type { Screen, Terminal } from "./terminal";

/** Shows the progress of a wait to a person. */
export interface Progress {
  look(look: Look): void;
  /** Ends the progress and removes a live line. */
  end(): void;
}

/** How often a live line is redrawn between reads. */
const TICK_MS = 1_000;
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
  const ended = new AbortController();
  let last: { at: number; look: Look } | null = null;
  const draw = () =>
    screen.show(
      last === null ? `Job ${jobId}: reading` : describeLook(jobId, last.look, clock.monotonicMs() - last.at),
    );
  const goOn = (): void => {
    draw();
    clock.sleep(TICK_MS, ended.signal).then(goOn, () => {});
  };
  goOn();
  return {
    look(look) {
      last = { at: clock.monotonicMs(), look };
      draw();
    },
    end() {
      ended.abort();
      screen.clear();
    },
  };
}
