import { Alarm } from "../../../src/ehpc/poll/alarm";
import { DrivenClock } from "../../support/driven-clock";

function alarm() {
  const clock = new DrivenClock();
  const rings: number[] = [];
  return { clock, rings, alarm: new Alarm(clock, () => rings.push(clock.monotonicMs())) };
}

it("rings once, at its time", async () => {
  const { clock, rings, alarm: one } = alarm();
  one.set(1_000);
  await clock.advance(10_000);
  expect(rings).toEqual([1_000]);
  expect(clock.sleepers).toBe(0);
});

it("is put forward and back", async () => {
  const { clock, rings, alarm: one } = alarm();
  one.set(1_000);
  one.set(500);
  one.set(2_000);
  one.set(2_000);
  expect(clock.sleepers).toBe(1);
  await clock.advance(10_000);
  expect(rings).toEqual([2_000]);
});

it("rings now for a time that has passed, but never from within set", async () => {
  const { clock, rings, alarm: one } = alarm();
  await clock.advance(5_000);
  one.set(1_000);
  expect(rings).toEqual([]);
  await clock.advance(0);
  expect(rings).toEqual([5_000]);
});

it("leaves nothing behind when it is turned off", async () => {
  const { clock, rings, alarm: one } = alarm();
  one.set(1_000);
  one.set(null);
  expect(clock.sleepers).toBe(0);
  await clock.advance(10_000);
  expect(rings).toEqual([]);
});

it("does not ring for a time from which it was changed in the same moment", async () => {
  const { clock, rings, alarm: one } = alarm();
  one.set(1_000);
  void clock.sleep(1_000, new AbortController().signal).then(() => one.set(3_000));
  await clock.advance(10_000);
  expect(rings).toEqual([3_000]);
});

it("sleeps no longer at a time than a timer can", async () => {
  const { clock } = alarm();
  const asked: number[] = [];
  const noting = {
    now: () => clock.now(),
    monotonicMs: () => clock.monotonicMs(),
    sleep: (ms: number, signal: AbortSignal) => {
      asked.push(ms);
      return clock.sleep(ms, signal);
    },
  };
  let rangAt = 0;
  const days30 = 30 * 86_400_000;
  new Alarm(noting, () => {
    rangAt = clock.monotonicMs();
  }).set(days30);
  await clock.advance(days30);
  expect(asked).toEqual([2 ** 31 - 1, days30 - (2 ** 31 - 1)]);
  expect(rangAt).toBe(days30);
});
