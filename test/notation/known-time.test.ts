import { isKnownTime } from "../../src/notation/known-time";

it.each(["2024-08-16T10:52:48", "2024-08-20T02:54:46Z", " 2024-08-16 10:52:48"])("%j is a moment", (time) => {
  expect(isKnownTime(time)).toBe(true);
});

it.each([null, "", "Unknown", "N/A", "0", "1970-01-01T08:00:00", "None"])("%j is no known time", (time) => {
  expect(isKnownTime(time)).toBe(false);
});
