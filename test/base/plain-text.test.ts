import fc from "fast-check";
import { plainLine, plainText, shortLine } from "../../src/base/plain-text";

const ESC = "\u001b";

it.each([
  ["colours", `${ESC}[1;31merror${ESC}[0m: x`, "error: x"],
  ["8-bit control sequences", "\u009b31merror\u009bm", "error"],
  ["cursor movements and erasures", `a${ESC}[2Kb${ESC}[1A${ESC}[?25lc${ESC}[>4;2md`, "abcd"],
  ["a window title", `${ESC}]0;owned\u0007text`, "text"],
  ["a link, but not its text", `${ESC}]8;;https://x.example/${ESC}\\click${ESC}]8;;${ESC}\\`, "click"],
  ["a device control string", `${ESC}P1$r0m${ESC}\\text`, "text"],
  ["8-bit strings", "\u009d0;t\u009ctext\u0090q\u009c", "text"],
  ["a character set and a reset", `${ESC}(B${ESC}ctext`, "text"],
  ["single control characters", "a\u0000b\u0007c\u0008d\u007fe\u0085", "abcde\n"],
  ["marks that reverse what is shown", "ab\u202ecd\u2066e\u200ff\ufeff", "abcdef"],
  ["invisible tags", "a\u{e0041}b", "ab"],
])("takes out %s", (_what, text, plain) => {
  expect(plainText(text)).toBe(plain);
});

it.each([
  ["a string that does not end", `${ESC}]0;title\nTraceback`, "0;title\nTraceback"],
  ["a control sequence that does not end", `${ESC}[31\nTraceback`, "31\nTraceback"],
  ["an escape at the end", `Traceback${ESC}`, "Traceback"],
])("loses no text after %s", (_what, text, plain) => {
  expect(plainText(text)).toBe(plain);
});

it("keeps tabs, and writes every line break alike", () => {
  expect(plainText("a\tb\nc\r\nd\re\u2028f\vg\fh")).toBe("a\tb\nc\nd\ne\nf\ng\nh");
});

it("keeps the words of all scripts", () => {
  const text = "Zürich, 中文, العربية, می‌خواهم, 👩‍🔬, é, [31m is no escape";
  expect(plainText(text)).toBe(text);
});

it("replaces half a surrogate pair", () => {
  expect(plainText("a\ud83db")).toBe("a\ufffdb");
});

describe("whatever the text", () => {
  const pieces = fc.constantFrom(
    ESC,
    "\u009b",
    "\u009d",
    "[",
    "]",
    "P",
    ";",
    "3",
    "m",
    "\\",
    "\u0007",
    "\u009c",
    "\r",
    "\n",
    "\t",
    "ü",
    "\u202e",
  );
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(pieces, { maxLength: 40 }).map((list) => list.join("")),
  );

  it("leaves nothing that a terminal would obey", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(plainText(text)).not.toMatch(/(?![\t\n])\p{Cc}/u);
      }),
    );
  });

  it("has nothing left to do the second time", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(plainText(plainText(text))).toBe(plainText(text));
      }),
    );
  });
});

it("is done with a megabyte of openings that never end", () => {
  for (const opening of [`${ESC}]`, `${ESC}[0`, "\u009d", `${ESC} `]) {
    expect(plainText(opening.repeat(500_000)).length).toBeLessThan(1_000_000);
  }
});

it("in one line, has no breaks, tabs or blanks that would set it apart", () => {
  expect(plainLine(` a\r\n\n\tb${ESC}[2K  c\u2028`)).toBe("a b c");
});

it("in a short line, is cut between two characters", () => {
  expect(shortLine("abc", 3)).toBe("abc");
  expect(shortLine("abcd", 3)).toBe("abc...");
  expect(shortLine("ab\u{1f600}", 3)).toBe("ab...");
  expect(shortLine("x".repeat(1_000_000)).length).toBe(203);
});
