import { type Dirent, lstat, readdir, type Stats } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { isAlive } from "../process/is-alive";
import { processOf, removeSocket, SOCKET_NAME } from "./socket-path";

/** How long a provider may take from making its directory to listening there, in milliseconds. */
const START_MS = 60_000;

/**
 * Takes away the directories of providers that were killed, and so could not do it themselves: those in `parent` that
 * are this user's, whose process is gone, and where nobody listens. A process of another container is not to be seen
 * from here, but answers.
 *
 * Never throws: what cannot be swept stays.
 *
 * @returns the names of the directories whose sockets are gone
 */
export async function sweepSockets(parent: string, userId: number | undefined): Promise<string[]> {
  const swept: string[] = [];
  try {
    // Where anybody may put a link in the place of a directory, nothing can be taken away safely.
    const { mode } = await promisify(lstat)(parent);
    if (userId === undefined || ((mode & 0o022) !== 0 && (mode & 0o1000) === 0)) return swept;
    const entries: Dirent[] = await promisify(readdir)(parent, { withFileTypes: true });
    for (const { name } of entries) {
      const process = processOf(name);
      if (process === null || isAlive(process)) continue;
      const directory = join(parent, name);
      if (!isOwn(await promisify(lstat)(directory), userId) || !(await isDeserted(directory))) continue;
      removeSocket(join(directory, SOCKET_NAME), directory);
      swept.push(name);
    }
  } catch {
    // Another provider sweeps too, or the directory may not be read.
  }
  return swept;
}

function isOwn(stats: Stats, userId: number): boolean {
  return stats.isDirectory() && stats.uid === userId && (stats.mode & 0o077) === 0;
}

async function isDeserted(directory: string): Promise<boolean> {
  const code = await connectionError(join(directory, SOCKET_NAME));
  if (code !== "ENOENT") return code === "ECONNREFUSED";
  const { mtimeMs } = await promisify(lstat)(directory);
  return Date.now() - mtimeMs > START_MS;
}

/** Why nobody answers there; null when somebody does. */
function connectionError(path: string): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve(null);
    });
    socket.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? ""));
  });
}
