import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { resolve } from "node:path";
import { Terminal } from "@xterm/headless";
import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { CLUSTER, emulatorEnv } from "../support/configuration";

const COMMAND = resolve(__dirname, "../../dist/cli/main.js");
const IDS = Array.from({ length: 30 }, (_, index) => String(index + 1));
const WAIT = ["wait", "--cluster", CLUSTER, "--interval", "200ms", ...IDS.flatMap((id) => ["--job", id])];

let emulator: Emulator;

beforeEach(async () => {
  emulator = await startEmulator({ scenario: { clusters: { [CLUSTER]: {} } } });
  put("Running");
});
afterEach(() => emulator.close());

function put(State: string, ids: readonly string[] = IDS): void {
  for (const id of ids) {
    emulator.setJob(CLUSTER, id, { info: { JobName: `sweep-with-a-long-name-${id}`, State } });
  }
}

function start(program: string, args: readonly string[], env = {}) {
  const child: ChildProcessWithoutNullStreams = spawn(program, args, {
    env: { PATH: process.env.PATH, TERM: "xterm", ...emulatorEnv(emulator), ...env },
  });
  const written = { out: "", error: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    written.out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    written.error += text;
  });
  const exitCode = new Promise<number | null>((done) => child.on("close", done));
  return { child, written, exitCode };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise((done) => setTimeout(done, 5));
  }
}

/** What a terminal of this size shows of all that was written to it. */
async function shown(text: string, cols: number, rows: number) {
  const terminal = new Terminal({ cols, rows, allowProposedApi: true });
  await new Promise<void>((done) => terminal.write(text, done));
  const { active } = terminal.buffer;
  const lines = Array.from({ length: rows }, (_, row) =>
    (active.getLine(active.baseY + row)?.translateToString(true) ?? "").trimEnd(),
  );
  return { lines, above: active.baseY };
}

describe.each([
  [80, 24],
  [40, 10],
])("on a terminal of %ix%i", (cols, rows) => {
  it("the table stays in its place, Ctrl-C ends it with 130, and it is gone", async () => {
    const words = [process.execPath, COMMAND, ...WAIT].map((word) => `'${word}'`).join(" ");
    const line = `stty cols ${cols} rows ${rows}; exec ${words}`;
    const script =
      process.platform === "darwin"
        ? ["-q", "/dev/null", "/bin/sh", "-c", line]
        : ["-qec", line, "/dev/null"];
    const { child, written, exitCode } = start("script", script, { NO_COLOR: "1" });
    await until(() => written.out.includes("30 running"));
    put("Completed", IDS.slice(0, 7));
    await until(() => written.out.includes("7 succeeded"));
    const now = await shown(written.out, cols, rows);
    expect(now.above).toBe(0);
    expect(now.lines[0]).toMatch(/^30 jobs of ehpc-hz-FYUr32abcd: all have/);
    expect(now.lines[1]).toMatch(/7\/30$/);
    expect(now.lines.at(-2)).toMatch(/^and \d+ more: /);
    expect(written.out).not.toContain("\u001b[36m");
    child.stdin.write("\u0003");
    expect(await exitCode).toBe(130);
    const last = await shown(written.out, cols, rows);
    expect(last.lines.join("")).toMatch(/^Interrupted\. The jobs go on: 7 succeeded, 23 running\./);
  });
});

it("in a pipeline, lines say what changes, and the result is at standard output", async () => {
  const { written, exitCode } = start(process.execPath, [COMMAND, ...WAIT]);
  await until(() => written.error.includes("Now: 30 running"));
  put("Completed");
  expect(await exitCode).toBe(0);
  expect(written.error).toMatch(
    /^30 jobs of ehpc-hz-FYUr32abcd: all have to succeed\.\nNow: 30 running; waited /,
  );
  expect(written.error).not.toContain("MaxListeners");
  expect(written.out).toBe(`All 30 jobs of cluster "${CLUSTER}" have succeeded.\n`);
});

it("keeps its exit code when the reader of its objects has left", async () => {
  const { child, written, exitCode } = start(process.execPath, [COMMAND, ...WAIT, "--json-lines"]);
  await until(() => written.out.includes('"event":"job"'));
  child.stdout.destroy();
  put("Failed", ["3"]);
  expect(await exitCode).toBe(1);
  expect(written.error).toContain("1 of 30 jobs failed");
});

it("takes job IDs from list by a pipe", async () => {
  put("Completed", IDS.slice(0, 10));
  const command = `'${process.execPath}' '${COMMAND}'`;
  const line = `${command} list --cluster ${CLUSTER} --status finished | ${command} wait --cluster ${CLUSTER} --jobs-from - --json`;
  const { written, exitCode } = start("/bin/sh", ["-c", line]);
  expect(await exitCode).toBe(0);
  expect(JSON.parse(written.out)).toMatchObject({ outcome: "reached", reached: 10, needed: 10 });
});

it("never opens for a list that failed", async () => {
  const command = `'${process.execPath}' '${COMMAND}'`;
  const line = `${command} list --cluster other | ${command} wait --cluster ${CLUSTER} --jobs-from -`;
  const { written, exitCode } = start("/bin/sh", ["-c", line]);
  expect([await exitCode, written.out]).toEqual([2, ""]);
});
