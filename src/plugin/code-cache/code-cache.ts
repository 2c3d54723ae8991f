import { createHash } from "node:crypto";
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { WRITABLE_BY_OTHERS } from "./cache-folder";

const SUM_BYTES = 20;

/** The suffix of a code file; the ID of the process follows until the file is complete. */
export const SUFFIX = ".code";

/** Compiled code of earlier runs, one file per script. It never throws: without a cache, the start is only slower. */
export interface CodeCache {
  /** The code of a script; undefined if there is none, if it is damaged, or if it does not belong to the user. */
  read(name: string): Buffer | undefined;
  keep(name: string, code: Buffer): void;
}

/**
 * A cache in a private folder of the user; null stores nothing. V8 itself refuses code of another version or with other
 * flags.
 */
export function codeCache(folder: string | null, userId: number | undefined): CodeCache {
  if (folder === null) {
    return { read: () => undefined, keep: () => {} };
  }
  const fileOf = (name: string) => join(folder, `${name}${SUFFIX}`);
  return {
    read(name) {
      try {
        const content = readOwn(fileOf(name), userId);
        const code = content.subarray(SUM_BYTES);
        // V8 takes code at its word: damaged, it could end the process.
        return content.subarray(0, SUM_BYTES).equals(sumOf(code)) ? code : undefined;
      } catch {
        return undefined;
      }
    },
    keep(name, code) {
      // Providers start in parallel: each file must appear complete.
      const unfinished = `${fileOf(name)}.${process.pid}`;
      try {
        writeFileSync(unfinished, Buffer.concat([sumOf(code), code]), { mode: 0o600, flag: "wx" });
        renameSync(unfinished, fileOf(name));
      } catch {
        // For example, the disk is full: what was written takes room. The next run tries again.
        discard(unfinished);
      }
    },
  };
}

function discard(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // A later run sweeps it.
  }
}

/** The content of a file that belongs to the user. It checks the open file, because the name may refer to another by then. */
function readOwn(path: string, userId: number | undefined): Buffer {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const stats = fstatSync(file);
    if (!stats.isFile() || stats.uid !== userId || stats.mode & WRITABLE_BY_OTHERS) {
      throw new Error("not the user's own");
    }
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

function sumOf(code: Buffer): Buffer {
  return createHash("sha1").update(code).digest();
}
