import { maySettle, type Until, verdictOn } from "../../../src/ehpc/poll/verdict";
import type { Phase } from "../../../src/notation/phase";

const phases: Phase[] = ["pending", "running", "succeeded", "failed", "unknown"];
const never = { startTime: null };

it.each<[Until, string[]]>([
  ["started", ["waiting", "reached", "reached", "failed", "waiting"]],
  ["finished", ["waiting", "waiting", "reached", "reached", "waiting"]],
  ["succeeded", ["waiting", "waiting", "reached", "failed", "waiting"]],
])("a wait until the job has %s", (until, verdicts) => {
  expect(phases.map((phase) => verdictOn(never, phase, until))).toEqual(verdicts);
});

it("takes a failed job for started when it has a StartTime", () => {
  const verdict = (startTime: string) => verdictOn({ startTime }, "failed", "started");
  expect(verdict("2024-08-16T10:52:48")).toBe("reached");
  for (const none of ["", "Unknown", "N/A", "0", "1970-01-01T00:00:00", "0001-01-01T00:00:00"]) {
    expect(verdict(none)).toBe("failed");
  }
});

it("takes no other phase for more than it is because of a StartTime", () => {
  const expected = { startTime: "2024-08-16T10:52:48" };
  expect(verdictOn(expected, "pending", "started")).toBe("waiting");
  expect(verdictOn(expected, "unknown", "started")).toBe("waiting");
});

it("asks GetJob for every listed phase that may settle a wait", () => {
  for (const until of ["started", "finished", "succeeded"] as const) {
    const asked = phases.filter((phase) => maySettle(phase, until));
    expect(asked).toEqual(phases.filter((phase) => verdictOn(never, phase, until) !== "waiting"));
  }
});
