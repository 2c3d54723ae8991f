import { Scanner } from "../../src/notation/scanner";

const DIGITS = /[0-9]+/y;

it("takes runs and single characters from left to right", () => {
  const scanner = new Scanner("12-345");
  expect(scanner.take(DIGITS)).toBe("12");
  expect(scanner.accept("-")).toBe(true);
  expect(scanner.at).toBe(3);
  expect(scanner.take(DIGITS)).toBe("345");
  expect(scanner.done).toBe(true);
});

it("does not move when something else comes next", () => {
  const scanner = new Scanner("a1");
  expect(scanner.take(DIGITS)).toBe("");
  expect(scanner.accept("1")).toBe(false);
  expect(scanner.at).toBe(0);
  expect(scanner.done).toBe(false);
});

it("takes nothing from the end of a text", () => {
  const scanner = new Scanner("");
  expect(scanner.done).toBe(true);
  expect(scanner.take(DIGITS)).toBe("");
  expect(scanner.accept("")).toBe(false);
});

it("reads two texts with one pattern at the same time", () => {
  const [one, other] = [new Scanner("1a2"), new Scanner("34")];
  expect(one.take(DIGITS)).toBe("1");
  expect(other.take(DIGITS)).toBe("34");
  expect(one.accept("a")).toBe(true);
  expect(one.take(DIGITS)).toBe("2");
});
