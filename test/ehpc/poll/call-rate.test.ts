import {
  atATime,
  burstAt,
  FIRST_RATE,
  HIGHEST_RATE,
  holdMs,
  LOWEST_RATE,
  loweredRate,
  raisedRate,
} from "../../../src/ehpc/poll/call-rate";

it("doubles in a second of success until the service throttles", () => {
  let rate = FIRST_RATE;
  for (let call = 0; call < FIRST_RATE; call += 1) {
    rate = raisedRate(rate, false);
  }
  expect(rate).toBe(2 * FIRST_RATE);
});

it("has more calls under way at a higher rate, between bounds", () => {
  expect([1, 10, 100, 1_000].map(atATime)).toEqual([8, 8, 25, 64]);
});

it("grows by the same step in every second of success after that", () => {
  for (const rate of [10, 20, 40]) {
    let raised = rate;
    for (let call = 0; call < rate; call += 1) {
      raised = raisedRate(raised, true);
    }
    expect(raised).toBeGreaterThan(rate + 4);
    expect(raised).toBeLessThanOrEqual(rate + 5);
  }
});

it("is halved, and stays within its bounds", () => {
  expect(loweredRate(FIRST_RATE)).toBe(FIRST_RATE / 2);
  expect(loweredRate(LOWEST_RATE)).toBe(LOWEST_RATE);
  expect(raisedRate(HIGHEST_RATE, false)).toBe(HIGHEST_RATE);
});

it("recovers from the lowest to the first rate within a few seconds", () => {
  let [rate, seconds] = [LOWEST_RATE, 0];
  while (rate < FIRST_RATE) {
    seconds += 1 / rate;
    rate = raisedRate(rate, true);
  }
  expect(seconds).toBeLessThan(10);
});

it("allows the calls of two seconds at once, but one in any case", () => {
  expect([burstAt(10), burstAt(0.5), burstAt(0.1), burstAt(500)]).toEqual([20, 1, 1, 100]);
});

it("obeys the service, but does not believe everything", () => {
  expect([holdMs(null), holdMs(60_000), holdMs(1e12)]).toEqual([0, 60_000, 300_000]);
});
