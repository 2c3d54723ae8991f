import { createHash } from "node:crypto";
import type { Chance, Trouble } from "../scenario/scenario";

/** Draws the trouble for the next call with the same key; `null` for none. */
export type TroubleDraw = (call: string) => Trouble | null;

/**
 * Draws by the seed, the call and its number among equal calls. The order of all calls would not do: it differs from run
 * to run when many calls run at the same time.
 */
export function createTroubleDraw({ seed, troubles }: Chance): TroubleDraw {
  const drawn = new Map<string, number>();
  return (call) => {
    const number = (drawn.get(call) ?? 0) + 1;
    drawn.set(call, number);
    let left = fraction(JSON.stringify([seed, call, number]));
    for (const trouble of troubles) {
      if (left < trouble.share) {
        return trouble;
      }
      left -= trouble.share;
    }
    return null;
  };
}

/** A number from 0 up to 1, evenly distributed over all texts. */
function fraction(text: string): number {
  return createHash("sha256").update(text).digest().readUIntBE(0, 6) / 2 ** 48;
}
