import { logAt } from "../../../src/emulator/jobs/log-text";
import type { LogText } from "../../../src/emulator/scenario/scenario";

const FOREVER = Number.POSITIVE_INFINITY;

/** The whole log at `age` seconds, of texts that are written from second 0 on. */
function written(log: LogText, age = 0, end = FOREVER): Buffer {
  const now = logAt([{ at: 0, end, log }], age);
  const bytes = now.read(0, now.length);
  expect(bytes).toHaveLength(now.length);
  return bytes;
}

it("is a text, a piece, or a list of both", () => {
  expect(String(written("größe\n"))).toBe("größe\n");
  expect(String(written({ text: "a" }))).toBe("a");
  expect(String(written(["a", { text: "b" }, "c"]))).toBe("abc");
  expect(written("")).toHaveLength(0);
});

it("holds bytes that are no text", () => {
  expect(written({ base64: "/wD+", repeat: 2 })).toEqual(Buffer.from([255, 0, 254, 255, 0, 254]));
});

it("numbers repeated lines only", () => {
  expect(String(written({ text: "{line}\n", repeat: 3 }))).toBe("00000001\n00000002\n00000003\n");
  expect(String(written({ text: "{line}" }))).toBe("{line}");
});

it("grows by a repetition in so many seconds, the first at once", () => {
  const log = { text: "x", everySeconds: 0.1 };
  expect([0, 0.05, 0.1, 0.3, 10].map((age) => written(log, age).length)).toEqual([1, 1, 2, 4, 101]);
  expect([0, 1, 10].map((age) => written({ ...log, repeat: 5 }, age).length)).toEqual([1, 5, 5]);
});

it("grows until the next stage begins", () => {
  const log = { text: "x", everySeconds: 2 };
  expect([3, 4, 5, 100].map((age) => written(log, age, 5).length)).toEqual([2, 3, 3, 3]);
  expect([3, 4, 100].map((age) => written(log, age, 4).length)).toEqual([2, 2, 2]);
});

it("is written stage after stage", () => {
  const writings = [
    { at: 0, end: 2, log: { text: "a", everySeconds: 1 } },
    { at: 2, end: 4, log: "b" },
    { at: 4, end: FOREVER, log: "c" },
  ];
  const at = (age: number) => String(logAt(writings, age).read(0, 100));
  expect([0, 1, 2, 3.9, 4, 9].map(at)).toEqual(["a", "aa", "aab", "aab", "aabc", "aabc"]);
});

it("starts again at a piece with restart", () => {
  const writings = [
    { at: 0, end: 2, log: "old\n" },
    { at: 2, end: FOREVER, log: { text: "new\n", restart: true } },
  ];
  expect(String(logAt(writings, 1).read(0, 100))).toBe("old\n");
  expect(String(logAt(writings, 2).read(0, 100))).toBe("new\n");
});

it("gives any part of what is written", () => {
  const log = ["head\n", { text: "line {line}\n", repeat: 20 }, { base64: "/w==" }];
  const all = written(log);
  const now = logAt([{ at: 0, end: FOREVER, log }], 0);
  const wrong: [start: number, end: number][] = [];
  for (let start = 0; start <= all.length + 1; start += 3) {
    for (let end = start; end <= all.length + 20; end += 7) {
      if (!now.read(start, end).equals(all.subarray(start, end))) {
        wrong.push([start, end]);
      }
    }
  }
  expect(wrong).toEqual([]);
});

it("makes only the requested part of a terabyte", () => {
  const now = logAt([{ at: 0, end: FOREVER, log: { text: "0123456789", repeat: 1e11 } }], 0);
  expect(now.length).toBe(1e12);
  expect(String(now.read(1e12 - 3, 1e12 + 5))).toBe("789");
});
