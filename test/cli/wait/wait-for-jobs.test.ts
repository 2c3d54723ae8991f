import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, startEmulator } from "../../../src/emulator/emulator";
import type { ScenarioJob } from "../../../src/emulator/scenario/scenario";
import { CLUSTER, emulatorEnv, TIME_FOR_A_LOOK } from "../../support/configuration";
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

/** Begins again with a terminal of this kind. */
function on(shown: Parameters<typeof createTerminal>[1], env = {}): void {
  terminal.remove();
  terminal = createTerminal({ ...emulatorEnv(emulator), ...env }, shown);
}

function put(states: Readonly<Record<string, string>>, job: ScenarioJob = {}): void {
  for (const [jobId, State] of Object.entries(states)) {
    emulator.setJob(CLUSTER, jobId, { ...job, info: { State, ...job.info } });
  }
}

function wait(...args: string[]): Promise<number> {
  return runIn(terminal, "wait", "--cluster", CLUSTER, "--interval", "100ms", ...args);
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const JOBS = ["--job", "1", "--job", "2", "--job", "3"];

describe("ends with 0", () => {
  it("only when every job that was named has succeeded", async () => {
    put({ "1": "Running", "2": "Completed", "3": "Completed" });
    const ended = wait(...JOBS);
    await until(() => terminal.written.note.includes("2 succeeded, 1 running"));
    expect(terminal.written.out).toBe("");
    put({ "1": "Completed" });
    expect(await ended).toBe(0);
    expect(terminal.written.out).toBe(`All 3 jobs of cluster "${CLUSTER}" have succeeded.\n`);
  });

  it.each([
    ["any", { "1": "Failed", "2": "Running", "3": "Completed" }],
    ["2", { "1": "Failed", "2": "Completed", "3": "Completed" }],
    ["60%", { "1": "Failed", "2": "Completed", "3": "Completed" }],
  ])("when --require %s is met", async (required, states) => {
    put(states);
    expect(await wait(...JOBS, "--require", required)).toBe(0);
    expect(terminal.written.out).toMatch(/^[12] of 3 jobs of cluster .* ha(s|ve) succeeded\. Now: /);
  });

  it("when all have ended, with --until finished", async () => {
    put({ "1": "Failed", "2": "Completed", "3": "Failed" });
    expect(await wait(...JOBS, "--until", "finished")).toBe(0);
    expect(terminal.written.out).toContain("All 3 jobs");
  });

  it("for the jobs of standard input, one per line, as list prints them", async () => {
    on({ input: "1\n\n2\ttrain\tCompleted\tsucceeded\r\n1\n" });
    put({ "1": "Completed", "2": "Completed" });
    expect(await wait("--jobs-from", "-")).toBe(0);
    expect(terminal.written.out).toContain("All 2 jobs");
  });

  it("for the jobs of a file", async () => {
    const file = join(terminal.packageDirectory, "..", "jobs.txt");
    writeFileSync(file, "1\n");
    put({ "1": "Completed" });
    expect(await wait("--jobs-from", file)).toBe(0);
    expect(terminal.written.out).toBe(`The job of cluster "${CLUSTER}" has succeeded.\n`);
  });

  it("for the jobs of a name from a time on", async () => {
    const info = (CreateTime: string) => ({ info: { JobName: "sweep", CreateTime } });
    put({ "1": "Failed" }, info("2024-08-16T10:00:00"));
    put({ "2": "Completed", "3": "Completed" }, info("2024-08-16T12:00:00"));
    const from = ["--created-after", "2024-08-16T11:00:00Z"];
    expect(await wait("--name", "sweep", ...from)).toBe(0);
    expect(await wait("--name-regex", "^sweep$", ...from)).toBe(0);
    expect(terminal.written.out.match(/All 2 jobs/g)).toHaveLength(2);
  });

  it("for all tasks of an array", async () => {
    for (const index of [1, 2]) {
      const info = { ArrayJobId: "36", ArrayJobSubId: index, ArrayRequest: "1-2", State: "Completed" };
      emulator.setJob(CLUSTER, `36_${index}`, { info });
    }
    emulator.setJob(CLUSTER, "36", { info: { ArrayRequest: "1-2", State: "Completed" } });
    expect(await wait("--array", "36")).toBe(0);
    expect(terminal.written.out).toContain("All 2 jobs");
  });
});

describe("ends with 1", () => {
  it("as soon as the requirement cannot be met, and explains the failures", async () => {
    put({ "1": "Running", "3": "Completed" });
    put({ "2": "Failed" }, { info: { JobQueue: "workq", ErrorLog: "/home/2.e" }, stderr: "out of memory\n" });
    expect(await wait(...JOBS)).toBe(1);
    const { note, out } = terminal.written;
    expect(out).toBe("");
    expect(note).toContain(`1 of 3 jobs failed of cluster "${CLUSTER}". 3 must succeed.`);
    expect(note).toContain("queue: workq");
    expect(note).toContain("| out of memory");
    expect(note).toContain(`list --cluster ${CLUSTER} --status finished`);
  });

  it("only when all have ended, with --no-fail-fast", async () => {
    put({ "1": "Running", "2": "Failed", "3": "Completed" });
    const ended = wait(...JOBS, "--no-fail-fast", "--json");
    await until(() => terminal.written.note.includes("1 succeeded, 1 failed, 1 running"));
    put({ "1": "Failed" });
    expect(await ended).toBe(1);
    expect(JSON.parse(terminal.written.out).failed_job_ids).toEqual(["1", "2"]);
  });

  it("for a number that is higher than there are jobs", async () => {
    put({ "1": "Completed", "2": "Completed", "3": "Completed" });
    expect(await wait(...JOBS, "--require", "4")).not.toBe(0);
  });
});

describe("ends with 2 and asks nothing of the service", () => {
  it.each([
    ["no job", [], "Which job to wait for is missing."],
    ["jobs in two ways", ["--job", "1", "--array", "2"], "The options select jobs in several ways."],
    ["a name without a time", ["--name", "sweep"], "need --created-after"],
    [
      "a time without a name",
      ["--job", "1", "--created-after", "2024-08-16T11:00:00Z"],
      "only applies with --name",
    ],
    [
      "the start of many jobs",
      ["--job", "1", "--job", "2", "--until", "started"],
      "--until started is for one --job.",
    ],
    ["two forms of JSON", ["--job", "1", "--json", "--json-lines"], "--json conflicts with --json-lines."],
    ["a requirement that is none", ["--job", "1", "--require", "most"], "is none of"],
    ["a requirement of nothing", ["--job", "1", "--require", "0"], "is none of"],
    ["two requirements", ["--job", "1", "--require", "1", "--require", "2"], "takes one value"],
    ["an ID that is none", ["--job", "1", "--job", "Submitted batch job 2"], 'Use "2".'],
    ["no IDs at standard input", ["--jobs-from", "-"], "There are no job IDs in standard input."],
    ["a file that does not exist", ["--jobs-from", "nowhere"], "Could not read nowhere (ENOENT)."],
  ])("for %s", async (_title, args, told) => {
    expect(await wait(...args)).toBe(2);
    expect(terminal.written.note).toContain(told);
    expect(terminal.written.out).toBe("");
    expect(emulator.calls).toEqual([]);
  });

  it("for a line of standard input that is no ID", async () => {
    on({ input: "1\nSubmitted batch job 10\n" });
    expect(await wait("--jobs-from", "-")).toBe(2);
    expect(terminal.written.note).toContain("Line 2 of standard input: the ID ");
  });
});

it("ends with 3 when it times out, and says how many are in which phase", async () => {
  put({ "1": "Running", "2": "Completed", "3": "Queued" });
  expect(await wait(...JOBS, "--timeout", TIME_FOR_A_LOOK)).toBe(3);
  const { note } = terminal.written;
  expect(note).toContain(
    `1 of 3 jobs of cluster "${CLUSTER}" did succeed within ${TIME_FOR_A_LOOK}, but 3 must.`,
  );
  expect(note).toContain("No job was changed. Run the command again");
});

it("ends with 4 when jobs are missing and none has failed", async () => {
  put({ "1": "Completed", "2": "Completed" });
  expect(await wait(...JOBS, "--json")).toBe(4);
  const told = JSON.parse(terminal.written.out);
  expect(told).toMatchObject({ outcome: "not-found", reached: expect.any(Number), needed: 3 });
  expect(told.jobs[2]).toMatchObject({ job_id: "3", end: "lost", error: { kind: "job-not-found" } });
});

it("ends with 4 for a cluster that does not exist, and with 5 when nothing answers", async () => {
  expect(await runIn(terminal, "wait", "--cluster", "other", ...JOBS)).toBe(4);
  await emulator.close();
  expect(await wait(...JOBS, "--timeout", TIME_FOR_A_LOOK)).toBe(5);
});

describe("ends with 130 on Ctrl-C", () => {
  it("and says that the jobs go on", async () => {
    put({ "1": "Running", "2": "Completed", "3": "Queued" });
    const ended = wait(...JOBS, "--json");
    await until(() => terminal.written.note.includes("1 succeeded, 1 running, 1 pending"));
    terminal.interrupt();
    expect(await ended).toBe(130);
    expect(JSON.parse(terminal.written.out)).toMatchObject({
      outcome: "interrupted",
      counts: { succeeded: 1, running: 1, pending: 1 },
    });
    expect(terminal.written.note).toMatch(
      /Interrupted\. The jobs go on: 1 succeeded, 1 running, 1 pending\. Run the command again .*\n$/,
    );
  });

  it("while standard input is open", async () => {
    terminal.openInput = async function* () {
      yield "1\n";
      await new Promise(() => {});
    };
    const ended = wait("--jobs-from", "-");
    terminal.interrupt();
    expect([await ended, terminal.written.note]).toEqual([130, "Interrupted.\n"]);
  });
});

describe("output for a program", () => {
  it("with --json is one object about all jobs", async () => {
    put({ "1": "Completed", "2": "Completed" }, { info: { JobName: "\u001b[2Jsweep" } });
    put({ "3": "Failed" }, { stderr: "one\ntwo\n" });
    expect(await wait(...JOBS, "--json")).toBe(1);
    expect(terminal.written.out).not.toContain("\u001b");
    const told = JSON.parse(terminal.written.out);
    expect(told).toMatchObject({
      outcome: "failed",
      cluster_id: CLUSTER,
      until: "succeeded",
      needed: 3,
      failed_job_ids: ["3"],
      error: null,
    });
    expect(told.jobs.map(({ job_id }: { job_id: string }) => job_id)).toEqual(["1", "2", "3"]);
    expect(told.jobs[2]).toMatchObject({ state: "Failed", end: "failed", stderr_tail: ["one", "two"] });
  });

  it("with --json-lines is an object per change, and the outcome at the end", async () => {
    put({ "1": "Running", "2": "Completed" });
    const ended = wait("--job", "1", "--job", "2", "--json-lines");
    await until(() => terminal.written.out.includes('"job_id":"1"'));
    put({ "1": "Completed" });
    expect(await ended).toBe(0);
    const told = terminal.written.out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(told[0]).toMatchObject({ event: "jobs", cluster_id: CLUSTER, job_ids: ["1", "2"] });
    expect(told.slice(1, -1).every(({ event }) => event === "job")).toBe(true);
    const states = told.filter(({ job_id }) => job_id === "1").map(({ state }) => state);
    expect([states[0], states.at(-1)]).toEqual(["Running", "Completed"]);
    expect(told.at(-1)).toMatchObject({ event: "outcome", outcome: "reached", reached: 2 });
    expect(terminal.written.note).toBe("");
  });

  it("with --json-lines for one job is the same", async () => {
    put({ "1": "Completed" });
    expect(await wait("--job", "1", "--json-lines")).toBe(0);
    expect(terminal.written.out.trim().split("\n").at(-1)).toContain('"event":"outcome","outcome":"reached"');
  });
});

describe("on a terminal", () => {
  it.each([
    [80, 24],
    [40, 10],
    [20, 4],
  ])("of %ix%i the table fits at any time, and is gone at the end", async (columns, rows) => {
    on({ size: { columns, rows } }, { NO_COLOR: "1" });
    const info = (State: string) => ({
      info: { JobName: "a-sweep-with-a-long-name", State, NodeList: "compute000", JobQueue: "workq" },
    });
    const states = ["Running", "Completed", "Pending", "Failed"];
    for (let id = 1; id <= 40; id += 1) {
      emulator.setJob(CLUSTER, String(id), info(states[id % 4] ?? ""));
    }
    const ids = Array.from({ length: 40 }, (_, index) => ["--job", String(index + 1)]).flat();
    const ended = wait(...ids, "--no-fail-fast");
    await until(() =>
      terminal.frames.some((frame) => /10 (succeeded|succ)/.test(frame) && frame.includes("0/40")),
    );
    terminal.interrupt();
    expect(await ended).toBe(130);
    for (const frame of terminal.frames) {
      const lines = frame.split("\n");
      expect(lines.length).toBeLessThan(rows);
      expect(lines.filter((line) => line.length > columns)).toEqual([]);
    }
    expect(terminal.frames.at(-1)).toBe("");
    expect(terminal.written.note).toContain("Interrupted. The jobs go on");
  });
});
