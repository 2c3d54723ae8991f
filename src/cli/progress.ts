import type { Clock } from "../base/clock";
import type { Look } from "../ehpc/poll/poller";
import { sameState } from "../notation/phase";
import { describeLook } from "./describe-look";
import type { Screen, Terminal } from "./terminal";

/** Shows a person how a wait goes on. */
export interface Progress {
  look(look: Look): void;
  /** Ends it; a live line is gone then. */
  end(): void;
}

/** A live line goes on counting between looks. */
const TICK_MS = 1_000;
/** Where lines stay, a job that goes on as it is takes at most one in this time. */
const QUIET_MS = 60_000;

/** A live line on a terminal; elsewhere, a line for each change of state and at most one a minute else. */
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
      if (last !== null && sameState(look.state, last.state) && at - last.at < QUIET_MS) return;
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
