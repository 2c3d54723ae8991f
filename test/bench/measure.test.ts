import { inTurn } from "../../bench/measure";

function fake(name: string, times: readonly number[], calls: string[]) {
  const rest = [...times];
  return async () => {
    calls.push(name);
    return rest.shift() ?? Number.NaN;
  };
}

describe("timing several things", () => {
  test("takes turns, and does not count the first round", async () => {
    const calls: string[] = [];
    const result = await inTurn(3, {
      a: fake("a", [900, 3, 1, 2], calls),
      b: fake("b", [900, 30, 10, 50], calls),
    });
    expect(calls.join("")).toBe("abababab");
    expect(result).toEqual({
      a: { median: 2, lowest: 1, highest: 3 },
      b: { median: 30, lowest: 10, highest: 50 },
    });
  });

  test("takes the mean of the middle two of an even number", async () => {
    const { a } = await inTurn(2, { a: fake("a", [0, 1, 4], []) });
    expect(a.median).toBe(2.5);
  });
});
