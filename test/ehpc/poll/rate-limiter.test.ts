import { EhpcError } from "../../../src/base/errors";
import { FIRST_RATE, LOWEST_RATE } from "../../../src/ehpc/poll/call-rate";
import { RateLimiter } from "../../../src/ehpc/poll/rate-limiter";
import { DrivenClock } from "../../support/driven-clock";
import { broken, throttled } from "./fake-service";

const forever = () => new AbortController().signal;

function limiter() {
  const clock = new DrivenClock();
  const limit = new RateLimiter(clock);
  const begun: number[] = [];
  const call = (trouble: EhpcError | null = null, latencyMs = 0) => {
    const outcome = limit.run(async () => {
      begun.push(clock.monotonicMs());
      if (latencyMs > 0) {
        await clock.sleep(latencyMs, forever());
      }
      if (trouble !== null) {
        throw trouble;
      }
      return "done";
    }, forever());
    return outcome.catch((error: unknown) => error);
  };
  return { clock, limit, begun, call };
}

it("lets a few calls begin at once, and further ones as the rate allows", async () => {
  const { clock, begun, call } = limiter();
  for (let count = 0; count < 30; count += 1) {
    void call();
  }
  await clock.advance(0);
  expect(begun).toHaveLength(2 * FIRST_RATE);
  await clock.advance(2_000);
  expect(begun).toHaveLength(30);
  expect(new Set(begun.slice(20)).size).toBe(10);
  expect(clock.sleepers).toBe(0);
});

it("has no more than eight calls under way at first", async () => {
  const { clock, begun, call } = limiter();
  for (let count = 0; count < 10; count += 1) {
    void call(null, 1_000);
  }
  await clock.advance(999);
  expect(begun).toHaveLength(8);
  await clock.advance(1);
  expect(begun).toHaveLength(10);
  await clock.advance(1_000);
  expect(clock.sleepers).toBe(0);
});

it("makes a thousand calls within five seconds while nothing is throttled", async () => {
  const { clock, begun, call } = limiter();
  for (let count = 0; count < 1_000; count += 1) {
    void call(null, 20);
  }
  await clock.advance(5_000);
  expect(begun).toHaveLength(1_000);
});

it("does not raise a rate that is not used", async () => {
  const { clock, limit, call } = limiter();
  for (let second = 0; second < 1_000; second += 1) {
    await call();
    await clock.advance(1_000);
  }
  expect(limit.rate).toBe(FIRST_RATE);
});

it("slows down all calls when the service throttles, and recovers", async () => {
  const { clock, limit, call } = limiter();
  for (let second = 0; second < 20; second += 1) {
    await call(throttled());
    await clock.advance(2_000);
  }
  expect(limit.rate).toBe(LOWEST_RATE);
  for (let count = 0; count < 2_000; count += 1) {
    void call();
  }
  await clock.advance(90_000);
  expect(limit.rate).toBeGreaterThan(5 * FIRST_RATE);
  expect(clock.sleepers).toBe(0);
});

it("takes refusals of calls that ran together for one sign", async () => {
  const { clock, limit, call } = limiter();
  const calls = Array.from({ length: 8 }, () => call(throttled(), 500));
  await clock.advance(500);
  await Promise.all(calls);
  expect(limit.rate).toBe(FIRST_RATE / 2);
});

it("begins nothing while the service asks for patience", async () => {
  const { clock, begun, call } = limiter();
  await call(throttled(7_000));
  await clock.advance(1_000);
  void call();
  void call();
  await clock.advance(5_999);
  expect(begun).toEqual([0]);
  await clock.advance(1_000);
  expect(begun).toEqual([0, 7_000, 7_000]);
});

it("does not slow down for other failures, which it passes on", async () => {
  const { limit, call } = limiter();
  expect(await call(broken)).toBe(broken);
  expect(limit.rate).toBe(FIRST_RATE);
});

it("lets a call go that is called off before its turn, and keeps no place for it", async () => {
  const { clock, begun, limit, call } = limiter();
  await call(throttled(10_000));
  const controller = new AbortController();
  const gone = limit.run(async () => begun.push(-1), controller.signal);
  controller.abort();
  await expect(gone).rejects.toMatchObject({ kind: "aborted" });
  await expect(limit.run(async () => begun.push(-1), AbortSignal.abort())).rejects.toBeInstanceOf(EhpcError);
  expect(clock.sleepers).toBe(0);
  void call();
  await clock.advance(10_000);
  expect(begun).toEqual([0, 10_000]);
});
