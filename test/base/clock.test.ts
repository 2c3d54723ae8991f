import { systemClock } from "../../src/base/clock";

it("sleeps, and never goes back", async () => {
  const before = systemClock.monotonicMs();
  await systemClock.sleep(5, new AbortController().signal);
  expect(systemClock.monotonicMs()).toBeGreaterThan(before);
});

it("wakes at once with the signal's reason, and leaves neither timer nor listener", async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const removed = jest.spyOn(signal, "removeEventListener");
  const asleep = systemClock.sleep(3_600_000, signal);
  const reason = new Error("enough");
  controller.abort(reason);
  await expect(asleep).rejects.toBe(reason);
  await expect(systemClock.sleep(3_600_000, signal)).rejects.toBe(reason);
  expect(removed).not.toHaveBeenCalled();

  const other = new AbortController();
  const removedAfterSleep = jest.spyOn(other.signal, "removeEventListener");
  await systemClock.sleep(1, other.signal);
  expect(removedAfterSleep).toHaveBeenCalledTimes(1);
});
