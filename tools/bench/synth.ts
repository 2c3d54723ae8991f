import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "./context";
import { environment } from "./environment";
import { milliseconds } from "./format";
import { inTurn, sample } from "./measure";
import type { Report } from "./report";

const PROGRAM = join(__dirname, "synth-stack.cjs");

/** What a stack has in it, as the program is told. */
const STACKS = {
  "1 lookup": ["lookups", "1"],
  "1000 lookups": ["lookups", "1000"],
  "1 null resource": ["resources", "1"],
  "1000 null resources": ["resources", "1000"],
} as const;

/** How long a program of CDKTF takes from its start to its end. */
export async function measureSynth(context: Context, rounds: number): Promise<Report> {
  context.say(`synth: rounds ${rounds}`);
  const programs = Object.entries(STACKS).map(
    ([name, args]) => [name, () => synthesize(args, context.work)] as const,
  );
  const times = await inTurn({ counted: rounds, warmUp: 1 }, Object.fromEntries(programs));
  return {
    tables: [
      {
        title: `A CDKTF program that synthesizes one stack, from its start to its end, in ms (rounds: ${rounds})`,
        columns: ["stack", "time"],
        rows: Object.entries(times).map(([name, each]) => [name, milliseconds(sample(each))]),
      },
    ],
    notes: ["Null resources are those of `@cdktf/provider-null`: what CDKTF itself takes."],
    complaints: [],
    figures: times,
  };
}

async function synthesize(args: readonly string[], work: string): Promise<number> {
  const out = mkdtempSync(join(work, "synth-"));
  const begin = performance.now();
  const child = spawn("node", [PROGRAM, ...args, out], {
    env: environment(work),
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = await once(child, "exit");
  const time = performance.now() - begin;
  rmSync(out, { recursive: true });
  if (code !== 0) {
    throw new Error(`The program that synthesizes ${args.join(" ")} ended with ${code}.`);
  }
  return time;
}
