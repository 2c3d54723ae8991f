import { encode } from "@msgpack/msgpack";
import * as fc from "fast-check";
import { lengthFault } from "../../../src/plugin/cty/msgpack-lengths";

const bytes = (hex: string) => Buffer.from(hex.replaceAll(" ", ""), "hex");

test.each([
  ["nil", "c0"],
  ["a small integer", "7f"],
  ["a negative one", "ff"],
  ["an integer of 64 bits", "cf 00 00 00 00 00 00 00 01"],
  ["a double", "cb 00 00 00 00 00 00 00 00"],
  ["a text", "a3 61 62 63"],
  ["a long text", "da 00 03 61 62 63"],
  ["bytes", "c4 02 00 01"],
  ["a fixed extension", "d4 00 00"],
  ["an extension of any length", "c7 02 0c 80 00"],
  ["an empty list and an empty map", "92 90 80"],
  ["a list in a long form", "dd 00 00 00 02 c0 c0"],
  ["a map in a long form", "de 00 01 a1 61 91 c0"],
])("%s has lengths that hold", (_, hex) => {
  expect(lengthFault(bytes(hex))).toBeNull();
});

test.each([
  ["nothing", "", "ends too early"],
  ["a list of four thousand million", "dd ff ff ff ff", "promises more than it holds"],
  ["a map of four thousand million", "df ff ff ff ff", "promises more than it holds"],
  ["a text of four thousand million bytes", "db ff ff ff ff 61", "promises more than it holds"],
  ["bytes that are not there", "c6 ff ff ff ff 00", "promises more than it holds"],
  ["an extension that is not there", "c9 ff ff ff ff 00 00", "promises more than it holds"],
  ["a list with one value too few", "92 c0", "promises more than it holds"],
  ["a map with a key alone", "81 a1 61", "promises more than it holds"],
  [
    "lists that each promise what is left, for the one in them",
    "93 93 93 c0 c0",
    "promises more than it holds",
  ],
  ["a length that is cut off", "dd 00 00", "promises more than it holds"],
  ["a number that is cut off", "cb 00", "promises more than it holds"],
  ["a second value", "c0 c0", "follows its end"],
  ["a byte that begins none", "c1", "no value begins with the byte 0xc1"],
])("%s is told before room is made for it", (_, hex, fault) => {
  expect(lengthFault(bytes(hex))).toContain(fault);
});

test("5 KB of lists in lists, each of which promises millions, are refused", () => {
  const header = bytes("dd 00 98 96 80");
  expect(lengthFault(Buffer.concat(Array<Buffer>(1000).fill(header)))).toContain(
    "promises more than it holds",
  );
});

test("lists in lists are refused where they are deeper than any schema", () => {
  const nested = (depth: number) => Buffer.concat([Buffer.alloc(depth, 0x91), bytes("c0")]);
  expect(lengthFault(nested(900))).toBeNull();
  expect(lengthFault(nested(100_000))).toContain("nested more than");
});

test("more values than fill the memory are refused, whatever they are", () => {
  const many = Buffer.alloc(5_000_005, 0xc0);
  many[0] = 0xdd;
  many.writeUInt32BE(5_000_000, 1);
  expect(lengthFault(many)).toContain("more than 4000000 values");
});

const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false),
    fc.integer(),
    fc.double({ noNaN: true }),
    fc.string(),
    fc.uint8Array(),
    fc.array(tie("value"), { maxLength: 20 }),
    fc.dictionary(fc.string(), tie("value"), { maxKeys: 20 }),
  ),
})).value;

test("whatever is encoded has lengths that hold, and none of its beginnings does", () => {
  fc.assert(
    fc.property(anything, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (value, share) => {
      const whole = encode(value);
      expect(lengthFault(whole)).toBeNull();
      expect(lengthFault(whole.subarray(0, Math.floor(share * whole.length)))).not.toBeNull();
    }),
  );
});
