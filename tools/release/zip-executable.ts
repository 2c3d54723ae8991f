import { zipSync } from "fflate";

/** A regular file that everybody may execute, as Unix writes it down. */
const MODE = 0o100755;
const UNIX = 3;

/**
 * A zip archive with one executable in it.
 *
 * The same bytes for the same input on every machine: the compressor is JavaScript, where the zlib of Node.js depends
 * on its version and on the processor; and the date is the first that an archive can name.
 */
export function zipExecutable(name: string, bytes: Uint8Array): Uint8Array {
  // fflate writes the local time down, so a local time is what is the same everywhere.
  const mtime = new Date(1980, 0, 1);
  return zipSync({ [name]: [bytes, { level: 6, os: UNIX, attrs: MODE * 0x1_0000, mtime }] });
}
