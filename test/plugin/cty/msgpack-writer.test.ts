import { encode } from "@msgpack/msgpack";
import * as fc from "fast-check";
import { MsgpackWriter } from "../../../src/plugin/cty/msgpack-writer";

type Plain = string | number | boolean | null | Uint8Array | Plain[] | { [key: string]: Plain };

function write(value: Plain, out: MsgpackWriter): void {
  if (value === null) {
    out.nil();
  } else if (typeof value === "string") {
    out.text(value);
  } else if (typeof value === "number") {
    out.integer(value);
  } else if (typeof value === "boolean") {
    out.boolean(value);
  } else if (value instanceof Uint8Array) {
    out.binary(value);
  } else if (Array.isArray(value)) {
    out.array(value.length);
    for (const element of value) {
      write(element, out);
    }
  } else {
    out.map(Object.keys(value).length);
    for (const [key, member] of Object.entries(value)) {
      out.text(key);
      write(member, out);
    }
  }
}

/** The bytes of a value, which the first writer has measured. */
function written(value: Plain): string {
  const measure = new MsgpackWriter(null);
  write(value, measure);
  const bytes = Buffer.alloc(measure.length, 0xee);
  const writer = new MsgpackWriter(bytes);
  write(value, writer);
  expect(writer.length).toBe(measure.length);
  return bytes.toString("hex");
}

/** The same, as a library of others writes it. */
const expected = (value: Plain) => Buffer.from(encode(value)).toString("hex");

test.each(
  [0, 5, 7, 8, 15, 16, 31, 32, 53].flatMap((power) =>
    [-1, 0, 1].flatMap((step) => [2 ** power + step, -(2 ** power) + step]),
  ),
)("the integer %d is in its shortest form", (value) => {
  const safe = Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, value));
  expect(written(safe)).toBe(expected(safe));
});

test.each([0, 31, 32, 255, 256, 65_535, 65_536])("lengths of %d are in their shortest form", (length) => {
  const list = Array<Plain>(length).fill(null);
  const keys = Object.fromEntries(list.map((_, index) => [`key ${index}`, true]));
  for (const value of ["x".repeat(length), new Uint8Array(length).fill(7), list, keys]) {
    expect(written(value)).toBe(expected(value));
  }
});

test("lengths count bytes, not characters", () => {
  for (const value of ["\u00e4".repeat(16), "\u{1f680}".repeat(64), "作业".repeat(20_000)]) {
    expect(written(value)).toBe(expected(value));
  }
});

test("unknown values are extensions of one byte", () => {
  const bytes = Buffer.alloc(3);
  new MsgpackWriter(bytes).extension(0);
  expect(bytes.toString("hex")).toBe("d40000");
});

const anything = fc.letrec<{ value: Plain }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false),
    fc.maxSafeInteger(),
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.uint8Array({ maxLength: 300 }),
    fc.array(tie("value"), { maxLength: 40 }),
    fc.dictionary(fc.string(), tie("value"), { maxKeys: 40 }),
  ),
})).value;

test("whatever the value is, the bytes are as a library of others writes them", () => {
  fc.assert(fc.property(anything, (value) => expect(written(value)).toBe(expected(value))));
});
