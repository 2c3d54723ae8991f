import { inflateRawSync } from "node:zlib";

const CENTRAL_HEADER = 0x02014b50;
const END_RECORD = 0x06054b50;

/**
 * The files inside of a zip archive, such as a saved plan: content by name. Reads what Terraform writes: no zip64, no
 * comment. Source of the layout: PKWARE's APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16.
 *
 * @throws Error where the bytes are no such archive
 */
export function zipEntries(zip: Buffer): ReadonlyMap<string, Buffer> {
  const end = zip.length - 22;
  if (end < 0 || zip.readUInt32LE(end) !== END_RECORD) {
    throw new Error("no zip archive");
  }
  const entries = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== CENTRAL_HEADER) {
      throw new Error("no zip archive");
    }
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
      zip.readUInt16LE(at + field),
    );
    const nameEnd = at + 46 + (nameLength ?? 0);
    entries.set(zip.toString("utf8", at + 46, nameEnd), content(zip, at));
    at = nameEnd + (extraLength ?? 0) + (commentLength ?? 0);
  }
  return entries;
}

function content(zip: Buffer, header: number): Buffer {
  const local = zip.readUInt32LE(header + 42);
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const bytes = zip.subarray(start, start + zip.readUInt32LE(header + 20));
  return zip.readUInt16LE(header + 10) === 0 ? bytes : inflateRawSync(bytes);
}
