import fc from "fast-check";
import { plainText } from "../../../src/base/plain-text";
import { TerminalText } from "../../../src/cli/terminal/terminal-text";

/** What is shown of these bits, one after another. */
function shown(...bits: (string | Uint8Array)[]): string {
  const text = new TerminalText();
  return bits.map((bit) => text.push(Buffer.from(bit))).join("") + text.end();
}

it("puts a character together that came in two bits", () => {
  const [first, second] = [Buffer.from("größe").subarray(0, 3), Buffer.from("größe").subarray(3)];
  expect(shown(first, second)).toBe("größe");
});

it("shows what is no character as such, and nothing of it twice", () => {
  expect(shown(Buffer.from([0x61, 0xff]), Buffer.from([0xc3]))).toBe("a\ufffd\ufffd");
});

it.each([
  ["\u001b[3", "1mred\u001b[0m"],
  ["\u001b", "[31mred"],
  ["\u001b]0;a ti", "tle\u0007red"],
  ["\u001b]8;;x\u001b", "\\red"],
  ["\u009b3", "1mred"],
])("takes out an escape sequence that came in two bits: %j, %j", (first, second) => {
  expect(shown(first, second)).toBe("red");
});

it("takes a carriage return and a line feed for one line break, in one bit or in two", () => {
  expect(shown("a\r", "\nb")).toBe("a\nb");
  expect(shown("10%\r", "20%\r")).toBe("10%\n20%\n");
});

it("does not wait for the end of what has none", () => {
  const text = new TerminalText();
  const endless = `\u001b]${"x".repeat(5_000)}`;
  expect(text.push(Buffer.from(endless)) + text.end()).toContain("x".repeat(1_000));
});

it("shows the same however the bytes are cut, and nothing that a terminal obeys", () => {
  const part = fc.constantFrom(
    "a",
    "ö",
    "\u{1f680}",
    "\r",
    "\n",
    "\u001b[31m",
    "\u001b]0;t\u0007",
    "\u0007",
    "\t",
  );
  const log = fc.array(part, { maxLength: 30 }).map((parts) => Buffer.from(parts.join("")));
  fc.assert(
    fc.property(log, fc.array(fc.nat(100), { maxLength: 8 }), (bytes, cuts) => {
      const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
      const bits = places.slice(1).map((place, index) => bytes.subarray(places[index], place));
      const text = shown(...bits);
      expect(text).toBe(plainText(bytes.toString()));
      expect(text).not.toMatch(/[^\P{Cc}\n\t]/u);
    }),
  );
});
