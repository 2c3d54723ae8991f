import { drawBar } from "../../../src/cli/terminal/bar";
import { fitLine } from "../../../src/cli/terminal/fit-line";

const mark = (text: string) => `<${text}>`;

describe("a line of parts", () => {
  const parts = [{ text: "waited 5m", decorate: mark }, { text: "1h left" }, { text: "reading" }];

  it.each([
    [27, "<waited 5m>, 1h left, reading"],
    [26, "<waited 5m>, 1h left"],
    [9, "<waited 5m>"],
    [6, "<waite…>"],
  ])("has as many parts as fit %i columns", (width, line) => {
    expect(fitLine(parts, ", ", width)).toBe(line);
  });

  it("of no parts is empty", () => {
    expect(fitLine([], ", ", 10)).toBe("");
  });
});

describe("a bar", () => {
  const bar = (counts: readonly number[], width: number) =>
    drawBar(
      counts.map((count, index) => ({ count, character: "#!>."[index] ?? "?", decorate: (text) => text })),
      width,
    );

  it.each([
    [[1, 1, 1, 1], 8, "##!!>>.."],
    [[5, 0, 5, 0], 10, "#####>>>>>"],
    [[0, 0, 0, 7], 4, "...."],
    [[997, 1, 1, 1], 10, "#######!>."],
    [[1, 2, 0, 0], 10, "###!!!!!!!"],
    [[0, 0, 0, 0], 3, "   "],
    [[1, 1, 1, 1], 2, ">."],
  ])("of %j fills %i columns, and each count has a part", (counts, width, drawn) => {
    expect(bar(counts, width)).toBe(drawn);
  });

  it("always has its width", () => {
    for (let seed = 1; seed < 500; seed += 1) {
      const counts = [3, 7, 31, 127].map((factor) => (seed * factor) % 101);
      expect(bar(counts, (seed % 60) + 4)).toHaveLength((seed % 60) + 4);
    }
  });
});
