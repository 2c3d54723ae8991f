import { type Conclusion, conclusionOn, listedIn } from "../../../src/ehpc/poll/conclusion";
import type { Sweep } from "../../../src/ehpc/poll/sweep";
import { Wait } from "../../../src/ehpc/poll/wait";
import { WaitTerms } from "../../../src/ehpc/poll/wait-terms";
import { WatchedJob } from "../../../src/ehpc/poll/watched-job";
import { DrivenClock } from "../../support/driven-clock";
import { aListedJob } from "../list/a-listed-job";
import { broken } from "./fake-service";

const listing = (...jobs: [string, string][]): Sweep => ({
  jobs: new Map(jobs.map(([jobId, state]) => [jobId, aListedJob({ jobId, state })])),
  ambiguous: new Set(),
  groups: new Map(),
  arrays: new Set(),
  order: "falling",
  fits: true,
  steady: true,
  full: true,
  complete: true,
  pages: 1,
  error: null,
});

/** The job "1", which somebody waits for until it has started; a look is due, and lists serve for it, unless said. */
function conclude(found: Sweep, { due = true, trusting = true } = {}): Conclusion {
  const job = new WatchedJob("1", 0, () => {});
  const terms = new WaitTerms({ until: "started", timeoutMs: 1_000, intervalMs: null }, new DrivenClock());
  const waiter = { looked: () => {}, ended: () => {}, failed: () => {} };
  const watcher = { onEnd: () => {}, onOverdue: () => {} };
  job.join(new Wait(terms, job, null, { waiter, watcher }));
  if (!due) {
    job.dueAt = 10;
  }
  if (!trusting) {
    job.distrustLists(0);
  }
  return conclusionOn(job, found, 5);
}

it("a state that ends no wait puts off the next look", () => {
  for (const state of ["Pending", "Who knows"]) {
    expect(conclude(listing(["1", state]))).toBe("listed");
    expect(conclude(listing(["1", state]), { due: false, trusting: false })).toBe("listed");
  }
});

it("a state that may end a wait, and a job that is in no page, have to be told by GetJob", () => {
  for (const found of [listing(["1", "Running"]), listing(["1", "Failed"]), listing(["2", "Pending"])]) {
    expect(conclude(found)).toBe("close");
    expect(conclude(found, { due: false })).toBe("close");
    expect(conclude(found, { trusting: false })).toBe("close");
    expect(conclude(found, { due: false, trusting: false })).toBe("leave");
  }
});

it("a page that could not be read says nothing", () => {
  const partial = { ...listing(["2", "Pending"]), complete: false, error: broken };
  expect(conclude(partial)).toBe("missed");
  expect(conclude(partial, { due: false })).toBe("leave");
  expect(conclude(partial, { trusting: false })).toBe("ask");
});

it("a page that it did not pay to read leaves the job to GetJob when it is due", () => {
  const partial = { ...listing(["2", "Pending"]), complete: false };
  expect(conclude(partial)).toBe("ask");
  expect(conclude(partial, { due: false })).toBe("leave");
});

it("a job of the same number on another server is not the job", () => {
  const other = aListedJob({ jobId: "1.other", state: "Running" });
  const found: Sweep = { ...listing(), jobs: new Map([["1", other]]) };
  expect(listedIn(found, { key: "1", jobId: "1.manager" })).toBeUndefined();
  expect(listedIn(found, { key: "1", jobId: "1" })).toBe(other);
});
