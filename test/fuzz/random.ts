/** A source of chance that says the same in every run. */
export interface Random {
  /** A number from 0 up to 1. */
  next(): number;
  /** A whole number from `least` to `most`, both among them. */
  int(least: number, most: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One of a list, which has at least one item. */
  pick<T>(list: readonly T[]): T;
  /** `length` bytes. */
  bytes(length: number): Buffer;
}

/** The chance of input number `index` of a generator: of its own, so that the input can be made again alone. */
export function randomOf(seed: number, name: string, index: number): Random {
  let hash = 0x811c9dc5;
  for (const character of `${seed}/${name}/${index}`) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  }
  return createRandom(hash);
}

/** Numbers of mulberry32, a generator of 32 bits. */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick(list) {
      if (list.length === 0) {
        throw new RangeError("nothing to pick from");
      }
      return list[int(0, list.length - 1)] as (typeof list)[number];
    },
    bytes: (length) => Buffer.from(Array.from({ length }, () => int(0, 255))),
  };
}
