import {
  bitString,
  booleanTrue,
  element,
  objectIdentifier,
  octetString,
  positiveInteger,
  sequence,
  setOfOne,
  time,
  utf8String,
} from "../../../src/plugin/transport/der";

const hex = (bytes: Buffer) => bytes.toString("hex");

describe("DER", () => {
  test("writes the object identifier of X.690 section 8.19.5's kind", () => {
    expect(hex(objectIdentifier("2.5.4.3"))).toBe("0603550403");
    expect(hex(objectIdentifier("1.2.840.113549"))).toBe("06062a864886f70d");
  });

  test("keeps integers positive and minimal", () => {
    expect(hex(positiveInteger(Buffer.from([0])))).toBe("020100");
    expect(hex(positiveInteger(Buffer.from([0x7f])))).toBe("02017f");
    expect(hex(positiveInteger(Buffer.from([0x80])))).toBe("02020080");
    expect(hex(positiveInteger(Buffer.from([0, 0, 0x80])))).toBe("02020080");
  });

  test("writes short, one-byte and two-byte lengths", () => {
    expect(hex(element(0x04, Buffer.alloc(127)).subarray(0, 2))).toBe("047f");
    expect(hex(element(0x04, Buffer.alloc(128)).subarray(0, 3))).toBe("048180");
    expect(hex(element(0x04, Buffer.alloc(256)).subarray(0, 4))).toBe("04820100");
  });

  test("writes the other types with their tags", () => {
    expect(hex(booleanTrue())).toBe("0101ff");
    expect(hex(bitString(Buffer.from([0x84]), 2))).toBe("03020284");
    expect(hex(octetString(Buffer.from([1])))).toBe("040101");
    expect(hex(utf8String("é"))).toBe("0c02c3a9");
    expect(hex(sequence(booleanTrue(), booleanTrue()))).toBe("30060101ff0101ff");
    expect(hex(setOfOne(booleanTrue()))).toBe("31030101ff");
  });

  test("writes dates in UTC: two digits of the year up to 2049, four after", () => {
    const text = (date: Date) => time(date).subarray(2).toString();
    expect(text(new Date("2049-12-31T23:59:59.999Z"))).toBe("491231235959Z");
    expect(text(new Date("2050-01-01T00:00:00Z"))).toBe("20500101000000Z");
    expect(text(new Date("2026-03-01T01:30:00+02:00"))).toBe("260228233000Z");
    expect(time(new Date("2049-12-31T23:59:59Z"))[0]).toBe(0x17);
    expect(time(new Date("2050-01-01T00:00:00Z"))[0]).toBe(0x18);
  });
});
