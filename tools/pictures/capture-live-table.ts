// Writes docs/live-table.json: what a terminal of 80x24 shows while the built command waits for jobs of the emulator.
// `node --import tsx tools/pictures/capture-live-table.ts`, after `npm run build`; `npm run generate` draws it.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Terminal } from "@xterm/headless";
import { clientEnvironment } from "../../src/emulator/client-environment";
import { startEmulator } from "../../src/emulator/emulator";
import type { ScenarioJob } from "../../src/emulator/scenario/scenario";
import type { CapturedRun, CapturedTerminal } from "./terminal-picture";

const ROOT = resolve(__dirname, "../..");
const CLUSTER = "ehpc-hz-FYUr32abcd";
const SIZE = { cols: 80, rows: 24 };
const JOBS = 60;
const AT_A_TIME = 12;
/** Seconds until the picture is taken. */
const TAKEN_AFTER = 20;

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "ehpc-capture-"));
  const jobs = Object.fromEntries(
    Array.from({ length: JOBS }, (_, index) => [`${index + 1}.manager`, job(index)]),
  );
  const emulator = await startEmulator({ scenario: { clusters: { [CLUSTER]: { jobs } } } });
  try {
    const file = join(folder, "jobs.txt");
    writeFileSync(file, Object.keys(jobs).join("\n"));
    const args = [
      "wait",
      "--cluster",
      CLUSTER,
      "--jobs-from",
      file,
      "--require",
      "90%",
      "--timeout",
      "2h",
      "--interval",
      "1s",
    ];
    const lines = await screenAfter(TAKEN_AFTER, args, clientEnvironment(emulator, {}).set);
    const captured: CapturedTerminal = {
      command: `cdktf-provider-ehpc wait --cluster ${CLUSTER} --jobs-from jobs.txt --require 90%`,
      columns: SIZE.cols,
      lines,
    };
    writeFileSync(join(ROOT, "docs/live-table.json"), `${JSON.stringify(captured, null, 1)}\n`);
  } finally {
    await emulator.close();
    rmSync(folder, { recursive: true });
  }
}

/** A job of a sweep: twelve run at a time, each for 5 to 9 seconds. */
function job(index: number): ScenarioJob {
  const start = 1 + Math.floor(index / AT_A_TIME) * 8 + (index % 3);
  const end = start + 5 + (index % 5);
  const time = (second: number) => new Date(Date.now() + second * 1_000).toISOString().slice(0, 19);
  const fails = index % 17 === 3;
  return {
    info: {
      JobName: `sweep-${index + 1}`,
      RunasUser: "alice",
      JobQueue: "workq",
      CreateTime: time(0),
      State: "Pending",
    },
    life: [
      { at: 0, State: "Pending" },
      {
        at: start,
        State: "Running",
        StartTime: time(start),
        NodeList: `compute${String(index % AT_A_TIME).padStart(3, "0")}`,
      },
      { at: end, State: fails ? "Failed" : "Completed", LastModifyTime: time(end) },
    ],
  };
}

/** Runs the command on a terminal by script(1), and returns what it shows after so many seconds. */
async function screenAfter(
  seconds: number,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<CapturedRun[][]> {
  const terminal = new Terminal({ ...SIZE, allowProposedApi: true });
  const words = [process.execPath, join(ROOT, "dist/cli/main.js"), ...args]
    .map((word) => `'${word}'`)
    .join(" ");
  const line = `stty cols ${SIZE.cols} rows ${SIZE.rows}; exec ${words}`;
  const child = spawn("script", ["-qec", line, "/dev/null"], {
    env: { PATH: process.env.PATH, TERM: "xterm", ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdout.on("data", (bytes: Buffer) => terminal.write(bytes));
  await new Promise((done) => setTimeout(done, seconds * 1_000));
  const lines = linesOf(terminal);
  child.stdin.write("\u0003");
  await new Promise((done) => child.on("close", done));
  return lines;
}

function linesOf(terminal: Terminal): CapturedRun[][] {
  const { active } = terminal.buffer;
  const lines: CapturedRun[][] = [];
  for (let row = 0; row < SIZE.rows; row += 1) {
    const line = active.getLine(active.baseY + row);
    const runs: CapturedRun[] = [];
    for (let column = 0; column < SIZE.cols; column += 1) {
      const cell = line?.getCell(column);
      const text = cell?.getChars() || " ";
      const color = cell?.isFgPalette() ? cell.getFgColor() : null;
      const isBold = cell?.isBold() === 1 || cell?.isBold() === 134217728;
      const last = runs.at(-1);
      if (last !== undefined && last.color === color && last.bold === isBold) {
        last.text += text;
      } else {
        runs.push({ text, color, bold: isBold });
      }
    }
    const end = runs.at(-1);
    if (end !== undefined) {
      end.text = end.text.trimEnd();
    }
    lines.push(runs.filter(({ text }) => text !== ""));
  }
  while (lines.at(-1)?.length === 0) {
    lines.pop();
  }
  return lines;
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
