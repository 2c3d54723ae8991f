import type { Until } from "../../../src/ehpc/poll/poller";
import type { Random } from "../random";

/** What a scheduler has of a job. */
export interface Record {
  readonly state: string | null;
  readonly name: string | null;
  readonly user: string | null;
  readonly createTime: string;
  readonly startTime: string | null;
}

/** From when on, in milliseconds, a job is so; `null` where there is no record of it. */
export interface Turn {
  readonly at: number;
  readonly record: Record | null;
}

/** One job, or one task of an array. */
export interface Life {
  /** The ID that it is asked for by; a task's, too. */
  readonly id: string;
  /** The index in its array; `null` for a job of its own. */
  readonly index: number | null;
  /** In their order; the first is at 0. */
  readonly turns: readonly Turn[];
}

/**
 * What goes wrong with an answer. Those that begin with `poison` say that the job has completed, and do not count; others
 * have it of an array or of its tasks.
 */
export type Trouble =
  | "broken"
  | "html"
  | "throttled"
  | "unavailable"
  | "no success"
  | "not found"
  | "agent: not found"
  | "empty"
  | "conflict"
  | "expired"
  | "forbidden"
  | "poison: other job"
  | "poison: twice"
  | "poison: code"
  | "poison: cut"
  | "poison: no success"
  | "poison: nameless"
  | "list of others"
  | "list without pages"
  | "list: tasks twice"
  | "list: tasks of mallory"
  | "array: single"
  | "array: shorter";

/** Trouble for a while, for some of the calls. */
export interface Spell {
  readonly from: number;
  readonly to: number;
  readonly trouble: Trouble;
  readonly probability: number;
}

/** Somebody who waits. */
export interface Waiter {
  readonly at: number;
  readonly id: string;
  readonly until: Until;
  readonly timeoutMs: number;
  readonly intervalMs: number | null;
  readonly requeueGraceMs: number;
  /** When he leaves; `null` where he stays to the end. */
  readonly leavesAt: number | null;
}

/** A cluster's story, and who waits for its jobs. */
export interface Story {
  readonly lives: readonly Life[];
  readonly spells: readonly Spell[];
  readonly waiters: readonly Waiter[];
  /** When the process is stopped, and for how long, in milliseconds. */
  readonly stops: readonly { readonly at: number; readonly ms: number }[];
  readonly latencyMs: number;
  /** Further jobs that are in every list, before the others. */
  readonly strangers: number;
  /** Whether answers tell how many tasks an array has. */
  readonly tellsRequest: boolean;
  /** What the chance within the run comes from. */
  readonly noise: number;
  /** Whether nothing goes wrong: then every end has to be noticed in time. */
  readonly calm: boolean;
}

const MINUTE = 60_000;

export const GOOD = ["Completed", "FINISHED", "CD", "DONE", "completed"];
export const BAD = [
  "Failed",
  "CANCELLED by 1000",
  "TIMEOUT",
  "OUT_OF_ME+",
  "OOM",
  "EXIT",
  "COMPLETED,CANCELLED",
];
export const TAKEN_BACK = ["PREEMPTED", "NODE_FAIL", "BOOT_FAIL", "PR", "NF"];
export const PENDING = ["Pending", "QUEUED", "REQUEUED", "REQUEUE_HOLD", "PD", "qw", "CONFIGURING"];
export const RUNNING = ["Running", "COMPLETING", "RUNNING,COMPLETING", "R", "SUSPENDED"];
export const UNKNOWN = ["REVOKED", "F", "Who knows", "", null, "COMPLETED,WHAT"];

const NAMES = ["train", "clean", null];
const USERS = ["alice", "bob"];
const TROUBLES: readonly Trouble[] = [
  ...([
    "broken",
    "html",
    "throttled",
    "unavailable",
    "no success",
    "conflict",
    "expired",
    "forbidden",
  ] as const),
  ...(["not found", "not found", "agent: not found", "agent: not found", "empty", "empty"] as const),
  ...(["poison: other job", "poison: other job", "poison: twice", "poison: code", "poison: cut"] as const),
  ...(["poison: no success", "poison: nameless", "list of others", "list without pages"] as const),
  ...(["list: tasks twice", "list: tasks of mallory"] as const),
  ...(["array: single", "array: single", "array: shorter", "array: shorter"] as const),
];

/** Makes a story. */
export function makeStory(random: Random): Story {
  const calm = random.chance(0.15);
  const ids = ["1.manager", "2.manager", "3", "4"].slice(0, random.int(1, 4));
  const lives: Life[] = ids.map((id) => ({ id, index: null, turns: turnsOf(random, calm) }));
  if (!calm && random.chance(0.4)) {
    const { name, user } = whoOf(random);
    const indexed = random.chance(0.5);
    for (let index = 1; index <= random.int(1, 4); index += 1) {
      const who = { name: indexed && name !== null ? `${name}[${index}]` : name, user };
      lives.push({ id: `36_${index}`, index, turns: turnsOf(random, true, who) });
    }
  }
  const waited = [
    ...lives.map(({ id }) => id),
    ...(lives.some(({ index }) => index !== null) ? ["36", "36", "36"] : []),
  ];
  return {
    lives,
    spells: calm ? [] : Array.from({ length: random.int(0, 3) }, () => spellOf(random)),
    waiters: Array.from({ length: random.int(1, calm ? 2 : 5) }, () => waiterOf(random, waited, calm)),
    stops:
      calm || random.chance(0.8)
        ? []
        : [{ at: random.int(0, 6 * MINUTE), ms: random.pick([500, 5_000, 900_000]) }],
    latencyMs: random.pick([0, 0, 0, 300, 5_000]),
    strangers: random.pick([0, 0, 0, 45, 60]),
    tellsRequest: random.chance(0.7),
    noise: random.int(0, 2 ** 31),
    calm,
  };
}

function whoOf(random: Random): Pick<Record, "name" | "user"> {
  return { name: random.pick(NAMES), user: random.pick(USERS) };
}

function turnsOf(random: Random, plain: boolean, owner = whoOf(random)): Turn[] {
  const turns: Turn[] = [];
  let who = owner;
  let at = 0;
  let createTime = "2026-01-14T08:00:00";
  let startTime: string | null = null;
  const turn = (state: string | null) => {
    turns.push({ at, record: { ...who, state, createTime, startTime } });
    at += random.pick([500, 3_000, 10_000, 30_000, 100_000]);
  };
  const gone = () => {
    turns.push({ at, record: null });
    at += random.pick([1_000, 10_000, 60_000]);
  };
  // Records lag behind a submission.
  if (!plain && random.chance(0.2)) {
    gone();
  }
  if (random.chance(0.7)) {
    turn(random.pick(PENDING));
  }
  startTime = random.pick(["2026-01-14T08:00:30", "Unknown", null]);
  if (random.chance(0.8)) {
    turn(random.pick(RUNNING));
  }
  for (let times = random.pick([0, 0, 1, 1, 2]); times > 0; times -= 1) {
    turn(random.pick(TAKEN_BACK));
    if (random.chance(0.3)) {
      createTime = `2026-01-14T08:0${random.int(1, 9)}:00`;
    }
    startTime = null;
    if (random.chance(0.7)) {
      turn(random.pick(PENDING));
    }
    startTime = `2026-01-14T09:0${random.int(0, 9)}:00`;
    turn(random.pick(RUNNING));
  }
  if (!plain && random.chance(0.2)) {
    turn(random.pick(UNKNOWN));
  }
  if (plain || random.chance(0.8)) {
    turn(random.pick([...GOOD, ...GOOD, ...BAD, ...TAKEN_BACK]));
  }
  if (!plain && random.chance(0.4)) {
    gone();
    if (random.chance(0.5)) {
      who = whoOf(random);
      createTime = "2026-01-14T10:00:00";
      turn(random.pick([...RUNNING, ...GOOD, ...BAD]));
    }
  } else if (!plain && random.chance(0.1)) {
    // The ID passes to another job between two looks.
    who = { name: "other", user: "carol" };
    turn(random.pick([...RUNNING, ...GOOD, ...BAD]));
  }
  return turns;
}

function spellOf(random: Random): Spell {
  const from = random.int(0, 6 * MINUTE);
  return {
    from,
    to: from + random.pick([2_000, 20_000, 120_000, 600_000]),
    trouble: random.pick(TROUBLES),
    probability: random.pick([0.2, 0.5, 1]),
  };
}

function waiterOf(random: Random, ids: readonly string[], calm: boolean): Waiter {
  const at = random.pick([0, 0, random.int(0, 3 * MINUTE)]);
  return {
    at,
    id: random.pick(ids),
    until: random.pick<Until>(["succeeded", "succeeded", "finished", "started"]),
    timeoutMs: calm
      ? 20 * MINUTE
      : random.pick([1_000, 30_000, 5 * MINUTE, random.int(1, 10 * MINUTE), 15 * MINUTE]),
    intervalMs: random.pick([null, null, 1_000, 5_000, 45_000]),
    requeueGraceMs: random.pick([0, 5_000, 60_000, 60_000]),
    leavesAt: !calm && random.chance(0.1) ? at + random.int(0, 2 * MINUTE) : null,
  };
}
