import { type HeaderField, STATIC_TABLE } from "./static-table";

/**
 * A header block that does not change the peer's table: it is made once and can be sent any number of times. It uses no
 * Huffman codes. Source: RFC 7541 section 6.
 *
 * @param fields - names in lower case, values in ASCII
 */
export function headerBlock(...fields: readonly HeaderField[]): Buffer {
  return Buffer.concat(fields.map(encodeField));
}

function encodeField([name, value]: HeaderField): Buffer {
  const whole = STATIC_TABLE.findIndex((known) => known[0] === name && known[1] === value) + 1;
  if (whole > 0) {
    return integer(whole, 7, 0x80);
  }
  const named = STATIC_TABLE.findIndex((known) => known[0] === name) + 1;
  const start = integer(named, 4, 0x00);
  return Buffer.concat(named > 0 ? [start, text(value)] : [start, text(name), text(value)]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value, "latin1");
  return Buffer.concat([integer(bytes.length, 7, 0x00), bytes]);
}

function integer(value: number, prefixBits: number, flags: number): Buffer {
  const most = (1 << prefixBits) - 1;
  if (value < most) {
    return Buffer.of(flags | value);
  }
  const bytes = [flags | most];
  let rest = value - most;
  for (; rest >= 0x80; rest >>>= 7) {
    bytes.push((rest & 0x7f) | 0x80);
  }
  return Buffer.from([...bytes, rest]);
}
