import { DrivenClock } from "./driven-clock";

const forever = new AbortController().signal;

it("wakes sleepers in order, each at the time it asked for", async () => {
  const clock = new DrivenClock();
  const woken: [string, number][] = [];
  const sleeper = async (name: string, ...pauses: number[]) => {
    for (const pause of pauses) {
      await clock.sleep(pause, forever);
      woken.push([name, clock.monotonicMs()]);
    }
  };
  void sleeper("a", 300);
  void sleeper("b", 100, 100, 0, 900);
  await clock.advance(1_000);
  expect(woken).toEqual([
    ["b", 100],
    ["b", 200],
    ["b", 200],
    ["a", 300],
  ]);
  expect(clock.monotonicMs()).toBe(1_000);
  expect(clock.sleepers).toBe(1);
  await clock.advance(100);
  expect(clock.sleepers).toBe(0);
  expect(clock.now()).toEqual(new Date("2026-01-14T08:00:01.100Z"));
});

it("lets go of a sleeper that is called away", async () => {
  const clock = new DrivenClock();
  const controller = new AbortController();
  const asleep = clock.sleep(1_000, controller.signal);
  controller.abort(new Error("called away"));
  await expect(asleep).rejects.toThrow("called away");
  await expect(clock.sleep(1_000, controller.signal)).rejects.toThrow("called away");
  expect(clock.sleepers).toBe(0);
});
