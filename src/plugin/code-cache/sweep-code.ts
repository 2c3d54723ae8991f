import { lstatSync, readdirSync, rmdirSync, unlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isAlive } from "../process/is-alive";
import { SUFFIX } from "./code-cache";

/** The name of a folder for one build: its sum, the version of Node.js, the processor. */
const BUILD = /^[0-9a-f]{16}-v\S+$/;

/** The id of the process whose unfinished file this is, behind the suffix. */
const UNFINISHED = /^\.(\d+)$/;

/**
 * Takes away what nobody will read: beside this build's folder those of other builds, and in it what processes that were
 * killed have left unfinished. Who uses two builds in turn compiles a little more at each change.
 *
 * Never throws: what cannot be swept stays.
 */
export function sweepCode(folder: string): void {
  for (const name of namesIn(dirname(folder))) {
    const other = join(dirname(folder), name);
    if (name === basename(folder) || !BUILD.test(name) || !isFolder(other)) continue;
    for (const file of namesIn(other)) if (endOf(file) !== null) tryTo(() => unlinkSync(join(other, file)));
    tryTo(() => rmdirSync(other));
  }
  for (const name of namesIn(folder)) {
    const pid = UNFINISHED.exec(endOf(name) ?? "")?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) tryTo(() => unlinkSync(join(folder, name)));
  }
}

/** What stands behind the suffix of a file of code; null for another file. */
function endOf(name: string): string | null {
  const [start = "", end, ...more] = name.split(SUFFIX);
  return start !== "" && end !== undefined && more.length === 0 && (end === "" || UNFINISHED.test(end))
    ? end
    : null;
}

/** Whether it is a folder itself, and no link to one. */
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
    // Another process sweeps too.
  }
}
