import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type Generator, LONGEST_RUN_MS, MOST_GROWTH_BYTES, type Session } from "./generator";
import { ownTime } from "./own-time";
import { randomOf } from "./random";

/** Something wrong that an input has brought up. */
export interface Finding {
  /** The number of the input; `null` for what belongs to none of them, such as memory. */
  readonly input: number | null;
  readonly what: string;
}

/** What came of a generator. */
export interface Ran {
  readonly inputs: number;
  readonly seconds: number;
  readonly findings: readonly Finding[];
  /** How much more memory was held at most than at the beginning, in bytes. */
  readonly growthBytes: number;
}

export interface Extent {
  seed: number;
  /** The number of the first input. @default 0 */
  first?: number;
  /** How many inputs; `Infinity` where time decides. */
  inputs: number;
  /** How long no further input is begun after, in milliseconds. */
  ms: number;
  /** Whether a finding is the one that the run is for: no further input is begun after it. */
  wanted?: (what: string) => boolean;
}

/** A generator that finds so much is stopped: there is enough to look at. */
const MOST_FINDINGS = 20;
/** Memory is looked at once in so many inputs, and at the end. */
const INPUTS_PER_LOOK = 500;
/** So many inputs fill caches and get code compiled before memory counts. */
const WARM_UP_INPUTS = 100;

/** Runs inputs of a generator one after the other, some at a time, until there were enough of them. */
export async function runGenerator(
  generator: Generator,
  { seed, first = 0, inputs, ms, wanted = () => false }: Extent,
): Promise<Ran> {
  const findings: Finding[] = [];
  const unhandled = (reason: unknown) =>
    findings.push({ input: null, what: `Nobody handled ${told(reason)}` });
  process.on("unhandledRejection", unhandled);
  process.on("uncaughtException", unhandled);
  const session = await generator.open();
  const startedAt = performance.now();
  let begun = 0;
  let memory: number | null = null;
  let growthBytes = 0;

  function lookAtMemory(): void {
    const held = heldBytes();
    memory ??= held;
    growthBytes = Math.max(growthBytes, held - memory);
  }

  const isEnough = () => findings.length >= MOST_FINDINGS || findings.some(({ what }) => wanted(what));

  async function runOn(): Promise<void> {
    while (begun < inputs && performance.now() - startedAt < ms && !isEnough()) {
      const index = first + begun;
      begun += 1;
      for (const what of await runOne(session, generator.name, seed, index)) {
        findings.push({ input: index, what });
      }
      if (begun === WARM_UP_INPUTS || (begun > WARM_UP_INPUTS && begun % INPUTS_PER_LOOK === 0)) {
        lookAtMemory();
      }
    }
  }

  try {
    await Promise.all(Array.from({ length: generator.atATime }, runOn));
    if (begun > WARM_UP_INPUTS) {
      lookAtMemory();
    }
  } finally {
    await session.close();
    // What nobody handles is told after everything else.
    await new Promise((resolve) => setImmediate(resolve));
    process.off("unhandledRejection", unhandled);
    process.off("uncaughtException", unhandled);
  }
  if (growthBytes > MOST_GROWTH_BYTES) {
    findings.push({ input: null, what: `Memory grew by ${Math.round(growthBytes / 2 ** 20)} MiB.` });
  }
  return { inputs: begun, seconds: (performance.now() - startedAt) / 1_000, findings, growthBytes };
}

/** Runs one input, and returns what is wrong. */
async function runOne(
  session: Session,
  name: string,
  seed: number,
  index: number,
): Promise<readonly string[]> {
  const input = session.make(randomOf(seed, name, index), index);
  const over = new AbortController();
  const hang = ownTime(LONGEST_RUN_MS, over.signal).then(() => [`Hangs: no end after ${LONGEST_RUN_MS} ms.`]);
  try {
    return await Promise.race([input.run(), hang]);
  } catch (error) {
    return [`Throws ${told(error)}`];
  } finally {
    over.abort();
  }
}

/** What is held when the garbage is gone, in bytes. */
function heldBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Works without `--expose-gc` too: a context made after the flag is set has the function. */
function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
}

function told(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
