import { intervalProblem, waitTimeProblem } from "../../src/notation/wait-time";

it.each(["1ms", "90s", "2h45m", "720h"])("%s can be waited", (text) => {
  expect(waitTimeProblem(text)).toBeUndefined();
});

it.each([
  ["soon", /^must be a duration: "soon" is not a duration/],
  ["", /^must be a duration/],
  ["0s", /^must be positive/],
  ["-5m", /^must be positive/],
  ["720h1s", /^must not be longer than 30 days/],
])("%j cannot, and is told why", (text, problem) => {
  expect(waitTimeProblem(text)).toMatch(problem);
});

test("an interval is at least 100 ms long", () => {
  expect(intervalProblem("99ms")).toBe("must be at least 100ms.");
  expect(intervalProblem("100ms")).toBeUndefined();
  expect(intervalProblem("soon")).toContain("must be a duration");
});
