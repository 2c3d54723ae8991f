import fc from "fast-check";
import { memoryBytes } from "../../src/notation/memory-bytes";
import { NotationError } from "../../src/notation/notation-error";
import { expectLinear } from "./count-steps";

const K = 1024;

it.each([
  ["512mb", 512 * K ** 2],
  ["1gb", K ** 3],
  ["1b", 1],
  ["3kb", 3 * K],
  ["2tb", 2 * K ** 4],
  ["7pb", 7 * K ** 5],
  ["1w", 8],
  ["1kw", 8 * K],
  ["1mw", 8 * K ** 2],
  ["1gw", 8 * K ** 3],
  ["1tw", 8 * K ** 4],
])("reads PBS's %s", (text, bytes) => {
  expect(memoryBytes(text)).toBe(bytes);
});

it.each([
  ["4K", 4 * K],
  ["4000M", 4000 * K ** 2],
  ["4G", 4 * K ** 3],
  ["4Gn", 4 * K ** 3],
  ["4Gc", 4 * K ** 3],
  ["2T", 2 * K ** 4],
  ["0n", 0],
  ["12.50M", 12.5 * K ** 2],
])("reads Slurm's %s", (text, bytes) => {
  expect(memoryBytes(text)).toBe(bytes);
});

it.each([
  ["1KiB", K],
  ["1.5GiB", 1.5 * K ** 3],
  ["1TiB", K ** 4],
])("reads the IEC's %s", (text, bytes) => {
  expect(memoryBytes(text)).toBe(bytes);
});

it.each([
  ["0", 0],
  ["0gb", 0],
  ["0.0b", 0],
  ["1024", 1024],
  ["9007199254740991", Number.MAX_SAFE_INTEGER],
  ["00000000000000000000000012", 12],
])("reads %s as bytes, as PBS does", (text, bytes) => {
  expect(memoryBytes(text)).toBe(bytes);
});

it.each([
  ["1.5gb", 1.5 * K ** 3],
  ["0.5kw", 4 * K],
  ["0.125w", 1],
  ["1.500000000000000000000000000000000000000000000000000000000000000000000000000000kb", 1536],
  ["0.0009765625kb", 1],
  ["0.0000000000000000008673617379884035472059622406959533691406250eb", 1],
])("reads %s, a fraction that is a whole number of bytes", (text, bytes) => {
  expect(memoryBytes(text)).toBe(bytes);
});

it.each([" 512mb\n", "512 mb", "512MB", "512Mb", "512mB"])("reads %j as 512mb", (text) => {
  expect(memoryBytes(text)).toBe(512 * K ** 2);
});

it.each([
  "",
  " ",
  "mb",
  "512 m b",
  "512xb",
  "-1gb",
  "+1gb",
  "1,5gb",
  "1.gb",
  ".5gb",
  "1e3",
  "1..5gb",
  "0x10",
  "1gb2",
  "4Gnn",
  "4n",
  "4c",
  "4gbn",
  "1kbit",
  "５gb",
  "1ſb",
  "1\u212a",
  "Infinity",
  "UNLIMITED",
])("refuses %j, quotes it and shows an amount", (text) => {
  expect(() => memoryBytes(text)).toThrow(NotationError);
  expect(() => memoryBytes(text)).toThrow(`${JSON.stringify(text)} is not an amount of memory`);
  expect(() => memoryBytes(text)).toThrow('"512mb"');
});

it.each(["0.5b", "1.1kb", "3.17G", `0.${"1".repeat(1_000)}eb`])("refuses %s, part of a byte", (text) => {
  expect(() => memoryBytes(text)).toThrow("is not a whole number of bytes");
});

it.each(["9007199254740992", "8pb", "1E", "1pw", "9007199254740991.5b", `1${"0".repeat(1_000)}`])(
  "refuses %s, which a number cannot hold exactly",
  (text) => {
    expect(() => memoryBytes(text)).toThrow("is more than 9007199254740991 bytes");
  },
);

it("reads back every safe integer, in any unit that writes it exactly", () => {
  const units = { "": 1n, b: 1n, K: 2n ** 10n, mb: 2n ** 20n, GiB: 2n ** 30n, tw: 2n ** 43n, pb: 2n ** 50n };
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.constantFrom(...Object.entries(units)), (bytes, [unit, size]) => {
      expect(memoryBytes(`${decimal(BigInt(bytes), size)}${unit}`)).toBe(bytes);
    }),
  );
});

it("gives a safe number of bytes or a typed error for any text", () => {
  const pieces = fc.constantFrom(..."0129.kKmMgGpPeEwbBinc +-_".split(""));
  const texts = fc.oneof(fc.string(), fc.string({ unit: pieces }), fc.string({ unit: "binary" }));
  fc.assert(
    fc.property(texts, (text) => {
      try {
        const bytes = memoryBytes(text);
        expect(Number.isSafeInteger(bytes) && bytes >= 0).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(NotationError);
      }
    }),
    { numRuns: 1_000 },
  );
});

it.each(["0", "9", "0.", " ", "k", "1.0", "01"])(
  "takes steps in proportion to a text of many %j",
  (piece) => {
    for (const start of ["", "1", "1.", "1k"]) {
      expectLinear(memoryBytes, { start, piece, perCharacter: 1 });
    }
  },
);

/** `bytes / size` as a decimal fraction, exactly. `size` is a power of two. */
function decimal(bytes: bigint, size: bigint): string {
  const decimals = size.toString(2).length - 1;
  const scaled = ((bytes * 10n ** BigInt(decimals)) / size).toString().padStart(decimals + 1, "0");
  return decimals === 0 ? scaled : `${scaled.slice(0, -decimals)}.${scaled.slice(-decimals)}`;
}
