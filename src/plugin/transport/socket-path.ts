import { mkdtempSync, rmdirSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StartError } from "../process/start-error";

/** A place for a Unix socket that only the user running Terraform can reach. */
export interface SocketPath {
  readonly path: string;
  /** Removes the socket and its directory. Never throws. */
  readonly remove: () => void;
}

/** Longest socket path in bytes: 103 on macOS, 107 on Linux. libuv silently truncates a longer one. */
const MAX_PATH_BYTES = 103;

/** The name of the socket in its directory. */
export const SOCKET_NAME = "s";

const PREFIX = "tf-plugin-";

/** A directory's name: the id of the process, in base 36, and six characters by mkdtemp. */
const NAME = new RegExp(`^${PREFIX}([0-9a-z]{1,6})-[A-Za-z0-9]{6}$`);
const NAME_BYTES = `/${PREFIX}PPPPPP-XXXXXX/${SOCKET_NAME}`.length;

/** Characters that the handshake line cannot contain; its fields are separated by `|`. */
const BREAKS_THE_LINE = /[|\r\n]/;

/** The directory to use if the default one has an unsuitable name or is not writable. */
const SHORT_DIRECTORY = "/tmp";

/**
 * Makes a private directory (mode 0700) and names a socket in it: below PLUGIN_UNIX_SOCKET_DIR, else the system's
 * temporary directory, else `/tmp`.
 *
 * @throws StartError if none of them is usable, with the reason for each
 */
export function createSocketPath(env: NodeJS.ProcessEnv, temporary: string = tmpdir()): SocketPath {
  const refused: string[] = [];
  for (const parent of new Set([env.PLUGIN_UNIX_SOCKET_DIR || temporary, SHORT_DIRECTORY])) {
    if (BREAKS_THE_LINE.test(parent)) {
      // Quoted to keep the message on one line.
      refused.push(`${JSON.stringify(parent)} holds a | or a line break`);
      continue;
    }
    if (Buffer.byteLength(parent) + NAME_BYTES > MAX_PATH_BYTES) {
      refused.push(`${parent} is longer than ${MAX_PATH_BYTES - NAME_BYTES} bytes`);
      continue;
    }
    try {
      const directory = mkdtempSync(join(parent, `${PREFIX}${process.pid.toString(36)}-`));
      const path = join(directory, SOCKET_NAME);
      return { path, remove: () => removeSocket(path, directory) };
    } catch (error) {
      refused.push(error instanceof Error ? error.message : `${parent} cannot be used`);
    }
  }
  throw new StartError(
    `The provider found no directory for its socket (${refused.join("; ")}). Set TMPDIR to a short, writable one.`,
  );
}

/** The ID of the process that made a directory; null for any other directory. */
export function processOf(name: string): number | null {
  const id = NAME.exec(name)?.[1];
  return id === undefined ? null : Number.parseInt(id, 36);
}

/**
 * Removes a socket and its directory. Never throws. Two system calls; rmSync would first load code that walks trees.
 */
export function removeSocket(path: string, directory: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was never created, or is already removed.
  }
  try {
    rmdirSync(directory);
  } catch {
    // The process is about to exit; a leftover directory is not a failure.
  }
}
