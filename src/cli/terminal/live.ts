import type { Clock } from "../../base/clock";
import type { Screen } from "./terminal";

/** How often a live text is redrawn while nothing new comes, in milliseconds. */
const TICK_MS = 1_000;

/** A text on a terminal that is redrawn every second. */
export interface Live {
  /** Redraws it at once. */
  redraw(): void;
  /** Removes it. */
  end(): void;
}

/** Shows what `draw` returns on `screen`, from now on. */
export function startLive(screen: Screen, clock: Pick<Clock, "sleep">, draw: () => string): Live {
  const ended = new AbortController();
  const redraw = () => screen.show(draw());
  const goOn = (): void => {
    redraw();
    clock.sleep(TICK_MS, ended.signal).then(goOn, () => {});
  };
  goOn();
  return {
    redraw,
    end() {
      ended.abort();
      screen.clear();
    },
  };
}
