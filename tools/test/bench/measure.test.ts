import { inTurn, ratios, sample } from "../../bench/measure";

function fake(name: string, results: readonly number[], calls: string[]) {
  const rest = [...results];
  return async () => {
    calls.push(name);
    return rest.shift() ?? Number.NaN;
  };
}

test("several things take turns, and rounds of warming up do not count", async () => {
  const calls: string[] = [];
  const result = await inTurn(
    { counted: 3, warmUp: 1 },
    { a: fake("a", [900, 3, 1, 2], calls), b: fake("b", [900, 30, 10, 50], calls) },
  );
  expect(calls.join("")).toBe("abababab");
  expect(result).toEqual({ a: [3, 1, 2], b: [30, 10, 50] });
});

describe("a sample", () => {
  test("has the median, the lowest and the highest", () => {
    expect(sample([3, 1, 10])).toEqual({ median: 3, lowest: 1, highest: 10 });
  });

  test("takes the mean of the middle two of an even number", () => {
    expect(sample([1, 4]).median).toBe(2.5);
  });

  test("leaves out what failed", () => {
    expect(sample([Number.NaN, 7, 5, 6])).toEqual({ median: 6, lowest: 5, highest: 7 });
  });

  test("of nothing is no number", () => {
    expect(sample([Number.NaN]).median).toBeNaN();
  });
});

test("ratios are those of the same round", () => {
  expect(ratios([1, 20, 3], [2, 10])).toEqual([0.5, 2]);
});
