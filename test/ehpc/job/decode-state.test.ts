import { parseJson } from "../../../src/base/json";
import { decodeState } from "../../../src/ehpc/job/decode-state";
import { classifyState } from "../../../src/notation/phase";

const decoded = (state: unknown) => decodeState(parseJson(JSON.stringify(state)));

it.each([
  ["Completed", "Completed"],
  [" Running\n", "Running"],
  ["CANCELLED\tby  1000\r\n", "CANCELLED by 1000"],
  ["完成", "完成"],
  ["", null],
  [" \u200b", null],
])("%j is shown as %j", (written, shown) => {
  expect(decoded(written)).toBe(shown);
});

describe("a state that holds more than is shown of it is unknown, and says so", () => {
  it.each([
    ["Comp\u200bleted", "Completed"],
    ["Completed\u0000", "Completed"],
    ["\u202eCompleted", "Completed"],
    ["\ufeffCompleted", "Completed"],
    ["Completed\u00a0", "Completed"],
    ["\u001b[31mFAILED\u001b[0m", "FAILED"],
    ["Completed\u001b]0;FAILED\u0007", "Completed"],
    ["Completed\u001bPFAILED\u001b\\", "Completed"],
    ["Completed\ud800", "Completed\ufffd"],
  ])("%j", (written, shown) => {
    const state = decoded(written);
    expect(state).toBe(`${shown} (with invisible characters)`);
    expect(classifyState(state)).toBe("unknown");
  });
});

it("a state that is too long is unknown, and is shown cut, with its length", () => {
  for (const part of ["A,", "Completed,", "\u200b", "FAILED,"]) {
    const written = part.repeat(1_000_000);
    const state = decoded(written) ?? "";
    expect(state).toMatch(/\.\.\. \(\d+ characters\)$/);
    expect(state).toContain(`(${written.length} characters)`);
    expect(state.length).toBeLessThan(300);
    expect(classifyState(state)).toBe("unknown");
  }
});
