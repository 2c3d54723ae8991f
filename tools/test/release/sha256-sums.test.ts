import { readSums, sha256, sumsText } from "../../release/sha256-sums";

test("sums are written as sha256sum writes them, sorted by name, and read again", () => {
  const sums = new Map([
    ["b.zip", sha256(Buffer.from("b"))],
    ["a.zip", sha256(Buffer.from("a"))],
  ]);
  const text = sumsText(sums);
  expect(text).toBe(
    "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  a.zip\n" +
      "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d  b.zip\n",
  );
  expect(readSums(text)).toEqual(sums);
});

test.each(["no sum\n", `${"0".repeat(64)} one-space.zip\n`, `${"0".repeat(64)}  cut-off.zip`])(
  "%j is refused",
  (text) => {
    expect(() => readSums(text)).toThrow();
  },
);
