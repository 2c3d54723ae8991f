import { unzipSync } from "fflate";

/** A file in a zip archive. */
export interface ZipEntry {
  readonly name: string;
  /** Unix mode with the type of the file, such as 0o100755; `null` when the archive comes from another system. */
  readonly mode: number | null;
  readonly bytes: Uint8Array;
}

const CENTRAL_ENTRY = 0x02014b50;
const END = 0x06054b50;
const END_BYTES = 22;
const UNIX = 3;

/**
 * The files in an archive without comments and of less than 4 GiB, with their modes, which zip libraries leave out.
 * Source: PKWARE APPNOTE 4.3.12, 4.3.16, 4.4.2 and 4.4.15.
 *
 * @throws Error when it is no such archive, or has been damaged
 */
export function readZip(archive: Uint8Array): ZipEntry[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = archive.length - END_BYTES;
  if (end < 0 || view.getUint32(end, true) !== END) {
    throw new Error("this is no zip archive");
  }
  const files = unzipSync(archive);
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (view.getUint32(at, true) !== CENTRAL_ENTRY) {
      throw new Error("the list of files is damaged");
    }
    const length = view.getUint16(at + 28, true);
    const name = Buffer.from(archive.subarray(at + 46, at + 46 + length)).toString("utf8");
    const mode = view.getUint8(at + 5) === UNIX ? view.getUint16(at + 40, true) : null;
    entries.push({ name, mode, bytes: files[name] ?? new Uint8Array() });
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}
