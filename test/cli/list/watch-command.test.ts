import { type Emulator, startEmulator } from "../../../src/emulator/emulator";
import { CLUSTER, emulatorEnv } from "../../support/configuration";
import { createTerminal, type RecordedTerminal, runIn } from "../terminal";

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

function put(jobId: string, State: string, info = {}): void {
  emulator.setJob(CLUSTER, jobId, { info: { State, ...info } });
}

function watch(...args: string[]): Promise<number> {
  return runIn(terminal, "watch", "--cluster", CLUSTER, "--interval", "100ms", ...args);
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Lines of standard output without their times. */
const changes = () =>
  terminal.written.out
    .split("\n")
    .slice(0, -1)
    .map((line) => line.split("\t").slice(1).join(" "));

describe("for a program", () => {
  it("prints a line per change until Ctrl-C: unfinished jobs, new ones, and how they end", async () => {
    put("1", "Running", { JobName: "train" });
    put("2", "Completed");
    const ended = watch();
    await until(() => changes().length === 1);
    put("3", "Pending");
    await until(() => changes().length === 2);
    put("1", "Failed", { JobName: "train" });
    put("3", "Running");
    await until(() => changes().length === 4);
    terminal.interrupt();
    expect(await ended).toBe(130);
    expect(changes().slice(0, 2)).toEqual(["1 train Running running", "3 - Pending pending"]);
    expect(changes().slice(2).sort()).toEqual(["1 train Failed failed", "3 - Running running"]);
    expect(terminal.written.out).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\t/);
    expect(terminal.written.note).toBe("");
  });

  it("says that a job is forgotten that is nowhere any more", async () => {
    put("1", "Running");
    const ended = watch();
    await until(() => changes().length === 1);
    emulator.removeJob(CLUSTER, "1");
    await until(() => changes().length === 2);
    terminal.interrupt();
    await ended;
    expect(changes()[1]).toBe("1 - forgotten unknown");
  });

  it("looks up many ends at once in the list of ended jobs", async () => {
    const info = { CreateTime: "2024-08-16T10:00:00" };
    const series = (State: string) => [{ count: 100, job: { info: { ...info, State } } }];
    emulator.update({ clusters: { [CLUSTER]: { series: series("Running") } } });
    const ended = watch();
    await until(() => changes().length === 100);
    const before = emulator.calls.length;
    emulator.update({ clusters: { [CLUSTER]: { series: series("Completed") } } });
    await until(() => changes().length === 200);
    terminal.interrupt();
    await ended;
    expect(
      changes()
        .slice(100)
        .every((line) => line.endsWith("- Completed succeeded")),
    ).toBe(true);
    const calls = emulator.calls.slice(before);
    expect(calls.filter(({ operation }) => operation === "GetJob")).toEqual([]);
  });

  it("prints an object per change with --json-lines", async () => {
    put("1", "Running", { JobName: "\u001b[31mtrain" });
    const ended = watch("--json-lines");
    await until(() => changes().length === 1);
    put("1", "Completed");
    await until(() => changes().length === 2);
    terminal.interrupt();
    await ended;
    expect(terminal.written.out).not.toContain("\u001b");
    const told = terminal.written.out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(told).toMatchObject([
      {
        event: "job",
        cluster_id: CLUSTER,
        job_id: "1",
        state: "Running",
        previous_state: null,
        unfinished: true,
      },
      { event: "job", job_id: "1", state: "Completed", phase: "succeeded", previous_state: "Running" },
    ]);
  });

  it("ends with 5 and no word when its reader has left", async () => {
    put("1", "Running");
    const ended = watch();
    await until(() => changes().length === 1);
    terminal.closeOut();
    expect([await ended, terminal.written.note]).toEqual([5, ""]);
  });

  it("goes on after a failed read", async () => {
    put("1", "Running");
    terminal.env = { ...terminal.env, MAX_RETRY_TIMEOUT: "0" };
    const ended = watch();
    await until(() => changes().length === 1);
    const calls = emulator.calls.length;
    emulator.update({ clusters: { [CLUSTER]: { error: { code: "AgentError", times: 2 }, jobs: {} } } });
    await until(() => emulator.calls.length >= calls + 3);
    put("2", "Running");
    await until(() => changes().includes("2 - Running running"));
    terminal.interrupt();
    await ended;
  });
});

describe("on a terminal", () => {
  it.each([
    [80, 24],
    [40, 10],
  ])("of %ix%i draws a table that fits, and leaves the last one there", async (columns, rows) => {
    terminal.remove();
    terminal = createTerminal({ ...emulatorEnv(emulator), NO_COLOR: "1" }, { size: { columns, rows } });
    const info = {
      State: "Running",
      JobName: "sweep-{number}-with-a-long-name",
      NodeList: "compute{number}",
    };
    emulator.update({ clusters: { [CLUSTER]: { series: [{ count: 60, job: { info } }] } } });
    put("failed", "Running");
    const ended = watch();
    await until(() => terminal.frames.some((frame) => frame.includes("61 running")));
    put("failed", "Failed");
    await until(() => terminal.frames.some((frame) => frame.includes("1 failed")));
    terminal.interrupt();
    expect(await ended).toBe(130);
    for (const frame of terminal.frames) {
      const lines = frame.split("\n");
      expect(lines.length).toBeLessThan(rows);
      expect(lines.filter((line) => line.length > columns)).toEqual([]);
    }
    const last = terminal.written.note.split("\n");
    expect(last[0]).toBe(`${CLUSTER}: 60 unfinished`);
    expect(last[1]).toBe("1 failed  60 running");
    expect(last[2]).toMatch(/^Read \d+s ago, (next read in 1s|reading)/);
    expect(last[3]).toMatch(/^JOB ID/);
    expect(last[4]).toMatch(/^failed /);
    expect(last.at(-2)).toBe(`and ${rows === 24 ? 43 : 57} more: ${rows === 24 ? 43 : 57} running`);
    expect(terminal.written.out).toBe("");
  });
});

it("ends with 4 for a cluster that does not exist, and with 2 for a wrong option", async () => {
  expect(await runIn(terminal, "watch", "--cluster", "other")).toBe(4);
  expect(await watch("--name-regex", "(")).toBe(2);
  expect(await watch("--interval", "1ms")).toBe(2);
  expect(await watch("--success-state", "x", "--failure-state", "X")).toBe(2);
});
