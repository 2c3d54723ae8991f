import { wallTimeProblem, wallTimeSeconds } from "../../src/notation/wall-time";

test.each([
  ["90s", 90],
  ["2h45m", 9_900],
  ["1.5s", 2],
  ["1ms", 1],
  ["8760h", 31_536_000],
])("%s is a wall time of %i seconds", (text, seconds) => {
  expect(wallTimeProblem(text)).toBeUndefined();
  expect(wallTimeSeconds(text)).toBe(seconds);
});

test.each([
  ["0s", "must be positive"],
  ["-1h", "must be positive"],
  ["1:00:00", "must be a duration"],
  ["8761h", "must not be longer than 365 days"],
  [`${"9".repeat(400)}h`, "must not be longer than 365 days"],
])("%.20s is none, and the problem says why", (text, problem) => {
  expect(wallTimeProblem(text)).toContain(problem);
});
