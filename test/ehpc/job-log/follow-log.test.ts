import type { Clock } from "../../../src/base/clock";
import { abortedError, EhpcError } from "../../../src/base/errors";
import { silentLog } from "../../../src/base/log";
import type { Client } from "../../../src/ehpc/api/client";
import { followLog } from "../../../src/ehpc/job-log/follow-log";
import { LogCopy } from "../../../src/ehpc/job-log/log-copy";
import { createPoller } from "../../../src/ehpc/poll/poller";
import type { Scenario, ScenarioJob, Stage } from "../../../src/emulator/scenario/scenario";
import type { Phase } from "../../../src/notation/phase";
import { serve, stopServing } from "../../emulator/serving";

afterEach(stopServing);

/** Follows the standard output of job 1 on a clock that the test drives. */
async function following(
  job: ScenarioJob,
  scenario: Partial<Scenario> = {},
  getJobLog?: (clock: Clock) => Client["getJobLog"],
) {
  const serving = await serve({ ...scenario, clusters: { c: { jobs: { 1: job } } } });
  const { client, clock } = serving;
  const stop = new AbortController();
  const chunks: Uint8Array[] = [];
  const notes: string[] = [];
  let phase: Phase | null = null;
  const copy = new LogCopy({
    client: getJobLog === undefined ? client : { getJobLog: getJobLog(clock) },
    clusterId: "c",
    jobId: "1",
    stream: "stdout",
    output: { write: (bytes) => void chunks.push(bytes) },
    from: { offset: 0 },
    onRestart: () => void notes.push("restart"),
  });
  const random = () => 0.5;
  const ended = createPoller({ client, clock, random, log: silentLog }).wait(
    {
      clusterId: "c",
      jobId: "1",
      until: "finished",
      timeoutMs: 1e12,
      intervalMs: 5_000,
      onLook: (look) => {
        phase = look.phase;
      },
    },
    { signal: stop.signal },
  );
  const outcome = followLog({
    copies: [copy],
    ended,
    phase: () => phase,
    intervalMs: null,
    note: (sentence) => void notes.push(sentence),
    otherWay: "Read it elsewhere.",
    clock,
    random,
    signal: stop.signal,
  }).then(
    (result) => result.kind,
    (error) => (error instanceof EhpcError ? error.kind : error),
  );
  let result: unknown = null;
  void outcome.then((kind) => {
    result = kind;
  });
  /** Lets time pass in small steps, as calls that are under way need some of the real one. */
  const pass = async (seconds: number) => {
    for (let step = 0; step < seconds && result === null; step++) {
      await clock.advance(1_000);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  return {
    ...serving,
    stop,
    notes,
    outcome,
    copied: () => Buffer.concat(chunks).toString(),
    result: () => result,
    pass,
    /** Lets time pass until it is over. */
    async toEnd() {
      while (result === null) {
        await pass(1);
      }
      return result;
    },
  };
}

const LINES = Array.from({ length: 40 }, (_, index) => `line ${String(index + 1).padStart(8, "0")} größe\n`);
const growing: ScenarioJob = {
  life: [
    { at: 0, State: "Pending" },
    { at: 10, State: "Running", stdout: { text: "line {line} größe\n", everySeconds: 1 } },
    { at: 50, State: "Completed" },
  ],
};

it("copies a growing log to its end, every byte once", async () => {
  const { toEnd, copied, notes } = await following(growing);
  expect(await toEnd()).toBe("reached");
  expect(copied()).toBe(LINES.join(""));
  expect(notes).toEqual([]);
});

it("continues through throttling and faults, and reports them once in a row", async () => {
  const troubles = [
    { share: 0.2, error: { code: "Throttling", operation: "GetJobLog" } },
    { share: 0.2, fault: { kind: "reset", operation: "GetJobLog" } },
  ] as const;
  const { toEnd, copied, notes } = await following(growing, { chance: { seed: 3, troubles } });
  expect(await toEnd()).toBe("reached");
  expect(copied()).toBe(LINES.join(""));
  expect(notes.length).toBeGreaterThan(0);
  expect(notes.every((sentence) => sentence.startsWith("The log cannot be read at the moment. "))).toBe(true);
});

it("waits for the log of a job that has not started, whatever the service returns", async () => {
  const error = { code: "InvalidParams", operation: "GetJobLog" } as const;
  const { emulator, pass, toEnd, copied, result } = await following({ info: { State: "Pending" }, error });
  await pass(20);
  expect(result()).toBeNull();
  emulator.setJob("c", "1", { info: { State: "Completed" }, stdout: "done\n" });
  expect(await toEnd()).toBe("reached");
  expect(copied()).toBe("done\n");
});

it("ends when a running job has no log", async () => {
  const error = { code: "InvalidParams", operation: "GetJobLog" } as const;
  const { toEnd } = await following({ info: { State: "Running" }, error });
  expect(await toEnd()).toBe("job-not-found");
});

it("ends when the key is not authorized to read logs, even before the job starts", async () => {
  const error = { code: "Forbidden.RAM", operation: "GetJobLog" } as const;
  const { toEnd } = await following({ info: { State: "Pending" }, error });
  expect(await toEnd()).toBe("forbidden");
});

it("copies a log from its beginning after it was rotated", async () => {
  const { toEnd, copied, notes } = await following({
    life: [
      { at: 0, State: "Running", stdout: "a long beginning\n" },
      { at: 60, stdout: { text: "new\n", restart: true } },
      { at: 100, State: "Completed" },
    ],
  });
  expect(await toEnd()).toBe("reached");
  expect(copied()).toBe("a long beginning\nnew\n");
  expect(notes).toEqual(["restart"]);
});

it("copies what others see only a little after the job's end", async () => {
  const life: Stage[] = [
    { at: 0, State: "Completed" },
    { at: 1, stdout: "late\n" },
  ];
  const { toEnd, copied } = await following({ life });
  expect(await toEnd()).toBe("reached");
  expect(copied()).toBe("late\n");
});

it("ends with what the scheduler has forgotten, after its last lines", async () => {
  const { emulator, pass, toEnd, copied } = await following({ info: { State: "Running" }, stdout: "one\n" });
  await pass(10);
  emulator.removeJob("c", "1");
  expect(await toEnd()).toBe("job-not-found");
  expect(copied()).toBe("one\n");
});

describe.each(["Failed", "Completed"])("when a log claims 9e15 bytes and its job is %s", (State) => {
  const life: Stage[] = [
    { at: 0, State: "Running" },
    { at: 50, State },
  ];
  it.each([
    ["byte by byte, each in a second", 1],
    ["in full pieces, each in a second", 409_600],
  ])("ends some 10 minutes later, though it comes %s", async (_, most) => {
    const { clock, outcome, notes } = await following({ life }, {}, (time) => async ({ size }, options) => {
      await time.sleep(1_000, options?.signal ?? new AbortController().signal).catch(() => {
        throw abortedError();
      });
      const stdout = Buffer.alloc(Math.min(size, most), "x");
      return { requestId: null, stdout, stderr: Buffer.alloc(0), stdoutSize: 9e15, stderrSize: null };
    });
    let over = false;
    void outcome.then(() => {
      over = true;
    });
    while (!over) {
      await clock.advance(10_000);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(await outcome).toBe("reached");
    expect(clock.monotonicMs()).toBeLessThan(15 * 60_000);
    expect(notes.at(-1)).toMatch(/^The rest of the log could not be read within 10 minutes/);
    expect(clock.sleepers).toBe(0);
  });
});

it("returns the end of a failed job though the rest of its log cannot be read", async () => {
  const life: Stage[] = [
    { at: 0, State: "Running" },
    { at: 50, State: "Failed" },
  ];
  const refused = new EhpcError("forbidden", "The access key is not authorized to make this call.");
  const { toEnd, notes } = await following({ life }, {}, (clock) => async () => {
    if (clock.monotonicMs() >= 50_000) {
      throw refused;
    }
    return {
      requestId: null,
      stdout: Buffer.alloc(0),
      stderr: Buffer.alloc(0),
      stdoutSize: 0,
      stderrSize: null,
    };
  });
  expect(await toEnd()).toBe("reached");
  expect(notes).toEqual([`The rest of the log could not be read. ${refused.message}`]);
});

it("ends at once on abort, and leaves no timer", async () => {
  const { stop, pass, outcome, clock } = await following({ info: { State: "Running" }, stdout: "one\n" });
  await pass(10);
  stop.abort();
  expect(await outcome).toBe("aborted");
  expect(clock.sleepers).toBe(0);
});
