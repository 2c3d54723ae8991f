import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import type { Stage } from "../../src/emulator/scenario/scenario";
import { CLUSTER, emulatorEnv } from "../support/configuration";

const ROOT = resolve(__dirname, "../..");
const COMMAND = join(ROOT, "dist/cli/main.js");
const JOB = "1.manager";
const WAIT = ["wait", "--cluster", CLUSTER, "--job", JOB];
const ESC = "\u001b";

let emulator: Emulator;
let folder: string;

beforeAll(() => {
  if (!existsSync(COMMAND)) {
    throw new Error(`${COMMAND} is missing; "npm run build" makes it.`);
  }
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "ehpc-command-"));
  emulator = await startEmulator({ scenario: { clusters: { [CLUSTER]: {} } } });
});
afterEach(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true });
});

interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  /** What it has written so far. */
  readonly written: { out: string; error: string };
  readonly exitCode: Promise<number | null>;
}

function start(program: string, args: readonly string[], env: Record<string, string> = {}): Running {
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH, TERM: "xterm", ...emulatorEnv(emulator), ...env },
  });
  const written = { out: "", error: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    written.out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    written.error += text;
  });
  const exitCode = new Promise<number | null>((resolve) => child.on("close", resolve));
  return { child, written, exitCode };
}

/** Runs the built command as a pipeline does. */
function run(...args: string[]): Running {
  return start(process.execPath, [COMMAND, ...args]);
}

/** Runs it with its standard output sent there by a shell. */
function runInto(target: string, ...args: string[]): Running {
  const quoted = [process.execPath, COMMAND, ...args].map((word) => `'${word}'`);
  return start("/bin/sh", ["-c", `exec ${quoted.join(" ")} > ${target}`]);
}

/** Runs it on a terminal of its own, by script(1), which is on every Linux and macOS; all that is shown is `out`. */
function runOnTerminal(args: readonly string[], env: Record<string, string> = {}, redirection = ""): Running {
  const line = `exec '${process.execPath}' '${COMMAND}' ${args.map((arg) => `'${arg}'`).join(" ")} ${redirection}`;
  const onMac = process.platform === "darwin";
  const script = onMac ? ["-q", "/dev/null", "/bin/sh", "-c", line] : ["-qec", line, "/dev/null"];
  return start("script", script, env);
}

async function called(times: number): Promise<void> {
  while (emulator.calls.length < times) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The job runs until it has been looked at three times. */
async function runThenComplete(): Promise<void> {
  emulator.setJob(CLUSTER, JOB, { info: { State: "Running" } });
  await called(3);
  emulator.setJob(CLUSTER, JOB, { info: { State: "Completed" } });
}

describe("on a terminal", () => {
  it("a live line is rewritten until the job has succeeded, and only the result is left", async () => {
    emulator.setJob(CLUSTER, JOB, { info: { State: "Running" } });
    const { written, exitCode } = runOnTerminal([...WAIT, "--interval", "1200ms"]);
    await runThenComplete();
    expect(await exitCode).toBe(0);
    expect(written.out).toContain(`Job ${JOB}: reading`);
    expect(written.out).toContain(`Job ${JOB}: Running for 0s, next read in 1s`);
    expect(written.out).toContain(`Job ${JOB}: Running for 1s`);
    const left = written.out.split(`${ESC}[2K`).at(-1) ?? "";
    expect(left.replace(new RegExp(`${ESC}\\[[?0-9]*[a-zA-Z]`, "g"), "")).toBe(
      `Job "${JOB}" of cluster "${CLUSTER}" has succeeded. Its state is Completed.\r\n`,
    );
  });

  it("keeps the cursor visible, so a kill leaves the terminal intact", async () => {
    emulator.setJob(CLUSTER, JOB, { info: { State: "Completed" } });
    const { written, exitCode } = runOnTerminal(WAIT);
    expect(await exitCode).toBe(0);
    expect(written.out).not.toContain(`${ESC}[?25l`);
  });

  it("Ctrl-C ends it with 130, and the live line is gone", async () => {
    emulator.setJob(CLUSTER, JOB, { info: { State: "Running" } });
    const { child, written, exitCode } = runOnTerminal([...WAIT, "--interval", "1h"]);
    while (!written.out.includes("Running for 0s")) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    child.stdin.write("\u0003");
    expect(await exitCode).toBe(130);
    expect(written.out).toMatch(/\[2K[^K]*Interrupted\. Job 1\.manager goes on; .*\r\n$/);
  });

  it("with --json, standard output holds the object alone while the live line goes on", async () => {
    emulator.setJob(CLUSTER, JOB, { info: { State: "Failed" }, stderr: "out of memory\n" });
    const file = join(folder, "result.json");
    const { written, exitCode } = runOnTerminal([...WAIT, "--json"], {}, `> '${file}'`);
    expect(await exitCode).toBe(1);
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
      outcome: "failed",
      stderr_tail: ["out of memory"],
    });
    expect(written.out).toContain(`Job ${JOB}: reading`);
  });

  it("that is dumb, lines stay", async () => {
    const { written, exitCode } = runOnTerminal([...WAIT, "--interval", "100ms"], { TERM: "dumb" });
    await runThenComplete();
    expect(await exitCode).toBe(0);
    expect(written.out).not.toContain(ESC);
    expect(written.out).toMatch(
      /^Job 1\.manager: Running for 0s, next read in 1s; waited .* left\r\nJob "1\.manager" of/,
    );
  });
});

describe("in a pipeline", () => {
  it("a change of state is a line at standard error, and the result is at standard output", async () => {
    emulator.setJob(CLUSTER, JOB, { info: { State: "Running" } });
    const { written, exitCode } = run(...WAIT, "--interval", "100ms");
    await runThenComplete();
    expect(await exitCode).toBe(0);
    expect(written.error).toMatch(
      /^Job 1\.manager: Running for 0s, next read in 1s; waited \d+s, 2[34]h.* left\n$/,
    );
    expect(written.out).toBe(`Job "${JOB}" of cluster "${CLUSTER}" has succeeded. Its state is Completed.\n`);
  });

  it.each(["SIGINT", "SIGTERM"] as const)("%s ends it with 130", async (signal) => {
    emulator.setJob(CLUSTER, JOB, { info: { State: "Running" } });
    const { child, written, exitCode } = run(...WAIT, "--json", "--interval", "1h");
    await called(1);
    child.kill(signal);
    expect(await exitCode).toBe(130);
    expect(JSON.parse(written.out)).toMatchObject({ outcome: "interrupted" });
  });

  // Linux has a device that takes nothing; elsewhere there is less to verify, and the output says so.
  if (existsSync("/dev/full")) {
    it.each([
      ["wait", []],
      ["wait", ["--json"]],
      ["get", []],
      ["log", []],
      ["log", ["--follow"]],
    ])("%s %j ends with 5 and one sentence where its result cannot be written", async (name, options) => {
      emulator.setJob(CLUSTER, JOB, { info: { State: "Completed" }, stdout: "done\n" });
      const { written, exitCode } = runInto(
        "/dev/full",
        name,
        "--cluster",
        CLUSTER,
        "--job",
        JOB,
        ...options,
      );
      expect(await exitCode).toBe(5);
      expect(written.error).toBe(
        "Could not write to standard output: ENOSPC: no space left on device, write.\n",
      );
    });

    it("a standard error that takes nothing ends it with 5 too", async () => {
      const { written, exitCode } = runInto("/dev/null 2> /dev/full", ...WAIT);
      expect(await exitCode).toBe(5);
      expect(written).toEqual({ out: "", error: "" });
    });
  } else {
    process.stdout.write("No /dev/full here: output that cannot be written is not tested.\n");
  }

  it.each([
    'require("node:os").homedir = () => { throw new Error("There is no home.\\nNowhere."); };',
    'setImmediate(() => { throw new Error("There is no home"); });',
    'setImmediate(() => Promise.reject(new Error("There is no home")));',
  ])("what is not foreseen ends it with 5 and one sentence: %s", async (surprise) => {
    emulator.setJob(CLUSTER, JOB, { info: { State: "Running" } });
    const file = join(folder, "surprise.js");
    writeFileSync(file, surprise);
    const { written, exitCode } = start(process.execPath, ["--require", file, COMMAND, ...WAIT]);
    expect(await exitCode).toBe(5);
    expect(written).toEqual({ out: "", error: "The command failed: There is no home.\n" });
  });

  it("keeps its exit code when the reader of its output has left", async () => {
    emulator.setJob(CLUSTER, JOB, { info: { State: "Completed" } });
    const { child, written, exitCode } = run(...WAIT);
    child.stdout.destroy();
    expect(await exitCode).toBe(0);
    expect(written.error).toBe("");
  });

  it("get prints a job", async () => {
    emulator.setJob(CLUSTER, JOB, { info: { State: "Running" } });
    const { written, exitCode } = run("get", "--cluster", CLUSTER, "--job", JOB, "--json");
    expect(await exitCode).toBe(0);
    expect(JSON.parse(written.out)).toMatchObject({ job_id: JOB, phase: "running" });
  });
});

describe("log", () => {
  const LOG = ["log", "--cluster", CLUSTER, "--job", JOB];
  const lines = (count: number) =>
    Array.from({ length: count }, (_, index) => `line ${String(index + 1).padStart(8, "0")}\n`).join("");

  it("passes every byte on into a file, once, while the log grows", async () => {
    const growing = { text: "line {line}\n", everySeconds: 0.01 };
    const life: Stage[] = [
      { at: 0, State: "Running", stdout: growing },
      { at: 3, State: "Completed" },
    ];
    emulator.setJob(CLUSTER, JOB, { life });
    const file = join(folder, "job.log");
    const { written, exitCode } = runInto(`'${file}'`, ...LOG, "--follow", "--interval", "150ms");
    expect(await exitCode).toBe(0);
    expect(readFileSync(file, "utf8")).toBe(lines(300));
    expect(written.error).toBe(
      `Job "${JOB}" of cluster "${CLUSTER}" has succeeded. Its state is Completed.\n`,
    );
  });

  it("ends quietly when its reader has what it wanted, though the job goes on", async () => {
    emulator.setJob(CLUSTER, JOB, {
      info: { State: "Running" },
      stdout: { text: "line {line}\n", everySeconds: 0.05 },
    });
    const words = [process.execPath, COMMAND, ...LOG, "--follow", "--interval", "100ms"];
    const line = `${words.map((word) => `'${word}'`).join(" ")} | head -n 3; echo "left"`;
    const { written, exitCode } = start("/bin/sh", ["-c", line]);
    expect(await exitCode).toBe(0);
    expect(written).toEqual({ out: `${lines(3)}left\n`, error: "" });
  });

  it("makes what the job wrote harmless on a terminal, and Ctrl-C ends it with 130", async () => {
    emulator.setJob(CLUSTER, JOB, {
      info: { State: "Running" },
      stdout: `${ESC}[2J${ESC}]0;title\u0007one\n`,
    });
    const { child, written, exitCode } = runOnTerminal([...LOG, "--follow", "--interval", "1h"]);
    while (!written.out.includes("one")) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    child.stdin.write("\u0003");
    expect(await exitCode).toBe(130);
    expect(written.out.replace("^C", "")).toBe("one\r\nInterrupted.\r\n");
  });
});

it.each([
  ["123;cluster", 'Use "123".'],
  ["123+0", 'Use "123".'],
  ["36_[1-3%2]", 'Use "36" for the whole array, or the ID of one task, such as "36_1".'],
  ["Submitted batch job 10", 'Use "10".'],
])("%j, which is no ID, ends a wait with 2 and the cure before anything is asked", async (jobId, cure) => {
  const { written, exitCode } = run("wait", "--cluster", CLUSTER, "--job", jobId);
  expect(await exitCode).toBe(2);
  expect(written.error).toContain(cure);
  expect(emulator.calls).toHaveLength(0);
});

it("a wait for an array's own ID publishes nothing while one of its tasks runs", async () => {
  const task = (index: number, State: string) => ({
    info: { ArrayJobId: "36", ArrayJobSubId: index, ArrayRequest: "1-2", State },
  });
  emulator.setJob(CLUSTER, "36", task(2, "Completed"));
  emulator.setJob(CLUSTER, "37", task(1, "Running"));
  const { child, written, exitCode } = run(
    "wait",
    "--cluster",
    CLUSTER,
    "--job",
    "36",
    "--interval",
    "100ms",
  );
  await called(6);
  expect([child.exitCode, written.out]).toEqual([null, ""]);
  emulator.setJob(CLUSTER, "37", task(1, "Completed"));
  expect(await exitCode).toBe(0);
  expect(written.out).toContain("has succeeded (2 of 2 tasks succeeded).");
});

it("list prints a line for each job", async () => {
  for (const id of ["1", "2"]) {
    emulator.setJob(CLUSTER, id, { info: { State: "Running" } });
  }
  const { written, exitCode } = run("list", "--cluster", CLUSTER, "--status", "unfinished");
  expect(await exitCode).toBe(0);
  expect(written).toEqual({
    out: "1\t-\tRunning\trunning\t-\t-\t-\t-\t-\n2\t-\tRunning\trunning\t-\t-\t-\t-\t-\n",
    error: "",
  });
});

it.each(["install/install-command", "emulator-command"])(
  "%s loads nothing that only wait and get need",
  (file) => {
    const imports = importsOfSources();
    const loaded = [...loadedWith("src/cli/main.ts", imports), ...loadedWith(`src/cli/${file}.ts`, imports)];
    const wanted = /node_modules\/(?:axios|log-update)\/|src\/ehpc\/(?:poll\/|client\.ts)/;
    expect(loaded.filter((each) => wanted.test(each))).toEqual([]);
    expect([...loadedWith("src/cli/wait/wait-for-job.ts", imports)].some((file) => wanted.test(file))).toBe(
      true,
    );
  },
);

type Imports = Readonly<Record<string, { imports: { path: string; kind: string; external?: boolean }[] }>>;

/** What each source of the command imports, as esbuild sees it. */
function importsOfSources(): Imports {
  const metafile = join(folder, "meta.json");
  const esbuild = join(ROOT, "node_modules/esbuild/bin/esbuild");
  const args = [
    "src/cli/main.ts",
    "--bundle",
    "--platform=node",
    "--log-level=error",
    `--metafile=${metafile}`,
  ];
  execFileSync(esbuild, [...args, `--outfile=${join(folder, "main.js")}`], { cwd: ROOT });
  return JSON.parse(readFileSync(metafile, "utf8")).inputs;
}

/** A source and all that is loaded with it; what it loads late, by `import()`, is not. */
function loadedWith(source: string, imports: Imports, loaded = new Set<string>()): Set<string> {
  if (loaded.has(source)) {
    return loaded;
  }
  loaded.add(source);
  const known = imports[source];
  if (known === undefined) {
    throw new Error(`The command has no source ${source}.`);
  }
  for (const { path, kind, external } of known.imports) {
    if (kind !== "dynamic-import" && external !== true) {
      loadedWith(path, imports, loaded);
    }
  }
  return loaded;
}

it("looks once more when it was stopped past its time, as by the sleep of a computer", async () => {
  const TIMEOUT_MS = 8_000;
  emulator.setJob(CLUSTER, JOB, { info: { State: "Running" } });
  const { child, written, exitCode } = run(...WAIT, "--timeout", `${TIMEOUT_MS}ms`, "--interval", "1s");
  await called(1);
  child.kill("SIGSTOP");
  emulator.setJob(CLUSTER, JOB, { info: { State: "Completed" } });
  // The time began before the first look.
  await new Promise((resolve) => setTimeout(resolve, TIMEOUT_MS + 2_000));
  expect(written.out).toBe("");
  child.kill("SIGCONT");
  expect([await exitCode, written.out]).toEqual([0, expect.stringContaining("has succeeded")]);
});
