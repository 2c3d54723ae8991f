import { lstatSync, readdirSync, rmdirSync, unlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isAlive } from "../process/is-alive";
import { SUFFIX } from "./code-cache";

/** The name of a folder for one build: its sum, the version of Node.js, the processor. */
const BUILD = /^[0-9a-f]{16}-v\S+$/;

/** The ID of the process that owns an unfinished file, after the suffix. */
const UNFINISHED = /^\.(\d+)$/;

/**
 * Removes obsolete code: the folders of other builds, and unfinished files of killed processes. With two builds in
 * alternation, each change compiles again.
 *
 * Never throws: a file that cannot be removed stays.
 */
export function sweepCode(folder: string): void {
  for (const name of namesIn(dirname(folder))) {
    const other = join(dirname(folder), name);
    if (name === basename(folder) || !BUILD.test(name) || !isFolder(other)) {
      continue;
    }
    for (const file of namesIn(other)) {
      if (endOf(file) !== null) {
        tryTo(() => unlinkSync(join(other, file)));
      }
    }
    tryTo(() => rmdirSync(other));
  }
  for (const name of namesIn(folder)) {
    const pid = UNFINISHED.exec(endOf(name) ?? "")?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) {
      tryTo(() => unlinkSync(join(folder, name)));
    }
  }
}

/** The text after the suffix of a code file; null for any other file. */
function endOf(name: string): string | null {
  const [start = "", end, ...more] = name.split(SUFFIX);
  return start !== "" && end !== undefined && more.length === 0 && (end === "" || UNFINISHED.test(end))
    ? end
    : null;
}

/** Whether it is a folder and not a link to one. */
function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function tryTo(act: () => void): void {
  try {
    act();
  } catch {
    // Another process removes it at the same time.
  }
}
