import fc from "fast-check";
import { decodeBody } from "../../../src/ehpc/http/decode-body";

it("a text in UTF-8 is that text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const bytes = Buffer.from(text, "utf8");
      expect(decodeBody(bytes)).toBe(bytes.toString("utf8"));
      // With a byte that is not UTF-8 behind it, the rest is the same.
      expect(decodeBody(Buffer.concat([bytes, Buffer.from([0xff])]))).toBe(`${bytes.toString("utf8")}\udcff`);
    }),
  );
});

it("two texts are equal only if their bytes are", () => {
  const bytes = fc.uint8Array({ maxLength: 12 }).map((array) => Buffer.from(array));
  fc.assert(
    fc.property(bytes, bytes, (one, other) => {
      expect(decodeBody(one) === decodeBody(other)).toBe(one.equals(other));
    }),
    { numRuns: 5_000 },
  );
});

it("names in GBK stay apart, and are shown as U+FFFD", () => {
  const [one, other] = [decodeBody(Buffer.from([0xb0, 0xa1])), decodeBody(Buffer.from([0xc4, 0xe3]))];
  expect(one).not.toBe(other);
  expect(Buffer.from(one, "utf8").toString("utf8")).toBe("\ufffd\ufffd");
});
