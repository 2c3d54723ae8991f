import type { Until } from "../../../src/ehpc/poll/poller";
import type { Life, Record, Spell, Trouble, Turn } from "../lives/make-life";
import { BAD, GOOD, PENDING, RUNNING, TAKEN_BACK, UNKNOWN } from "../lives/make-life";
import type { Random } from "../random";

/** What goes wrong with a page of a list, beside what may go wrong with any answer. */
export type ListTrouble =
  | "list: shifted"
  | "list: loses rows"
  | "list: repeats rows"
  | "list: empty"
  | "list: stale"
  | "list: wrong count";

/** Trouble for a while, for some of the calls. */
export type SweepSpell = Omit<Spell, "trouble"> & { readonly trouble: Trouble | ListTrouble };

/** One of the jobs that are waited for, or a task of the array. */
export interface Swept extends Life {
  /** An earlier job under the same ID, which has ended before; `null` for none. */
  readonly earlier: Record | null;
}

/** A job of others, which moves the rows of lists. */
export interface Stranger {
  readonly id: string;
  readonly createTime: string;
  /** When there is a record of it, when it ends, and when it is forgotten. */
  readonly from: number;
  readonly endsAt: number;
  readonly goneAt: number;
}

/** Which jobs are waited for. */
export type Chosen = "ids" | "array" | "name" | "regex";

/** One who waits for all of the jobs. */
export interface SweepWait {
  readonly at: number;
  readonly until: Exclude<Until, "started">;
  readonly require: string;
  readonly failFast: boolean;
  readonly timeoutMs: number;
  readonly intervalMs: number | null;
  readonly requeueGraceMs: number;
  /** When he leaves; `null` where he stays to the end. */
  readonly leavesAt: number | null;
}

/** A cluster's story, and who waits for its jobs. */
export interface SweepStory {
  readonly chosen: Chosen;
  readonly jobs: readonly Swept[];
  readonly strangers: readonly Stranger[];
  readonly spells: readonly SweepSpell[];
  readonly waits: readonly SweepWait[];
  /** When the process is stopped, and for how long, in milliseconds. */
  readonly stops: readonly { readonly at: number; readonly ms: number }[];
  readonly latencyMs: number;
  /** Whether answers tell how many tasks an array has. */
  readonly tellsRequest: boolean;
  /** Whether lists tell when jobs were submitted. */
  readonly tellsTimes: boolean;
  /** Whether the service sorts as it is asked to, or has an order of its own. */
  readonly sorts: boolean;
  /** Whether tasks that have not begun have one row together. */
  readonly groups: boolean;
  /** What the chance within the run comes from. */
  readonly noise: number;
  /** Whether nothing goes wrong: then every end has to be noticed in time. */
  readonly calm: boolean;
}

const MINUTE = 60_000;
/** When the jobs of a name are submitted that count: none of them earlier, and the earlier jobs of their IDs before. */
export const SUBMITTED_AFTER = "2026-01-14T07:00:00";
export const ARRAY = "36";
export const NAME = "train";

const TROUBLES: readonly (Trouble | ListTrouble)[] = [
  ...(["broken", "html", "throttled", "unavailable", "no success", "forbidden", "expired"] as const),
  ...(["not found", "agent: not found", "empty"] as const),
  ...(["poison: other job", "poison: twice", "poison: cut", "poison: no success"] as const),
  ...(["list: shifted", "list: shifted", "list: shifted", "list: loses rows", "list: loses rows"] as const),
  ...(["list: repeats rows", "list: empty", "list: stale", "list: wrong count"] as const),
  ...(["list of others", "list without pages"] as const),
];

/** How the jobs of a story fare. */
interface Fate {
  readonly calm: boolean;
  /** How many of them fail. */
  readonly fails: number;
  /** How many are forgotten, are in a state that nobody knows, or have an ID that passes to another job. */
  readonly strange: number;
  /** How many never end. */
  readonly endless: number;
  /** Whether the scheduler puts some of them back into the queue. */
  readonly requeues: boolean;
}

/** Makes a story. */
export function makeSweep(random: Random): SweepStory {
  const calm = random.chance(0.2);
  const chosen = random.pick<Chosen>(["ids", "ids", "ids", "array", "name", "regex"]);
  const fate: Fate = {
    calm,
    fails: random.pick([0, 0, 0.05, 0.5]),
    strange: calm || chosen === "array" ? 0 : random.pick([0, 0, 0.1]),
    endless: calm ? 0 : random.pick([0, 0, 0, 0.1]),
    requeues: random.chance(0.6),
  };
  // Of an array with one task, the request is as that task's own index: it says nothing of others.
  const count = random.pick([chosen === "array" ? 2 : 1, 2, 4, 12, 30, 60]);
  const jobs = Array.from({ length: count }, (_, index) => jobOf(random, chosen, index, fate));
  const isSteady = calm || random.chance(0.4);
  const strangers = random.pick([0, 0, 10, 49, 60, 110]);
  return {
    chosen,
    jobs,
    strangers: Array.from({ length: strangers }, (_, index) => strangerOf(random, index, isSteady)),
    spells: calm ? [] : Array.from({ length: random.int(0, 3) }, () => spellOf(random)),
    waits: Array.from({ length: random.pick([1, 1, 1, 2]) }, () => waitOf(random, count, calm)),
    stops:
      calm || random.chance(0.85)
        ? []
        : [{ at: random.int(0, 4 * MINUTE), ms: random.pick([500, 5_000, 300_000]) }],
    latencyMs: random.pick([0, 0, 300, 300, 4_000]),
    tellsRequest: calm || random.chance(0.9),
    tellsTimes: random.chance(0.8),
    sorts: random.chance(0.6),
    groups: chosen === "array" && random.chance(0.5),
    noise: random.int(0, 2 ** 31),
    calm,
  };
}

/** The time so many seconds after the first that counts, as GetJob writes it. */
function timeAt(seconds: number): string {
  return new Date(Date.parse(`${SUBMITTED_AFTER}Z`) + seconds * 1_000).toISOString().slice(0, 19);
}

function jobOf(random: Random, chosen: Chosen, index: number, fate: Fate): Swept {
  const user = random.chance(0.9) ? "alice" : "bob";
  const who = chosen === "array" ? { name: NAME, user: "alice" } : { name: `${NAME}-${index}`, user };
  const submitted = chosen === "array" ? 0 : index;
  const turns = turnsOf(random, who, submitted, { ...fate, strange: random.chance(fate.strange) ? 1 : 0 });
  const hasEarlier = !fate.calm && chosen !== "array" && random.chance(0.15);
  const earlier = {
    ...(random.chance(0.7) ? who : { name: "former", user: "carol" }),
    state: random.pick([...GOOD, ...GOOD, ...BAD]),
    createTime: timeAt(-random.int(1_000, 9_000)),
    startTime: timeAt(-500),
  };
  return {
    id: chosen === "array" ? `${ARRAY}_${index + 1}` : `${index + 1}${random.chance(0.5) ? ".manager" : ""}`,
    index: chosen === "array" ? index + 1 : null,
    turns,
    earlier: hasEarlier ? earlier : null,
  };
}

function turnsOf(
  random: Random,
  owner: Pick<Record, "name" | "user">,
  submitted: number,
  fate: Fate,
): Turn[] {
  const isStrange = fate.strange > 0;
  const turns: Turn[] = [];
  let who = owner;
  let at = 0;
  let createTime = timeAt(submitted);
  let startTime: string | null = null;
  const turn = (state: string | null) => {
    turns.push({ at, record: { ...who, state, createTime, startTime } });
    at += random.pick([500, 3_000, 10_000, 30_000, 80_000]);
  };
  const gone = () => {
    turns.push({ at, record: null });
    at += random.pick([1_000, 10_000, 60_000]);
  };
  // Records lag behind a submission.
  if (isStrange && random.chance(0.2)) {
    gone();
  }
  if (random.chance(0.7)) {
    turn(random.pick(PENDING));
  }
  startTime = timeAt(submitted + 100);
  if (random.chance(0.8)) {
    turn(random.pick(RUNNING));
  }
  for (let times = fate.requeues ? random.pick([0, 0, 0, 0, 1, 2]) : 0; times > 0; times -= 1) {
    turn(random.pick(TAKEN_BACK));
    if (random.chance(0.3)) {
      createTime = timeAt(submitted + 1_000 * random.int(1, 9));
    }
    startTime = null;
    if (random.chance(0.7)) {
      turn(random.pick(PENDING));
    }
    startTime = timeAt(submitted + 10_000 + random.int(0, 99));
    turn(random.pick(RUNNING));
  }
  if (random.chance(fate.endless)) {
    return turns.length > 0
      ? turns
      : [{ at: 0, record: { ...who, state: "Running", createTime, startTime } }];
  }
  if (isStrange && random.chance(0.3)) {
    turn(random.pick(UNKNOWN));
  }
  const isBad = random.chance(fate.fails);
  if (!isStrange || random.chance(0.6)) {
    turn(random.pick(isBad ? [...BAD, ...TAKEN_BACK] : GOOD));
  }
  if (isStrange && random.chance(0.6)) {
    gone();
  }
  if (isStrange && random.chance(0.5)) {
    who = { name: "other", user: "carol" };
    createTime = timeAt(20_000 + submitted);
    turn(random.pick([...RUNNING, ...GOOD, ...BAD]));
  }
  return turns;
}

/** @param isSteady whether it is there, and runs, all the time */
function strangerOf(random: Random, index: number, isSteady: boolean): Stranger {
  const from = isSteady || random.chance(0.6) ? 0 : random.int(0, 5 * MINUTE);
  const endsAt = isSteady ? Number.MAX_SAFE_INTEGER : from + random.int(0, 5 * MINUTE);
  return {
    id: String(5_000 + index),
    // Before, among and after the jobs that are waited for.
    createTime: timeAt(random.int(-100, 160)),
    from,
    endsAt,
    goneAt: endsAt + random.int(0, 5 * MINUTE),
  };
}

function spellOf(random: Random): SweepSpell {
  const from = random.int(0, 4 * MINUTE);
  return {
    from: random.chance(0.4) ? 0 : from,
    to: from + random.pick([2_000, 20_000, 120_000, 600_000]),
    trouble: random.pick(TROUBLES),
    probability: random.pick([0.1, 0.3, 0.5, 1]),
  };
}

function waitOf(random: Random, jobs: number, calm: boolean): SweepWait {
  const at = random.pick([0, 0, random.int(0, 2 * MINUTE)]);
  return {
    at,
    until: random.pick(["succeeded", "succeeded", "finished"]),
    require: random.pick(["all", "all", "any", String(random.int(1, jobs + 1)), `${random.int(1, 100)}%`]),
    failFast: random.chance(0.6),
    timeoutMs: calm ? 20 * MINUTE : random.pick([1_000, 30_000, 3 * MINUTE, random.int(1, 8 * MINUTE)]),
    intervalMs: random.pick([null, null, 2_000, 20_000]),
    requeueGraceMs: random.pick([0, 5_000, 60_000, 60_000]),
    leavesAt: !calm && random.chance(0.05) ? at + random.int(0, 2 * MINUTE) : null,
  };
}
