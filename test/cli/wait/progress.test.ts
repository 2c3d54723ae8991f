import { EhpcError } from "../../../src/base/errors";
import { startProgress } from "../../../src/cli/wait/progress";
import type { Look } from "../../../src/ehpc/poll/poller";
import { DrivenClock } from "../../support/driven-clock";

const WAIT = { jobId: "1", timeoutMs: 3_600_000, startTime: () => null };
const clock = () => new DrivenClock();

function look(change: Partial<Look> = {}): Look {
  return {
    state: "Running",
    phase: "running",
    inStateMs: 0,
    nextLookMs: 10_000,
    graceLeftMs: null,
    error: null,
    ...change,
  };
}

describe("without a rewritable terminal", () => {
  async function lines() {
    const written: string[] = [];
    const driven = clock();
    const note = (text: string) => written.push(text);
    const progress = await startProgress(WAIT, { note, openScreen: null }, driven);
    return { written, driven, progress };
  }

  it("writes a line per change of state, and one per minute for an unchanged job", async () => {
    const { written, driven, progress } = await lines();
    progress.look(look({ state: "Queued", phase: "pending" }));
    for (let inStateMs = 0; inStateMs <= 150_000; inStateMs += 10_000) {
      await driven.advance(10_000);
      progress.look(look({ inStateMs }));
    }
    progress.end();
    expect(written).toEqual([
      "Job 1: Queued for 0s, next read in 10s; waited 0s, 1h left\n",
      "Job 1: Running for 0s, next read in 10s; waited 10s, 59m50s left\n",
      "Job 1: Running for 1m, next read in 10s; waited 1m10s, 58m50s left\n",
      "Job 1: Running for 2m, next read in 10s; waited 2m10s, 57m50s left\n",
    ]);
  });

  it("a line begins with the first look, and has what a look has shown", async () => {
    const { written, progress } = await lines();
    progress.look(look({ inStateMs: 125_000, nextLookMs: 6_250 }));
    expect(written).toEqual(["Job 1: Running for 2m5s, next read in 6s; waited 0s, 1h left\n"]);
  });

  it("reports a failed read, and no state for a job that was not seen yet", async () => {
    const { written, progress } = await lines();
    const error = new EhpcError("throttled", "E-HPC throttles requests.");
    progress.look(look({ state: null, phase: "unknown", error }));
    expect(written).toEqual([
      "Job 1: not seen yet, next read in 10s (the last read failed: E-HPC throttles requests.); waited 0s, 1h left\n",
    ]);
  });

  it("shows the remaining grace period of a state from which the scheduler may requeue the job", async () => {
    const { written, progress } = await lines();
    progress.look(look({ state: "PREEMPTED", phase: "failed", graceLeftMs: 60_000 }));
    expect(written).toEqual([
      "Job 1: PREEMPTED for 0s, waiting 1m for the scheduler to requeue it, next read in 10s; waited 0s, 1h left\n",
    ]);
  });

  it("a state's escape sequences are harmless, and one that nobody knows is called so", async () => {
    const { written, progress } = await lines();
    progress.look(look({ state: "\u001b[2JWeird\nstate", phase: "unknown" }));
    expect(written).toEqual([
      "Job 1: Weird state (unknown state) for 0s, next read in 10s; waited 0s, 1h left\n",
    ]);
  });
});

it("a line has the job's own start, while it runs", async () => {
  const written: string[] = [];
  const wait = { ...WAIT, startTime: () => "2024-08-16T10:05:00" };
  const note = (text: string) => written.push(text);
  const progress = await startProgress(wait, { note, openScreen: null }, clock());
  progress.look(look());
  progress.look(look({ state: "Held", phase: "pending" }));
  expect(written).toEqual([
    "Job 1: Running for 0s (started 2024-08-16T10:05:00), next read in 10s; waited 0s, 1h left\n",
    "Job 1: Held for 0s, next read in 10s; waited 0s, 1h left\n",
  ]);
});

describe("on a terminal", () => {
  it("one line is rewritten, counts on every second between looks, and is gone at the end", async () => {
    const shown: string[] = [];
    const driven = clock();
    const screen = {
      show: (text: string) => shown.push(text),
      clear: () => shown.push("(cleared)"),
      size: () => ({ columns: 80, rows: 24 }),
    };
    const progress = await startProgress(WAIT, { note: fail, openScreen: async () => screen }, driven);
    progress.look(look({ nextLookMs: 2_000 }));
    await driven.advance(3_000);
    progress.end();
    await driven.advance(60_000);
    expect(shown).toEqual([
      "Job 1: reading\nWaited 0s, 1h left",
      "Job 1: Running for 0s, next read in 2s\nWaited 0s, 1h left",
      "Job 1: Running for 1s, next read in 1s\nWaited 1s, 59m59s left",
      "Job 1: Running for 2s, reading\nWaited 2s, 59m58s left",
      "Job 1: Running for 3s, reading\nWaited 3s, 59m57s left",
      "(cleared)",
    ]);
    expect(driven.sleepers).toBe(0);
  });
});

function fail(text: string): void {
  throw new Error(`written below the live line: ${text}`);
}
