import { EhpcError } from "../../../src/base/errors";
import type { QueuePlace } from "../../../src/ehpc/list/queue-place";
import type { Look } from "../../../src/ehpc/poll/poller";
import { classifyState } from "../../../src/notation/phase";
import { startWaitProgress } from "../../../src/provider/actions/wait-progress";
import { DrivenClock } from "../../support/driven-clock";

const NOT_NOW = new EhpcError("unavailable", "E-HPC is not available.", { transient: true });

/** A progress on a clock that the test drives, and what it has said. */
function progress() {
  const clock = new DrivenClock();
  const said: string[] = [];
  const logged: string[] = [];
  let places = 0;
  let place: () => Promise<QueuePlace | null> = async () => null;
  let since = 0;
  let last: string | null = null;
  const shown = startWaitProgress({
    tell: (sentence) => void said.push(sentence),
    findPlace: () => {
      places += 1;
      return place();
    },
    clock,
    log: (message) => void logged.push(message),
  });
  return {
    ...shown,
    logged,
    places: () => places,
    place: (next: typeof place) => {
      place = next;
    },
    /** What is said to a look at the job so many seconds later. */
    async after(seconds: number, state: string | null, more: Partial<Look> = {}) {
      await clock.advance(seconds * 1_000);
      if (state !== last) {
        since = clock.monotonicMs();
        last = state;
      }
      shown.look({
        state,
        phase: classifyState(state),
        inStateMs: clock.monotonicMs() - since,
        nextLookMs: 2_000,
        graceLeftMs: null,
        error: null,
        ...more,
      });
      await new Promise(setImmediate);
      return said.splice(0);
    },
  };
}

test("each state is told once, with the time in the one before", async () => {
  const { after, phase } = progress();
  expect(phase()).toBeNull();
  expect(await after(0, "Pending")).toEqual(["State: Pending."]);
  expect(await after(60, "Pending")).toEqual([]);
  expect(await after(70, "Running")).toEqual(["State: Running, after 2m10s in Pending."]);
  expect(await after(2, "RUNNING")).toEqual([]);
  expect(phase()).toBe("running");
});

test("a state that does not change is told every ten minutes, with the time in it", async () => {
  const { after } = progress();
  await after(0, "Running");
  expect(await after(599, "Running")).toEqual([]);
  expect(await after(1, "Running")).toEqual(["State: Running, for 10m."]);
  expect(await after(599, "Running")).toEqual([]);
  expect(await after(30, "Running")).toEqual(["State: Running, for 20m29s."]);
});

test("a job that cannot be read is told once, and that it can be read again", async () => {
  const { after } = progress();
  expect(await after(0, null, { error: NOT_NOW })).toEqual([
    "The job cannot be read at the moment. E-HPC is not available.",
  ]);
  expect(await after(2, null, { error: NOT_NOW })).toEqual([]);
  expect(await after(2, "Running")).toEqual(["State: Running."]);
  expect(await after(2, "Running", { error: NOT_NOW })).toHaveLength(1);
  expect(await after(60, "Running")).toEqual(["The job can be read again. State: Running, for 1m2s."]);
  expect(await after(2, "Running")).toEqual([]);
});

test("a state that may be taken back is told with the time for that", async () => {
  const { after } = progress();
  await after(0, "Running");
  expect(await after(5, "PREEMPTED", { graceLeftMs: 60_000 })).toEqual([
    "State: PREEMPTED, after 5s in Running. The scheduler may requeue the job, so this counts as its end only in 1m.",
  ]);
});

test("a state that nobody knows is told with what to do", async () => {
  expect(await progress().after(0, "Odd\u001b[31m")).toEqual([
    "State: Odd. The meaning of this state is not known, so it ends nothing. Add it to success_states or failure_states if it is an end.",
  ]);
});

test("the place in the queue is told when it changes, and looked up once a minute", async () => {
  const { after, place, places } = progress();
  place(async () => ({ queue: "comp", before: 2 }));
  expect(await after(0, "Pending")).toEqual([
    "State: Pending.",
    "2 pending jobs of queue comp were submitted before it.",
  ]);
  place(async () => ({ queue: "comp", before: 1 }));
  expect(await after(59, "Pending")).toEqual([]);
  expect(await after(1, "Pending")).toEqual(["1 pending job of queue comp was submitted before it."]);
  expect(await after(60, "Pending")).toEqual([]);
  place(async () => ({ queue: "comp", before: 0 }));
  expect(await after(60, "Pending")).toEqual(["No pending job of queue comp was submitted before it."]);
  expect(places()).toBe(4);
  await after(60, "Running");
  expect(places()).toBe(4);
});

test("a place that comes too late is not told", async () => {
  const { after, place, end } = progress();
  let answer: (place: QueuePlace) => void = () => {};
  const late = () =>
    new Promise<QueuePlace>((resolve) => {
      answer = resolve;
    });
  place(late);
  await after(0, "Pending");
  await after(60, "Running");
  answer({ queue: "comp", before: 2 });
  expect(await after(1, "Running")).toEqual([]);
  await after(60, "Pending");
  end();
  answer({ queue: "comp", before: 2 });
  expect(await after(1, "Running")).toEqual([]);
});

test.each([
  ["passes", NOT_NOW, 2],
  ["does not pass", new EhpcError("forbidden", "The access key is not authorized to make this call."), 1],
])("a failure to find the place that %s is only logged", async (_, error, times) => {
  const { after, place, places, logged } = progress();
  place(async () => {
    throw error;
  });
  expect(await after(0, "Pending")).toEqual(["State: Pending."]);
  expect(await after(60, "Pending")).toEqual([]);
  expect(places()).toBe(times);
  expect(logged[0]).toContain(error.message);
});
