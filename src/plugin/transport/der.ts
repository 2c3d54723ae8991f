/** Tags of ITU-T X.690 (DER) that a certificate needs. */
const Tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Tag, length and content. `tag` is the whole identifier octet. Source: X.690 section 8.1. */
export function element(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag, ...lengthOctets(content.length)]), content]);
}

/** SEQUENCE of the given elements. */
export function sequence(...items: readonly Uint8Array[]): Buffer {
  return element(Tag.sequence, ...items);
}

/** SET with a single element, which needs no sorting. */
export function setOfOne(item: Uint8Array): Buffer {
  return element(Tag.set, item);
}

/** INTEGER from its big-endian magnitude; the value is taken as positive. */
export function positiveInteger(magnitude: Uint8Array): Buffer {
  let start = 0;
  while (start < magnitude.length - 1 && magnitude[start] === 0) {
    start += 1;
  }
  const significant = magnitude.subarray(start);
  const looksNegative = ((significant[0] ?? 0) & 0x80) !== 0;
  return element(Tag.integer, looksNegative ? Buffer.from([0]) : Buffer.alloc(0), significant);
}

/** BOOLEAN TRUE. */
export function booleanTrue(): Buffer {
  return element(Tag.boolean, Buffer.from([0xff]));
}

/** BIT STRING; `unusedBits` at the end of the last byte do not count. */
export function bitString(bytes: Uint8Array, unusedBits = 0): Buffer {
  return element(Tag.bitString, Buffer.from([unusedBits]), bytes);
}

/** OCTET STRING. */
export function octetString(bytes: Uint8Array): Buffer {
  return element(Tag.octetString, bytes);
}

/** UTF8String. */
export function utf8String(text: string): Buffer {
  return element(Tag.utf8String, Buffer.from(text, "utf8"));
}

/** OBJECT IDENTIFIER from dotted form, e.g. `2.5.4.3`. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second, ...rest.flatMap(base128)];
  return element(Tag.objectIdentifier, Buffer.from(bytes));
}

/**
 * A date in UTC to the second: UTCTime up to 2049, GeneralizedTime after. Source: RFC 5280 section 4.1.2.5.
 */
export function time(date: Date): Buffer {
  const digits = date
    .toISOString()
    .replace(/\.\d+Z$/, "Z")
    .replace(/[-:T]/g, "");
  return date.getUTCFullYear() < 2050
    ? element(Tag.utcTime, Buffer.from(digits.slice(2), "latin1"))
    : element(Tag.generalizedTime, Buffer.from(digits, "latin1"));
}

function lengthOctets(length: number): number[] {
  if (length < 0x80) {
    return [length];
  }
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) {
    octets.unshift(rest % 256);
  }
  return [0x80 | octets.length, ...octets];
}

function base128(value: number): number[] {
  const octets = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) {
    octets.unshift((rest % 128) | 0x80);
  }
  return octets;
}
