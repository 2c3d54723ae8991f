import fc from "fast-check";
import { isPartial, logText } from "../../../src/ehpc/job-log/log-text";
import type { LogPart } from "../../../src/ehpc/job-log/read-job-log";

function part(file: Buffer, start = 0, end = file.length): LogPart {
  const bytes = file.subarray(start, end);
  return { bytes, offset: start, fileSize: file.length, askedFor: bytes.length };
}

const bytes = (...values: number[]) => Buffer.from(values);

it("is the text of a whole log as it is, with controls, NUL and a byte order mark", () => {
  const text = "\ufeffa\u0000b\u001b[31mred\u001b[0m\r\n\u0007größe 🚀";
  expect(logText(part(Buffer.from(text)))).toBe(text);
});

it.each([
  ["bytes that never are UTF-8", bytes(0x61, 0xff, 0xfe, 0x62), "a\ufffd\ufffdb"],
  ["a character that the job did not finish", bytes(0x61, 0xe4, 0xb8), "a\ufffd"],
  ["later bytes of a character at the log's own beginning", bytes(0xb8, 0x61), "\ufffda"],
])("shows %s as U+FFFD", (_, file, text) => {
  expect(logText(part(file))).toBe(text);
});

it("leaves nothing of a character that is cut through, at either edge", () => {
  const file = Buffer.from("é中🚀");
  // é: bytes 0-1, 中: 2-4, 🚀: 5-8
  const texts = Array.from({ length: 9 }, (_, start) => logText(part(file, start)));
  expect(texts).toEqual(["é中🚀", "中🚀", "中🚀", "🚀", "🚀", "🚀", "", "", ""]);
  const beginnings = Array.from({ length: 10 }, (_, end) => logText(part(file, 0, end)));
  expect(beginnings).toEqual(["", "", "é", "é", "é", "é中", "é中", "é中", "é中", "é中🚀"]);
});

it("of any part of a text is a part of that text, without U+FFFD", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("a", "é", "中", "🚀", "\n") }),
      fc.nat(),
      fc.nat(),
      (text, a, b) => {
        const file = Buffer.from(text);
        const [start = 0, end = 0] = [a % (file.length + 1), b % (file.length + 1)].sort((x, y) => x - y);
        const shown = logText(part(file, start, end));
        expect(text).toContain(shown);
        expect(shown).not.toContain("\ufffd");
        // No more than the rest of one character is lost at each edge.
        expect(end - start - Buffer.byteLength(shown)).toBeLessThanOrEqual(6);
      },
    ),
  );
});

it("is partial where it is not the whole log", () => {
  const file = Buffer.from("abc");
  expect([part(file), part(file, 1), part(file, 0, 2), part(Buffer.alloc(0))].map(isPartial)).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
