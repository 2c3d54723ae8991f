// `npm run fuzz`: puts generated inputs into the product and judges what comes of them. docs/reliability.md says what is
// promised and how much was run; generator.ts how to write another generator.
import type { Generator } from "./generator";
import { GENERATORS } from "./generators";
import { type FuzzOptions, readOptions, USAGE } from "./options";
import { randomOf } from "./random";
import { type Ran, runGenerator } from "./run-generator";

const SHOWN_FINDINGS = 5;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(options: FuzzOptions): Promise<boolean> {
  const { seed, only } = options;
  const chosen = GENERATORS.filter(({ name }) => only?.includes(name) ?? true);
  if (options.input !== null) {
    return replay(chosen, options.input, seed);
  }

  const shares = chosen.reduce((sum, { share }) => sum + share, 0);
  let [inputs, findings] = [0, 0];
  for (const generator of chosen) {
    const ran = await runGenerator(generator, {
      seed,
      inputs: options.inputs === null ? Infinity : Math.ceil((options.inputs * generator.share) / shares),
      ms: options.seconds === null ? Infinity : (options.seconds * 1_000) / chosen.length,
    });
    inputs += ran.inputs;
    findings += ran.findings.length;
    tell(generator, ran, seed);
  }
  say(`${count(inputs)} inputs, seed ${seed}, ${findings} findings`);
  return inputs > 0 && findings === 0;
}

/** Runs one input again, and shows it. */
async function replay(chosen: readonly Generator[], input: number, seed: number): Promise<boolean> {
  let found = 0;
  for (const generator of chosen) {
    const session = await generator.open();
    say(session.make(randomOf(seed, generator.name, input), input).show());
    await session.close();
    const ran = await runGenerator(generator, { seed, first: input, inputs: 1, ms: Infinity });
    found += ran.findings.length;
    tell(generator, ran, seed);
  }
  return found === 0;
}

function tell(
  { name, about }: Generator,
  { inputs, seconds, findings, growthBytes }: Ran,
  seed: number,
): void {
  const figures = [
    `${count(inputs)} inputs`,
    `seed ${seed}`,
    `${count(Math.round(inputs / Math.max(seconds, 0.001)))} a second`,
    `memory +${(growthBytes / 2 ** 20).toFixed(1)} MiB`,
    `${findings.length} findings`,
  ];
  say(`${name} (${about}): ${figures.join(", ")}`);
  for (const { input, what } of findings.slice(0, SHOWN_FINDINGS)) {
    say(`  ${what.replaceAll("\n", "\n    ")}`);
    if (input !== null) {
      say(`    again: npm run fuzz -- --only ${name} --seed ${seed} --input ${input}`);
    }
  }
  if (findings.length > SHOWN_FINDINGS) {
    say(`  and ${findings.length - SHOWN_FINDINGS} more`);
  }
}

function count(number: number): string {
  return number.toLocaleString("en");
}

function options(): FuzzOptions | null {
  try {
    const names = GENERATORS.map(({ name }) => name);
    return readOptions(process.argv.slice(2), names, Math.floor(Math.random() * 1e9));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return null;
  }
}

const read = options();
if (read === null) {
  process.exitCode = 2;
} else {
  main(read).then(
    (clean) => {
      process.exitCode = clean ? 0 : 1;
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exitCode = 1;
    },
  );
}
