import { EhpcError } from "../../../src/base/errors";
import { colorsFor } from "../../../src/cli/terminal/colors";
import { JobsBoard } from "../../../src/cli/wait/jobs-board";
import { jobsFrame } from "../../../src/cli/wait/jobs-frame";
import type { JobStanding, JobsChange } from "../../../src/ehpc/poll/poller";
import { DrivenClock } from "../../support/driven-clock";

const WAIT = { clusterId: "ehpc-hz-1", require: { kind: "all" }, until: "succeeded" } as const;
const ROOM = { lines: 23, width: 80 };

function standing(jobId: string, change: Partial<JobStanding> = {}): JobStanding {
  return {
    jobId,
    state: "Running",
    phase: "running",
    inStateMs: 0,
    end: null,
    record: null,
    error: null,
    ...change,
  };
}

function change(jobs: readonly JobStanding[], more: Partial<JobsChange> = {}): JobsChange {
  const counts = { pending: 0, running: 0, succeeded: 0, failed: 0, unknown: 0 };
  for (const { phase } of jobs) {
    counts[phase] += 1;
  }
  const ended = (end: JobStanding["end"]) => jobs.filter((job) => job.end === end).length;
  const progress = {
    total: jobs.length,
    counts,
    reached: ended("reached"),
    failed: ended("failed"),
    needed: jobs.length,
  };
  return { ...progress, changed: jobs, nextLookMs: 10_000, error: null, ...more };
}

function begin(ids: readonly string[]) {
  const clock = new DrivenClock();
  const board = new JobsBoard(clock, 3_600_000);
  board.select(ids);
  const lines = (room = ROOM, env = { NO_COLOR: "1" }) =>
    jobsFrame(WAIT, board, room, colorsFor(env, true)).split("\n");
  return { clock, board, lines };
}

const times = (start: string, end: string) => ({
  jobName: "sweep",
  runAsUser: null,
  state: "Completed",
  jobQueue: null,
  nodeList: null,
  outputLog: null,
  errorLog: null,
  createTime: null,
  startTime: start,
  lastModifyTime: end,
});

it("begins without jobs, and says how long it has waited", async () => {
  const { clock, lines } = begin([]);
  await clock.advance(5_000);
  expect(lines()).toEqual(["Jobs of ehpc-hz-1: reading", "Waited 5s, 59m55s left"]);
});

it("has a bar, counts, times, and a line a job, failed jobs first", async () => {
  const { clock, board, lines } = begin(["1", "2", "3", "4"]);
  board.meet({ jobId: "2", arrayJobId: null, arrayJobSubId: null }, times("2026-01-14T08:00:00", ""));
  board.change(
    change([
      standing("1", { state: "Completed", phase: "succeeded", end: "reached" }),
      standing("2"),
      standing("3", { state: "Queued", phase: "pending" }),
      standing("4", { state: "Failed", phase: "failed", end: "failed" }),
    ]),
  );
  await clock.advance(3_000);
  expect(lines({ lines: 23, width: 40 })).toEqual([
    "4 jobs of ehpc-hz-1: all have to succeed",
    `${"█".repeat(9)}${"×".repeat(9)}${"▒".repeat(9)}${"░".repeat(9)} 1/4`,
    "1 succeeded  1 failed  1 running",
    "Waited 3s, 59m57s left, next read in 7s",
    "JOB ID  NAME   STATE      FOR",
    "4       -      Failed     -",
    "2       sweep  Running    3s",
    "3       -      Queued     3s",
    "1       -      Completed  -",
  ]);
});

it("counts the jobs that have no line", () => {
  const { board, lines } = begin(["1", "2", "3", "4", "5"]);
  board.change(change(["1", "2", "3", "4", "5"].map((id) => standing(id))));
  expect(lines({ lines: 8, width: 80 }).slice(5)).toEqual([
    expect.stringMatching(/^1 /),
    expect.stringMatching(/^2 /),
    "and 3 more: 3 running",
  ]);
});

it("estimates the rest from the run times of jobs that have ended", async () => {
  const { clock, board, lines } = begin(["1", "2", "3", "4", "5"]);
  const record = times("2026-01-14T07:00:00", "2026-01-14T07:10:00");
  const done = { state: "Completed", phase: "succeeded", end: "reached", record } as const;
  const pending = { state: "Queued", phase: "pending" } as const;
  board.change(
    change([
      standing("1", done),
      standing("2", done),
      standing("3", done),
      standing("4"),
      standing("5", pending),
    ]),
  );
  await clock.advance(60_000);
  expect(lines()[3]).toContain("about 19m to go");
  board.meet(
    { jobId: "4", arrayJobId: null, arrayJobSubId: null },
    { ...record, startTime: "2026-01-14T07:56:00Z" },
  );
  expect(lines()[3]).toContain("about 15m to go");
});

it("keeps the time of the next look in a round that only shows ends", async () => {
  const { clock, board, lines } = begin(["1", "2"]);
  board.change(change([standing("1"), standing("2")]));
  await clock.advance(4_000);
  board.change(change([standing("1")], { nextLookMs: Number.POSITIVE_INFINITY }));
  expect(lines()[3]).toContain("next read in 6s");
  await clock.advance(7_000);
  expect(lines()[3]).toContain("reading");
});

it("has a line for a read that failed, and gives a terminal nothing to obey", () => {
  const { board, lines } = begin(["1"]);
  const error = new EhpcError("throttled", "E-HPC throttles\u001b[2J requests.");
  board.change(change([standing("1", { state: "\u001b[31mOdd", phase: "unknown" })], { error }));
  expect(lines()[4]).toBe("A read failed: E-HPC throttles requests.");
  expect(lines().join("\n")).not.toContain("\u001b");
});

it("has colours where they are wanted", () => {
  const { board, lines } = begin(["1"]);
  board.change(change([standing("1", { state: "Failed", phase: "failed", end: "failed" })]));
  expect(lines(ROOM, { NO_COLOR: "" }).join("\n")).toContain("\u001b[31mFailed\u001b[39m");
});
