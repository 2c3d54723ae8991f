import { parseArgs } from "node:util";

/** What a run is to do. */
export interface FuzzOptions {
  /** What all chance comes from; a whole number. */
  seed: number;
  /** How long the run may take, in seconds, in equal parts for the generators; `null` where `inputs` decides. */
  seconds: number | null;
  /** How many inputs there are to be, in the generators' shares; `null` where `seconds` decides. */
  inputs: number | null;
  /** The names of the generators; `null` for all. */
  only: readonly string[] | null;
  /** The one input to run again and to show; `null` for a run. */
  input: number | null;
}

export const USAGE = `npm run fuzz -- [--seed N] [--seconds N | --inputs N] [--only NAME]... [--input N]

  --seed N      what all chance comes from (another one each time unless given; it is printed)
  --seconds N   how long to run, in equal parts for the generators (60 unless given)
  --inputs N    how many inputs to run, in the generators' shares
  --only NAME   a generator to run; may be given several times
  --input N     run only this input of the one generator, and show it
`;

/** Reads the arguments. Throws an error that says what is wrong with them. */
export function readOptions(args: readonly string[], names: readonly string[], anySeed: number): FuzzOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: "string" },
      seconds: { type: "string" },
      inputs: { type: "string" },
      only: { type: "string", multiple: true },
      input: { type: "string" },
    },
  });
  const number = (name: "seed" | "seconds" | "inputs" | "input", least: number): number | null => {
    const text = values[name];
    if (text === undefined) {
      return null;
    }
    if (/^\d{1,15}$/.test(text) && Number(text) >= least) {
      return Number(text);
    }
    throw new Error(`--${name} takes a whole number of at least ${least}.`);
  };
  const only = values.only ?? null;
  const stranger = only?.find((name) => !names.includes(name));
  if (stranger !== undefined) {
    throw new Error(`There is no generator ${stranger}, only ${names.join(", ")}.`);
  }
  const [seconds, inputs, input] = [number("seconds", 1), number("inputs", 1), number("input", 0)];
  if (seconds !== null && inputs !== null) {
    throw new Error("--seconds and --inputs exclude each other.");
  }
  if (input !== null && (only?.length !== 1 || values.seed === undefined)) {
    throw new Error("--input needs the --seed of its run and one --only NAME.");
  }
  return {
    seed: number("seed", 0) ?? anySeed,
    seconds: inputs === null ? (seconds ?? 60) : null,
    inputs,
    only,
    input,
  };
}
