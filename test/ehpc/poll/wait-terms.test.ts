import { LAST_LOOK_MS, type TimedWait, WaitTerms } from "../../../src/ehpc/poll/wait-terms";
import { DrivenClock } from "../../support/driven-clock";

function terms(timeoutMs: number) {
  const clock = new DrivenClock();
  const shared = new WaitTerms({ until: "succeeded", timeoutMs, intervalMs: null }, clock);
  const told: string[] = [];
  const wait = (name: string): TimedWait => {
    const say = (what: string) => told.push(`${clock.monotonicMs()}: ${name} ${what}`);
    const each: TimedWait = {
      nearEnd: () => say("nearly over"),
      overdue: () => say("overdue"),
      timeOut() {
        say("over");
        shared.remove(each);
      },
    };
    return each;
  };
  return { clock, shared, told, wait };
}

it("thousands of waits share one timer, which tells each that is left that it is nearly over, and over", async () => {
  const { clock, shared, told, wait } = terms(60_000);
  const waits = ["a", "b", "c"].map(wait);
  for (const each of waits) {
    shared.add(each);
  }
  expect(clock.sleepers).toBe(1);
  shared.remove(waits[1] as TimedWait);
  await clock.advance(120_000);
  const nearly = 60_000 - LAST_LOOK_MS;
  expect(told).toEqual([
    `${nearly}: a nearly over`,
    `${nearly}: c nearly over`,
    "60000: a over",
    "60000: c over",
  ]);
  expect(clock.sleepers).toBe(0);
});

it("no timer is left when no wait is", () => {
  const { clock, shared, wait } = terms(60_000);
  const only = wait("a");
  shared.add(only);
  shared.remove(only);
  expect(clock.sleepers).toBe(0);
});

it("a wait that begins after the others of its terms have ended has a timer again", async () => {
  const { clock, shared, told, wait } = terms(60_000);
  const first = wait("a");
  shared.add(first);
  shared.remove(first);
  shared.add(wait("b"));
  await clock.advance(60_000);
  expect(told.at(-1)).toBe("60000: b over");
});
