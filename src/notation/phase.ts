import { type KnownState, type Phase, VOCABULARIES } from "./known-states";

export type { Phase } from "./known-states";

/** The caller's classification of states; it takes precedence over the built-in one. */
export interface StateLists {
  /** States that count as succeeded. */
  successStates?: readonly string[] | null;
  /** States that count as failed. A state in both lists counts as failed. */
  failureStates?: readonly string[] | null;
}

/** What a state says. */
type Reading = Pick<KnownState, "phase" | "mayRestart" | "accompanies">;

const UNREADABLE: Reading = { phase: "unknown" };

/**
 * If a text has several meanings or several states, the first of these counts: it is not an end while a part says, or may
 * say, that the job continues, and it is not a success next to a failure.
 */
const PRECEDENCE: readonly Phase[] = ["pending", "running", "unknown", "failed", "succeeded"];

/** What the built-in reading says of a state, by its {@link normalised} form. */
const READINGS: ReadonlyMap<string, Reading> = readStates();

/**
 * The phase of a job in `state`. States are compared by {@link sameState}. The lists of the caller win over the built-in
 * reading, `VOCABULARIES`; a state that neither knows, and no state at all, is `unknown`.
 *
 * Schedulers use the same letters for different things: PBS's F is any end, Slurm's a failure. Several states separated
 * by commas are one text, as newer Slurm prints them (`RUNNING,COMPLETING`). In both cases the reading counts that is
 * furthest from a success: pending, then running, unknown, failed, succeeded. So `FAILED,COMPLETING` is running. A success
 * beside a flag that speaks of a failure is unknown (`COMPLETED,LAUNCH_FAILED`).
 *
 * A failure may have a remark (`CANCELLED by 1000`), and may be cut off before a `+`, as `sacct` does (`OUT_OF_ME+`):
 * all states that begin so are failures then. Nothing else may be cut.
 */
export function classifyState(state: string | null, lists: StateLists = {}): Phase {
  return furthest(readAll(state, lists));
}

/**
 * Whether the scheduler may take back the end that `state` names, and run the job again under the same ID: after a
 * preemption, a failed node or a failed launch. Only the phase `failed` can be taken back. A state that the caller's own
 * lists name is final.
 */
export function mayRestart(state: string | null, lists: StateLists = {}): boolean {
  const readings = readAll(state, lists);
  return (
    furthest(readings) === "failed" &&
    readings.some((reading) => reading.mayRestart || reading.accompanies === "failure")
  );
}

/** Whether a job in this phase has ended. */
export function hasEnded(phase: Phase): boolean {
  return phase === "succeeded" || phase === "failed";
}

/**
 * Whether two texts are the same state: the case of A to Z and the number of blanks do not matter. No state is the same
 * as no state only. This is the one rule by which states are compared.
 */
export function sameState(a: string | null, b: string | null): boolean {
  return a === null || b === null ? a === b : a === b || normalised(a) === normalised(b);
}

/** The `states` that equal one of `others`, by {@link sameState}. */
export function sharedStates(states: readonly string[], others: readonly string[]): string[] {
  const normalOthers = new Set(others.map(normalised));
  return states.filter((state) => normalOthers.has(normalised(state)));
}

/** What each of the states in the text says. */
function readAll(text: string | null, lists: StateLists): readonly Reading[] {
  if (text === null) {
    return [];
  }
  const own = ownReadings(lists);
  const whole = normalised(text);
  const named = own.get(whole);
  return named === undefined ? whole.split(/ ?, ?/).map((state) => read(state, own)) : [named];
}

/** What one state says, in its normalised form. */
function read(state: string, own: ReadonlyMap<string, Reading>): Reading {
  const reading = own.get(state) ?? READINGS.get(state);
  if (reading !== undefined) {
    return reading;
  }
  const failure = READINGS.get(state.replace(/ BY \S+$/, "")) ?? readCut(state);
  // Only failures have remarks: "FINISHED+" is a truncated text, not a success.
  return failure?.phase === "failed" ? failure : UNREADABLE;
}

/** The combined meaning of all states with this beginning, for a text that is truncated with a `+`. */
function readCut(state: string): Reading | undefined {
  const beginning = state.slice(0, -1);
  if (beginning === "" || !state.endsWith("+")) {
    return undefined;
  }
  const possible = [...READINGS].filter(([known]) => known.startsWith(beginning));
  return possible.length === 0 ? undefined : possible.map(([, reading]) => reading).reduce(furthestReading);
}

function readStates(): ReadonlyMap<string, Reading> {
  const readings = new Map<string, Reading>();
  for (const { states, ...reading } of VOCABULARIES.flatMap((vocabulary) => vocabulary.states)) {
    for (const state of states.map(normalised)) {
      readings.set(state, furthestReading(reading, readings.get(state) ?? reading));
    }
  }
  return readings;
}

function ownReadings({ successStates, failureStates }: StateLists): ReadonlyMap<string, Reading> {
  const readings = new Map<string, Reading>();
  for (const state of successStates ?? []) {
    readings.set(normalised(state), { phase: "succeeded" });
  }
  for (const state of failureStates ?? []) {
    readings.set(normalised(state), { phase: "failed" });
  }
  return readings;
}

function furthest(readings: readonly Reading[]): Phase {
  const counted = readings.filter(({ accompanies }) => accompanies === undefined);
  if (counted.length === 0) {
    return "unknown";
  }
  const { phase } = counted.reduce(furthestReading);
  const isContradicted =
    phase === "succeeded" && readings.some(({ accompanies }) => accompanies === "failure");
  return isContradicted ? "unknown" : phase;
}

/** The reading that is further from a success. */
function furthestReading(a: Reading, b: Reading): Reading {
  return PRECEDENCE.indexOf(b.phase) < PRECEDENCE.indexOf(a.phase) ? b : a;
}

/**
 * The form in which states are compared: one blank for plain white space, as in a decoded state, and upper case of A to Z
 * alone. A ligature or a dotless i would turn into letters of a state that nobody wrote, and so would a text without what
 * nobody sees in it.
 */
function normalised(state: string): string {
  return state
    .replace(/[ \t\n\r]+/g, " ")
    .replace(/^ | $/g, "")
    .replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}
