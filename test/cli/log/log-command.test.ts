import { type Emulator, startEmulator } from "../../../src/emulator/emulator";
import type { ScenarioJob } from "../../../src/emulator/scenario/scenario";
import { CLUSTER, emulatorEnv } from "../../support/configuration";
import { createTerminal, type RecordedTerminal, runIn } from "../terminal";

const JOB = "1.manager";

let emulator: Emulator;
let terminal: RecordedTerminal;

beforeEach(async () => {
  emulator = await startEmulator({ scenario: { clusters: { [CLUSTER]: {} } } });
  terminal = createTerminal(emulatorEnv(emulator));
});
afterEach(async () => {
  terminal.remove();
  await emulator.close();
});

function log(...args: string[]): Promise<number> {
  return runIn(terminal, "log", "--cluster", CLUSTER, "--job", JOB, ...args);
}

function set(job: ScenarioJob): void {
  emulator.setJob(CLUSTER, JOB, job);
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe("without --follow", () => {
  const both: ScenarioJob = { info: { State: "Failed" }, stdout: "0123456789", stderr: "out of memory\n" };

  it("prints each log to the stream of the same name, whatever the state of the job", async () => {
    set(both);
    expect(await log()).toBe(0);
    expect(terminal.written).toEqual({ out: "0123456789", note: "out of memory\n" });
  });

  it.each([
    [["--stream", "stdout"], "0123456789"],
    [["--stream", "stderr"], "out of memory\n"],
    [["--stream", "stdout", "--tail", "3"], "789"],
    [["--stream", "stdout", "--offset", "3"], "3456789"],
    [["--stream", "stdout", "--offset", "3", "--size", "2"], "34"],
    [["--stream", "stdout", "--size", "2"], "01"],
  ])("with %j prints %j at standard output", async (args, out) => {
    set(both);
    expect(await log(...args)).toBe(0);
    expect(terminal.written).toEqual({ out, note: "" });
  });

  it("passes bytes on as they are", async () => {
    set({ stdout: { base64: "G1sySv8ADQo=", repeat: 2 } });
    expect(await log("--stream", "stdout")).toBe(0);
    expect(terminal.bytes.toString("base64")).toBe(
      Buffer.concat(Array(2).fill(Buffer.from("G1sySv8ADQo=", "base64"))).toString("base64"),
    );
  });

  it("makes them harmless on a terminal", async () => {
    terminal.remove();
    terminal = createTerminal(emulatorEnv(emulator), { outIsTerminal: true, noteIsTerminal: true });
    set({ stdout: "\u001b[2Jone\r\ntwo", stderr: "\u001b]0;title\u0007\u009b31mthree" });
    expect(await log()).toBe(0);
    expect(terminal.written).toEqual({ out: "one\ntwo\n", note: "three\n" });
  });

  it("prints the end of a long log, and says so", async () => {
    set({ stdout: { text: "line {line}\n", repeat: 100_000 } });
    expect(await log("--stream", "stdout")).toBe(0);
    expect(terminal.bytes).toHaveLength(1_048_576);
    expect(terminal.written.out.endsWith("line 00099999\nline 00100000\n")).toBe(true);
    expect(terminal.written.note).toBe(
      "The log of stdout has 1400000 bytes. The output starts at byte 351424; use --offset 0 for the whole log.\n",
    );
  });

  it("prints a whole long log with --offset 0", async () => {
    set({ stdout: { text: "line {line}\n", repeat: 100_000 } });
    expect(await log("--stream", "stdout", "--offset", "0")).toBe(0);
    expect(terminal.bytes).toHaveLength(1_400_000);
    expect(terminal.written.note).toBe("");
  });
});

describe("with --follow", () => {
  it("prints what the job goes on to write, and ends with 0 when it has succeeded", async () => {
    set({ info: { State: "Running" }, stdout: "one\n" });
    const ended = log("--follow", "--interval", "100ms");
    await until(() => terminal.written.out === "one\n");
    set({ info: { State: "Running" }, stdout: "one\ntwo\n", stderr: "warning\n" });
    await until(() => terminal.written.note === "warning\n");
    set({ info: { State: "Completed" }, stdout: "one\ntwo\nthree\n", stderr: "warning\n" });
    expect(await ended).toBe(0);
    expect(terminal.written).toEqual({
      out: "one\ntwo\nthree\n",
      note: `warning\nJob "${JOB}" of cluster "${CLUSTER}" has succeeded. Its state is Completed.\n`,
    });
  });

  it("ends with 1 when the job has failed, after its last words", async () => {
    set({ info: { State: "Failed" }, stdout: "one\n", stderr: "out of memory" });
    terminal.remove();
    terminal = createTerminal(emulatorEnv(emulator), { outIsTerminal: true, noteIsTerminal: true });
    expect(await log("--follow", "--interval", "100ms")).toBe(1);
    expect(terminal.written).toEqual({
      out: "one\n",
      note: `out of memory\nJob "${JOB}" of cluster "${CLUSTER}" has failed. Its state is Failed.\n`,
    });
  });

  it("begins with the tail that is asked for", async () => {
    set({ info: { State: "Completed" }, stdout: "0123456789" });
    expect(await log("--follow", "--interval", "100ms", "--tail", "2")).toBe(0);
    expect(terminal.written.out).toBe("89");
  });

  it("reports an unknown state once, and continues", async () => {
    set({ info: { State: "F" }, stdout: "one\n" });
    const ended = log("--follow", "--interval", "100ms");
    await until(() => emulator.calls.length > 20);
    terminal.interrupt();
    expect(await ended).toBe(130);
    expect(terminal.written.note.match(/The state F is unknown/g)).toHaveLength(1);
  });

  it("counts a state as an end with --success-state or --failure-state", async () => {
    set({ info: { State: "F" }, stdout: "one\n" });
    expect(await log("--follow", "--interval", "100ms", "--failure-state", "F")).toBe(1);
  });

  it("ends with 130 at once on Ctrl-C", async () => {
    set({ info: { State: "Running" }, stdout: "one\n" });
    const ended = log("--follow", "--interval", "1h");
    await until(() => terminal.written.out === "one\n");
    terminal.interrupt();
    expect(await ended).toBe(130);
    expect(terminal.written).toEqual({ out: "one\n", note: "Interrupted.\n" });
  });

  it("ends quietly when the reader has left, and does not report success", async () => {
    set({ info: { State: "Running" }, stdout: "one\n" });
    const ended = log("--follow", "--interval", "1h");
    await until(() => terminal.written.out === "one\n");
    terminal.closeOut();
    expect(await ended).toBe(5);
    expect(terminal.written.note).toBe("");
  });
});

describe("ends with", () => {
  it.each([
    [["--tail", "1", "--offset", "0"], "--tail conflicts with --offset and --size. Remove one of them."],
    [["--size", "1", "--follow"], "--size conflicts with --follow"],
    [["--interval", "1s"], "--interval requires --follow."],
    [["--tail", "-1"], "The value must be a whole number of bytes."],
    [["--stream", "both"], "Allowed choices are stdout, stderr, all."],
  ])("2 for %j", async (args, message) => {
    expect(await log(...args)).toBe(2);
    expect(terminal.written.note).toContain(message);
    expect(emulator.calls).toHaveLength(0);
  });

  it.each([[[]], [["--follow"]]])("4 where there is no such job: %j", async (args) => {
    expect(await log(...args)).toBe(4);
    expect(terminal.written.note).toContain("Check --job.");
  });

  it.each([[[]], [["--follow"]]])("5 where the job has no log: %j", async (args) => {
    emulator.update({ clusters: { [CLUSTER]: { logsAvailable: false } } });
    set({ info: { State: "Running" } });
    expect(await log(...args)).toBe(5);
    expect(terminal.written.note).toContain("the job exists, but E-HPC does not return its log.");
    expect(terminal.written.note).toContain(
      "The operation is not supported by the scheduler of the cluster.",
    );
  });
});
