import { jsonText } from "../../src/cli/json-text";

const text = "\u001b[2J \u007f \u009b2J \u2028 \u202e \u{e0041} ü 作业 😀";

it("holds nothing that a terminal would obey or hide", () => {
  expect(jsonText({ text })).not.toMatch(/[^\P{Cc}\n]|\p{Cf}|[\u2028\u2029]/u);
});

it("says the same to a program, and keeps what can be read", () => {
  expect(JSON.parse(jsonText({ text }))).toEqual({ text });
  expect(jsonText({ text })).toContain("ü 作业 😀");
});
