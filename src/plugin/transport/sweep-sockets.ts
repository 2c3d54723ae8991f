import { type Dirent, lstat, readdir, type Stats } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { isAlive } from "../process/is-alive";
import { processOf, removeSocket, SOCKET_NAME } from "./socket-path";

/** How long a provider may take between the creation of its directory and its socket, in milliseconds. */
const START_MS = 60_000;

/**
 * Removes the socket directories of killed providers: directories in `parent` that belong to this user, whose process no
 * longer exists, and whose socket has no listener. A process in another container is not visible here, but its socket
 * accepts connections.
 *
 * Never throws: a directory that cannot be removed stays.
 *
 * @returns the names of the directories whose sockets are gone
 */
export async function sweepSockets(parent: string, userId: number | undefined): Promise<string[]> {
  const swept: string[] = [];
  try {
    // If others can replace a directory by a link, nothing can be removed safely.
    const { mode } = await promisify(lstat)(parent);
    if (userId === undefined || ((mode & 0o022) !== 0 && (mode & 0o1000) === 0)) {
      return swept;
    }
    const entries: Dirent[] = await promisify(readdir)(parent, { withFileTypes: true });
    for (const { name } of entries) {
      const process = processOf(name);
      if (process === null || isAlive(process)) {
        continue;
      }
      const directory = join(parent, name);
      if (!isOwn(await promisify(lstat)(directory), userId) || !(await isDeserted(directory))) {
        continue;
      }
      removeSocket(join(directory, SOCKET_NAME), directory);
      swept.push(name);
    }
  } catch {
    // Another provider removes it at the same time, or the directory is not readable.
  }
  return swept;
}

function isOwn(stats: Stats, userId: number): boolean {
  return stats.isDirectory() && stats.uid === userId && (stats.mode & 0o077) === 0;
}

async function isDeserted(directory: string): Promise<boolean> {
  const code = await connectionError(join(directory, SOCKET_NAME));
  if (code !== "ENOENT") {
    return code === "ECONNREFUSED";
  }
  const { mtimeMs } = await promisify(lstat)(directory);
  return Date.now() - mtimeMs > START_MS;
}

/** The error of a connection to the socket; null if it succeeds. */
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
