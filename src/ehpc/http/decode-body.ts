import { isUtf8 } from "node:buffer";

/** Continuation bytes behind a first byte, and the least code point that needs so many. */
const LEAST = [0, 0x80, 0x800, 0x1_0000] as const;

/**
 * The text of a body in UTF-8. A byte that is not UTF-8, as in a name in GBK, becomes a lone surrogate of its own (U+DC80
 * to U+DCFF, as Python's `surrogateescape` has it): two texts are equal only if their bytes are. Whoever shows such a text
 * shows U+FFFD.
 */
export function decodeBody(bytes: Buffer): string {
  if (isUtf8(bytes)) {
    return bytes.toString("utf8");
  }
  const units = new Uint16Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] ?? 0;
    const more = first < 0x80 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    let code = more === 0 ? first : first & (0x3f >> more);
    let isWhole = more === 0 || (first >= 0xc2 && first <= 0xf4);
    for (let index = 1; index <= more; index += 1) {
      const next = bytes[at + index] ?? 0;
      isWhole &&= (next & 0xc0) === 0x80;
      code = (code << 6) | (next & 0x3f);
    }
    isWhole &&= code >= (LEAST[more] ?? 0) && code <= 0x10_ffff && (code < 0xd800 || code > 0xdfff);
    if (!isWhole) {
      units[length++] = 0xdc00 + first;
    } else if (code < 0x1_0000) {
      units[length++] = code;
    } else {
      units[length++] = 0xd800 + ((code - 0x1_0000) >> 10);
      units[length++] = 0xdc00 + ((code - 0x1_0000) & 0x3ff);
    }
    at += isWhole ? 1 + more : 1;
  }
  return Buffer.from(units.buffer, 0, 2 * length).toString("utf16le");
}
