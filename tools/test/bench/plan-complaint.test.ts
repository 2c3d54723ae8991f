import { planComplaint } from "../../bench/plan-complaint";

const end = { code: 0, errors: "", seen: { requests: 100, jobs: 100 } };

test("a plan that has asked for each job once is sound", () => {
  expect(planComplaint(end, 100)).toBeNull();
});

test.each([
  [{ requests: 101, jobs: 100 }, "101 requests for 100 jobs instead of 100 for as many."],
  [{ requests: 100, jobs: 99 }, "100 requests for 99 jobs instead of 100 for as many."],
  [{ requests: 0, jobs: 0 }, "0 requests for 0 jobs instead of 100 for as many."],
])("one that has made other requests is not: %j", (seen, complaint) => {
  expect(planComplaint({ ...end, seen }, 100)).toBe(complaint);
});

test("one that failed is quoted without frames", () => {
  const errors = "╷\n│ Error: Plugin did not respond\n│ \n╵\n";
  expect(planComplaint({ ...end, code: 1, errors }, 100)).toBe(
    "the plan ended with 1: Error: Plugin did not respond",
  );
});
