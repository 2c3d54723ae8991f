import fc from "fast-check";
import { ChangeQueue } from "../../../src/emulator/jobs/change-queue";

it("gives what has changed, the earliest first, and keeps the rest", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), fc.nat(20), (times, now) => {
      const queue = new ChangeQueue<number>();
      for (const time of times) {
        queue.add(time, time);
      }
      const sorted = [...times].sort((a, b) => a - b);
      expect([...queue.takeDue(now)]).toEqual(sorted.filter((time) => time <= now));
      expect([...queue.takeDue(20)]).toEqual(sorted.filter((time) => time > now));
    }),
  );
});

it("leaves out what never changes", () => {
  const queue = new ChangeQueue<string>();
  queue.add("never", Number.POSITIVE_INFINITY);
  expect([...queue.takeDue(Number.MAX_VALUE)]).toEqual([]);
});
