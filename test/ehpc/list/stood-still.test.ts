import { type SeenEntries, stoodStill } from "../../../src/ehpc/list/stood-still";

const reading = (keys: string, told: Partial<SeenEntries> = {}): SeenEntries => {
  const times = new Map([...keys].map((key) => [key, key.charCodeAt(0)] as const));
  return { times, firstCount: times.size, mostCounted: times.size, ...told };
};

it("takes an earlier reading for whole when the later one is equal to it", () => {
  expect(stoodStill(reading("abc"), reading("abc"))).toBe(true);
});

it("takes it for whole when all that is new was submitted later", () => {
  expect(stoodStill(reading("abc"), reading("abcde"))).toBe(true);
  expect(stoodStill(reading("abd"), reading("abcd"))).toBe(false);
});

it("is not sure about what has no time of submission", () => {
  const later = reading("abc", {
    times: new Map([
      ["a", null],
      ["b", 98],
      ["x", null],
    ]),
  });
  expect(stoodStill(reading("ab"), later)).toBe(false);
});

it("is not sure when a job left", () => {
  expect(stoodStill(reading("abc"), reading("bcd"))).toBe(false);
});

it("is not sure when a job left that was counted and never seen", () => {
  expect(stoodStill(reading("abc", { mostCounted: 4 }), reading("abc"))).toBe(false);
});
