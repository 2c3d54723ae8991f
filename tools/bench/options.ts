import { Command, InvalidArgumentError, Option } from "commander";

/** The parts of the bench, in the order in which they run. */
export const PARTS = ["handshakes", "plans", "interrupts", "waits", "many-jobs", "synth"] as const;

export type Part = (typeof PARTS)[number];

export interface BenchOptions {
  readonly only: readonly Part[];
  readonly counts: readonly number[];
  readonly latency: readonly number[];
  readonly parallelism: readonly number[];
  readonly waits: readonly number[];
  readonly jobs: readonly number[];
  /** At most so many rounds of anything; each part has a number of its own otherwise. */
  readonly rounds?: number;
  /** `dist/plugins` of another build of the provider, measured in the same rounds. */
  readonly beside?: string;
  /** Where the figures go: a file, or stdout in place of the tables. */
  readonly json?: string | true;
  /** Whether docs/performance.md and docs/performance.json are written. */
  readonly write: boolean;
}

const COMPLETE = {
  only: PARTS,
  counts: [1, 10, 100, 1_000, 10_000],
  latency: [0, 50],
  parallelism: [10, 50],
  waits: [1, 100, 1_000],
  jobs: [1_000, 10_000],
} as const;

const QUICK = {
  ...COMPLETE,
  counts: [1, 100, 1_000],
  latency: [0],
  parallelism: [10],
  waits: [1, 100],
  jobs: [100],
  rounds: 5,
} as const;

const HELP = `
The complete run takes about 30 minutes on an idle machine with two cores, and writes docs/performance.md; a run of a
part writes only with --write, and then only the tables of that part. --quick takes about 4 minutes.

  npm run bench -- --quick
  npm run bench -- --only plans --counts 1,100 --latency 0 --rounds 3
  npm run bench -- --only many-jobs --jobs 1000,10000 --rounds 3
  npm run --silent bench -- --only handshakes --json > figures.json
  npm run bench -- --only plans --counts 1,100,1000 --latency 0 --parallelism 10 --beside ../before/dist/plugins

hashicorp/http and hashicorp/external are looked for in the folders of XDG_DATA_DIRS; hashicorp/time, for
start-up alone, is built by go. What is not there is NOT MEASURED.
Nothing fails because of a time: figures are for people.`;

/** Reads the command line. Prints the help or what is wrong with it, and ends the process, where it asks for that. */
export function readOptions(args: readonly string[]): BenchOptions {
  const given = new Command("npm run bench --")
    .description(
      "Measures what the provider costs on this machine, beside no provider, bare Node.js and its peers.",
    )
    .addOption(listOption("--only <parts>", `parts, of ${PARTS.join(", ")}`, part))
    .addOption(
      listOption("--counts <numbers>", "lookups of the plans (default: 1,10,100,1000,10000)", positive),
    )
    .addOption(listOption("--latency <ms>", "latencies of the API for the plans (default: 0,50)", whole))
    .addOption(
      listOption(
        "--parallelism <numbers>",
        "Terraform's -parallelism for the plans (default: 10,50)",
        positive,
      ),
    )
    .addOption(listOption("--waits <numbers>", "waits on one cluster (default: 1,100,1000)", positive))
    .addOption(listOption("--jobs <numbers>", "jobs of one wait (default: 1000,10000)", positive))
    .option("--rounds <number>", "at most so many rounds of anything", positive)
    .option(
      "--quick",
      "1, 100 and 1000 lookups at no latency, 1 and 100 waits, a wait for 100 jobs, 5 rounds",
    )
    .option("--beside <folder>", "another build of the provider: dist/plugins of its checkout")
    .option("--write", "write docs/performance.md even if this is not the complete run")
    .option("--json [file]", "write the figures as JSON to a file, or print them in place of the tables")
    .addHelpText("after", HELP)
    .parse(args, { from: "user" })
    .opts<Partial<BenchOptions> & { quick?: true }>();
  const { quick, write, json, beside, ...chosen } = given;
  const complete = quick === undefined && Object.keys(chosen).length === 0;
  return {
    ...(quick ? QUICK : COMPLETE),
    ...chosen,
    ...(json && { json }),
    ...(beside && { beside }),
    write: write ?? complete,
  };
}

function listOption<T>(flags: string, description: string, read: (text: string) => T): Option {
  return new Option(flags, description).argParser((text: string) => text.split(",").map(read));
}

function part(text: string): Part {
  const found = PARTS.find((each) => each === text);
  if (found === undefined) {
    throw new InvalidArgumentError(`"${text}" is none of ${PARTS.join(", ")}.`);
  }
  return found;
}

function positive(text: string): number {
  if (/^[1-9]\d*$/.test(text)) {
    return Number(text);
  }
  throw new InvalidArgumentError(`"${text}" is no number above 0.`);
}

function whole(text: string): number {
  if (/^\d+$/.test(text)) {
    return Number(text);
  }
  throw new InvalidArgumentError(`"${text}" is no number.`);
}
