import type { Random } from "./random";

/**
 * A generator of inputs together with its judge. It is a seeded program: inputs are made when they are run, and none is
 * stored.
 *
 * ```ts
 * export const frames: Generator = {
 *   name: "frames",
 *   about: "frames on the plugin's port",
 *   share: 60,
 *   atATime: 4,
 *   async open() {
 *     const server = await serve();
 *     return {
 *       make(random) {
 *         const bytes = framesOf(random);
 *         return {
 *           show: () => bytes.toString("hex"),
 *           run: async () => complaintsAbout(await server.send(bytes)),
 *         };
 *       },
 *       close: () => server.close(),
 *     };
 *   },
 * };
 * ```
 *
 * Put it into `GENERATORS` in generators.ts, and `npm run fuzz -- --only frames --seconds 10` runs it.
 */
export interface Generator {
  /** One word, by which `--only` chooses it. */
  readonly name: string;
  /** What it makes, in a few words. */
  readonly about: string;
  /** Its part of `--inputs N`, as a weight beside those of the others. With `--seconds`, each gets the same time. */
  readonly share: number;
  /** How many inputs are run at the same time, at most. More than 1 where inputs wait for sockets or timers. */
  readonly atATime: number;
  /** Starts what the inputs need, such as a server. What it does to `process.env` or the like, `close` takes back. */
  open(): Promise<Session>;
}

/** A generator at work. */
export interface Session {
  /**
   * Makes input number `index`. All chance comes from `random`, which is made of the run's seed, the generator's name and
   * the index: the same three make the same input, whatever was run before it. Makes it without effects: those belong to
   * `run`.
   */
  make(random: Random, index: number): Input;
  /** Ends what `open` started, and resolves when it is gone. */
  close(): Promise<void>;
}

/** One input. */
export interface Input {
  /** The input as a person reads it, for a replay; any number of lines. */
  show(): string;
  /**
   * Runs it against the product, and judges what came of it. Resolves with what is wrong, a sentence each; with nothing
   * where all is well. What it throws is a finding, too, and so is a run of more than {@link LONGEST_RUN_MS}. Sentences of
   * one kind begin alike, and hold no secret.
   */
  run(): Promise<readonly string[]>;
}

/** The runner takes an input that has not ended after this time of its own (`ownTime`), in milliseconds, for one that hangs. */
export const LONGEST_RUN_MS = 60_000;

/** The product may hold this much more memory after any number of inputs than at the beginning, in bytes. */
export const MOST_GROWTH_BYTES = 64 * 1024 * 1024;
