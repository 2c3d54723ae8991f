import { abortedError, EhpcError } from "../../../src/base/errors";
import type { Client } from "../../../src/ehpc/api/client";
import { followLines } from "../../../src/ehpc/job-log/follow-lines";
import type { WaitOutcome } from "../../../src/ehpc/poll/poller";
import type { ScenarioJob } from "../../../src/emulator/scenario/scenario";
import { serve, stopServing } from "../../emulator/serving";

afterEach(stopServing);

const REACHED = { kind: "reached", phase: "succeeded" } as WaitOutcome;

/** Follows the standard output of job 1, on a clock that the test drives, until the test ends the wait. */
async function following(job: ScenarioJob, getJobLog?: Client["getJobLog"]) {
  const { client, clock, emulator } = await serve({ clusters: { c: { jobs: { 1: job } } } });
  const stop = new AbortController();
  const shown: string[] = [];
  const notes: string[] = [];
  let end: (outcome: WaitOutcome) => void = () => {};
  let fail: (error: EhpcError) => void = () => {};
  const ended = new Promise<WaitOutcome>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  let result: unknown = null;
  const outcome = followLines(
    getJobLog === undefined ? client : { getJobLog },
    {
      clusterId: "c",
      jobId: "1",
      ended,
      phase: () => "running",
      intervalMs: 5_000,
      show: async (lines) => void shown.push(...lines),
      note: (sentence) => void notes.push(sentence),
      otherWay: "Read it elsewhere.",
    },
    { clock, random: () => 0.5, signal: stop.signal },
  ).then(
    ({ kind }) => kind,
    (error) => (error instanceof EhpcError ? error.kind : error),
  );
  void outcome.then((kind) => {
    result = kind;
  });
  /** Lets time pass, in small steps as calls that are under way need some of the real one, until something is so. */
  const until = async (isSo: () => boolean) => {
    while (!isSo()) {
      await clock.advance(1_000);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  return {
    emulator,
    stop,
    shown,
    notes,
    outcome,
    end: () => end(REACHED),
    fail,
    until,
    result: () => result,
  };
}

it("shows whole lines as they come, and the rest when the wait has ended", async () => {
  const { emulator, shown, notes, end, until, result } = await following({ stdout: "one\ntw" });
  await until(() => shown.length > 0);
  expect(shown).toEqual(["one"]);
  emulator.setJob("c", "1", { stdout: "one\ntwo\n\u001b[31mthree" });
  await until(() => shown.length > 1);
  expect(shown).toEqual(["one", "two"]);
  end();
  await until(() => result() !== null);
  expect(result()).toBe("reached");
  expect(shown).toEqual(["one", "two", "three"]);
  expect(notes).toEqual([]);
});

it("shows the end of a long log, and says so", async () => {
  const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index}`);
  const { shown, notes, end, until, result } = await following({ stdout: `${lines.join("\n")}\n` });
  end();
  await until(() => result() !== null);
  expect(notes).toEqual([
    expect.stringMatching(/^The standard output has \d+ bytes already\. The last 65536 follow\.$/),
  ]);
  expect(shown).toEqual(lines.slice(-shown.length));
  expect(shown.length).toBeGreaterThan(5_000);
});

it("goes on with the wait when the log cannot be read", async () => {
  const refused = new EhpcError("forbidden", "The access key is not authorized to make this call.");
  const { notes, end, until, outcome, result } = await following({}, async () => {
    throw refused;
  });
  await until(() => notes.length > 0);
  expect(notes).toEqual([
    `The standard output can no longer be followed, but the wait goes on. ${refused.message}`,
  ]);
  expect(result()).toBeNull();
  end();
  expect(await outcome).toBe("reached");
});

it("throws what ends the wait, without a word about the log", async () => {
  const { shown, notes, fail, until, result } = await following({ stdout: "one\nrest" });
  await until(() => shown.length > 0);
  fail(new EhpcError("job-not-found", "There is no such job."));
  await until(() => result() !== null);
  expect(result()).toBe("job-not-found");
  expect(shown).toEqual(["one", "rest"]);
  expect(notes).toEqual([]);
});

it("ends at once on abort", async () => {
  const { stop, fail, shown, notes, until, outcome } = await following({ stdout: "one\n" });
  await until(() => shown.length > 0);
  stop.abort();
  fail(abortedError());
  expect(await outcome).toBe("aborted");
  expect(notes).toEqual([]);
});
