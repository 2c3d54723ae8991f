import fc from "fast-check";
import { LogLines, shownLines } from "../../../src/ehpc/job-log/log-lines";

/** What is shown of these bits, one after another. */
function shown(...bits: (string | Uint8Array)[]): string[] {
  const lines = new LogLines();
  return [...bits.flatMap((bit) => lines.push(Buffer.from(bit))), ...lines.end()];
}

it("shows a line when it is whole, and the last one at the end", () => {
  const lines = new LogLines();
  expect(lines.push(Buffer.from("one\ntw"))).toEqual(["one"]);
  expect(lines.push(Buffer.from("o\n\nthree"))).toEqual(["two", ""]);
  expect(lines.end()).toEqual(["three"]);
  expect(lines.end()).toEqual([]);
});

it.each([
  ["an escape sequence", "\u001b[31mred\u001b[0m\n", ["red"]],
  ["a sequence without an end", "\u001b]0;title\nnext\n", ["0;title", "next"]],
  ["blanks at the end", "text  \r\n", ["text"]],
  ["a progress bar", "10%\r20%\r100%\n", ["100%"]],
  ["a form feed", "one\ftwo\n", ["one", "two"]],
])("takes out what a terminal would obey: %s", (_, text, expected) => {
  expect(shown(text)).toEqual(expected);
});

it("shows nothing of the line in which a log begins", () => {
  const lines = new LogLines();
  lines.beginInside();
  expect(lines.push(Buffer.from("ödeur").subarray(1))).toEqual([]);
  expect(lines.push(Buffer.from(" of it\none\n"))).toEqual(["one"]);
  expect(lines.push(Buffer.from("two\n"))).toEqual(["two"]);
});

it("does not wait for the end of a line that has none", () => {
  const lines = new LogLines();
  expect(lines.push(Buffer.alloc(65_536, "x"))).toEqual([]);
  expect(lines.push(Buffer.from("x")).join("")).toHaveLength(65_537);
  expect(lines.push(Buffer.from("y\n"))).toEqual(["y"]);
});

it("shows the same however the bytes are cut", () => {
  const part = fc.constantFrom(
    "a",
    "ö",
    "\u{1f680}",
    "\r",
    "\n",
    "\u001b[31m",
    "\u001b]0;t\u0007",
    "\t",
    " ",
  );
  const log = fc.array(part, { maxLength: 30 }).map((parts) => Buffer.from(`${parts.join("")}\n`));
  fc.assert(
    fc.property(log, fc.array(fc.nat(100), { maxLength: 8 }), (bytes, cuts) => {
      const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
      const bits = places.slice(1).map((place, index) => bytes.subarray(places[index], place));
      expect(shown(...bits)).toEqual(shownLines(bytes.toString().slice(0, -1)));
      expect(shown(...bits).join("")).not.toMatch(/[^\P{Cc}\t]/u);
    }),
  );
});
