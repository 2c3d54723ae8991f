// `npm run bench`: what the provider costs, on this machine. It reports and never fails because of a time.
// docs/performance.md says how it measures; `npm run bench -- --help` what to choose.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ownCli } from "../../scripts/terraform/cli";
import type { Context } from "./context";
import { measureHandshakes } from "./handshakes";
import { measureInterrupts } from "./interrupts";
import { describeMachine, machineText } from "./machine";
import { measureManyJobs } from "./many-jobs";
import { reportMarkdown } from "./markdown";
import { replacePart } from "./marked-part";
import { type BenchOptions, PARTS, type Part, readOptions } from "./options";
import { type PlanFigures, planFigures } from "./plan-figures";
import { measurePlans } from "./plans";
import type { Report } from "./report";
import { startApi } from "./start-api";
import { findSubjects } from "./subjects";
import { measureSynth } from "./synth";
import { type Measured, reportTargets } from "./targets";
import { reportText } from "./text";
import { measureWaits } from "./waits";

const PAGE = resolve(__dirname, "../../docs/performance.md");

/** What `npm run generate` draws the pictures from. */
const FIGURES = resolve(__dirname, "../../docs/performance.json");

/** Odd numbers: a median is a run that took place. */
const ROUNDS = { handshakes: 31, interrupts: 7, manyJobs: 3, synth: 5 } as const;

async function main(options: BenchOptions): Promise<void> {
  const say = (line: string) => console.error(line);
  const work = mkdtempSync(join(tmpdir(), "ehpc-bench-"));
  // Ctrl-C, too, leaves nothing behind: what runs is of the same process group and ends by itself.
  process.once("SIGINT", () => process.exit(130));
  process.once("exit", () => rmSync(work, { recursive: true, force: true, maxRetries: 5 }));
  const cli = ownCli();
  say("building the provider");
  const { subjects, absent } = findSubjects(cli, {
    work,
    beside: options.beside,
    starts: options.only.includes("handshakes"),
  });
  const machine = describeMachine(cli, subjects);
  const show = (text: string) => options.json !== true && console.log(text);
  show(`${machineText(machine)}\n`);

  const figures: Partial<Record<Part, unknown>> = {};
  const api = await startApi();
  try {
    const context: Context = { terraform: cli.program, subjects, absent, api, work, say };
    for (const part of PARTS.filter((each) => options.only.includes(each))) {
      const report = await measure(part, context, options);
      figures[part] = report.figures;
      show(`\n${reportText(report)}\n`);
      if (options.write) {
        writePart(part, report, machineText(machine));
      }
    }
    if (figures.plans !== undefined) {
      if (options.write) {
        writeFigures({ machine, plans: planFigures((figures as Measured).plans ?? []) });
      }
      const targets = reportTargets(figures as Measured);
      show(`\n${reportText(targets)}\n`);
      // A part of them says nothing of the others, and would take their figures away.
      if (options.write && figures.handshakes !== undefined) {
        writePart("targets", targets, machineText(machine));
      }
    }
  } finally {
    await api.stop();
  }
  if (options.json !== undefined) {
    const text = `${JSON.stringify({ machine, absent, figures }, null, 2)}\n`;
    if (options.json === true) {
      process.stdout.write(text);
    } else {
      writeFileSync(options.json, text);
    }
  }
}

function measure(part: Part, context: Context, options: BenchOptions): Promise<Report> {
  const rounds = (wanted: number) => Math.min(wanted, options.rounds ?? wanted);
  switch (part) {
    case "handshakes":
      return measureHandshakes(context, rounds(ROUNDS.handshakes));
    case "plans":
      return measurePlans(context, {
        counts: options.counts,
        latencies: options.latency,
        parallelisms: options.parallelism,
        ...(options.rounds !== undefined && { rounds: options.rounds }),
      });
    case "interrupts":
      return measureInterrupts(context, rounds(ROUNDS.interrupts));
    case "waits":
      return measureWaits(context, options.waits);
    case "many-jobs":
      return measureManyJobs(context, options.jobs, rounds(ROUNDS.manyJobs));
    case "synth":
      return measureSynth(context, rounds(ROUNDS.synth));
  }
}

/** Part by part: an interrupted run leaves what it had. */
function writePart(part: Part | "targets", report: Report, measured: string): void {
  writeFileSync(PAGE, replacePart(readFileSync(PAGE, "utf8"), part, reportMarkdown(report, measured)));
}

function writeFigures(figures: PlanFigures): void {
  writeFileSync(FIGURES, `${JSON.stringify(figures, null, 2)}\n`);
}

main(readOptions(process.argv.slice(2))).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
