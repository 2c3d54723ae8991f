import type { Clock } from "../../base/clock";
import { EhpcError } from "../../base/errors";
import { plainLine } from "../../base/plain-text";
import type { QueuePlace } from "../../ehpc/list/queue-place";
import type { Look } from "../../ehpc/poll/poller";
import { formatDuration } from "../../notation/duration";
import { type Phase, sameState } from "../../notation/phase";

/** The options of {@link startWaitProgress}. */
export interface WaitProgressOptions {
  /** Shows a sentence to the user. */
  tell: (sentence: string) => void;
  /** Finds the place in the queue of a job that is pending; `null` where it is not known. */
  findPlace: () => Promise<QueuePlace | null>;
  clock: Pick<Clock, "monotonicMs">;
  /** Logs why the place is not known. */
  log: (message: string) => void;
}

/** Shows how a job stands to whom waits for it. */
export interface WaitProgress {
  look(look: Look): void;
  /** The last known phase; `null` before the first look. */
  phase(): Phase | null;
  /** Nothing is shown from now on. */
  end(): void;
}

/** A pipeline that prints nothing for longer may be taken for dead, in milliseconds. */
const QUIET_MS = 600_000;
/** Milliseconds between two looks at the queue, each of which lists jobs. */
const PLACE_MS = 60_000;

/** Shows each change once, and the time in a state that does not change every ten minutes. */
export function startWaitProgress({ tell, findPlace, clock, log }: WaitProgressOptions): WaitProgress {
  let last: { readonly look: Look; readonly since: number } | null = null;
  let toldAt = 0;
  let isTroubled = false;
  let isOver = false;
  let placeAt = Number.NEGATIVE_INFINITY;
  let toldPlace = "";

  function say(sentence: string): void {
    if (!isOver) {
      toldAt = clock.monotonicMs();
      tell(sentence);
    }
  }

  async function tellPlace(): Promise<void> {
    placeAt = Number.POSITIVE_INFINITY;
    try {
      const place = await findPlace();
      const sentence = place === null ? "" : placeSentence(place);
      if (sentence !== "" && sentence !== toldPlace && last?.look.phase === "pending") {
        toldPlace = sentence;
        say(sentence);
      }
      placeAt = clock.monotonicMs() + PLACE_MS;
    } catch (error) {
      // The place is an addition: the wait itself reports what is wrong.
      log(`the place in the queue is not known: ${error instanceof Error ? error.message : String(error)}`);
      if (error instanceof EhpcError && error.transient) {
        placeAt = clock.monotonicMs() + PLACE_MS;
      }
    }
  }

  return {
    look(look) {
      const now = clock.monotonicMs();
      const before = last;
      last = { look, since: now - look.inStateMs };
      if (look.error !== null) {
        if (!isTroubled) {
          say(`The job cannot be read at the moment. ${look.error.message}`);
        }
        isTroubled = true;
        return;
      }
      const isNew = before === null || !sameState(look.state, before.look.state);
      if (isNew) {
        const waited = before === null || before.look.state === null ? null : last.since - before.since;
        say(stateSentence(look, waited, before?.look.state ?? null));
        toldPlace = "";
      } else if (isTroubled) {
        say(`The job can be read again. ${standing(look)}`);
      } else if (now - toldAt >= QUIET_MS) {
        say(standing(look));
      }
      isTroubled = false;
      if (look.phase === "pending" && now >= placeAt) {
        void tellPlace();
      }
    },
    phase: () => last?.look.phase ?? null,
    end() {
      isOver = true;
    },
  };
}

function standing({ state, inStateMs }: Look): string {
  return `State: ${shownState(state)}, for ${formatDuration(inStateMs)}.`;
}

function stateSentence(
  { state, phase, graceLeftMs }: Look,
  waitedMs: number | null,
  from: string | null,
): string {
  const after = waitedMs === null ? "" : `, after ${formatDuration(waitedMs)} in ${shownState(from)}`;
  const unknown =
    phase === "unknown" && state !== null
      ? " The meaning of this state is not known, so it ends nothing. Add it to success_states or failure_states if it is an end."
      : "";
  const grace =
    graceLeftMs === null
      ? ""
      : ` The scheduler may requeue the job, so this counts as its end only in ${formatDuration(graceLeftMs)}.`;
  return `State: ${shownState(state)}${after}.${unknown}${grace}`;
}

function shownState(state: string | null): string {
  return state === null ? "(none)" : plainLine(state);
}

function placeSentence({ queue, before }: QueuePlace): string {
  const jobs = before === 0 ? "No pending job" : before === 1 ? "1 pending job" : `${before} pending jobs`;
  return `${jobs} of queue ${plainLine(queue)} ${before > 1 ? "were" : "was"} submitted before it.`;
}
