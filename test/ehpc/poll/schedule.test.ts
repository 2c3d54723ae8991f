import fc from "fast-check";
import {
  LONGEST_MS,
  longestPauseMs,
  nextLookAt,
  pauseMs,
  SHORTEST_MS,
} from "../../../src/ehpc/poll/schedule";

const ages = fc.double({ min: 0, max: 1e12, noNaN: true });
const parts = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

it("allows 5 % of the job's age, from 2 s to 30 s", () => {
  const pauses = [0, 10_000, 40_000, 60_000, 300_000, 600_000, 259_200_000].map((ageMs) =>
    longestPauseMs({ ageMs, intervalMs: null }),
  );
  expect(pauses).toEqual([2_000, 2_000, 2_000, 3_000, 15_000, 30_000, 30_000]);
  expect([SHORTEST_MS, LONGEST_MS]).toEqual([2_000, 30_000]);
});

it("takes any pause between the shortest and the longest", () => {
  const pace = { ageMs: 300_000, intervalMs: null, failures: 0 };
  expect([0, 0.25, 0.5, 1].map((random) => pauseMs(pace, random))).toEqual([2_000, 5_250, 8_500, 15_000]);
});

it("keeps to the interval that the caller fixed, whatever the age", () => {
  fc.assert(
    fc.property(ages, parts, fc.integer({ min: 1, max: 1e9 }), (ageMs, random, intervalMs) => {
      expect(pauseMs({ ageMs, intervalMs, failures: 0 }, random)).toBe(intervalMs);
    }),
  );
});

it("never pauses longer than allowed, nor shorter than the shortest", () => {
  fc.assert(
    fc.property(ages, parts, fc.nat(100), (ageMs, random, failures) => {
      const pause = pauseMs({ ageMs, intervalMs: null, failures }, random);
      expect(pause).toBeLessThanOrEqual(longestPauseMs({ ageMs, intervalMs: null }));
      expect(pause).toBeGreaterThanOrEqual(SHORTEST_MS);
    }),
  );
});

it("makes up for failed looks early, and less so the more there are", () => {
  const pauses = [1, 2, 3, 4, 5, 60].map((failures) =>
    pauseMs({ ageMs: 3_600_000, intervalMs: null, failures }, 0.9999999),
  );
  expect(pauses.map(Math.round)).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  expect(pauseMs({ ageMs: 0, intervalMs: 500, failures: 1 }, 0)).toBe(500);
  expect(pauseMs({ ageMs: 0, intervalMs: 600_000, failures: 1 }, 0)).toBe(2_000);
});

it("counts a pause from the beginning of a look, but rests as long as a slow one took", () => {
  expect(nextLookAt(1_000, 1_200, 2_000)).toBe(3_000);
  expect(nextLookAt(1_000, 2_500, 2_000)).toBe(4_000);
  expect(nextLookAt(1_000, 121_000, 2_000)).toBe(123_000);
});
