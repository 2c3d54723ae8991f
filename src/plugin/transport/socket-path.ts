import { mkdtempSync, rmdirSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StartError } from "../process/start-error";

/** A place for a Unix socket that only the user running Terraform can reach. */
export interface SocketPath {
  readonly path: string;
  /** Takes the socket and its directory away. Never throws. */
  readonly remove: () => void;
}

/** Longest socket path in bytes: 103 on macOS, 107 on Linux. libuv cuts a longer one without a word. */
const MAX_PATH_BYTES = 103;

/** Of the socket in its directory. */
export const SOCKET_NAME = "s";

const PREFIX = "tf-plugin-";

/** A directory's name: the id of the process, in base 36, and six characters by mkdtemp. */
const NAME = new RegExp(`^${PREFIX}([0-9a-z]{1,6})-[A-Za-z0-9]{6}$`);
const NAME_BYTES = `/${PREFIX}PPPPPP-XXXXXX/${SOCKET_NAME}`.length;

/** What the handshake line, whose fields end in `|`, cannot carry. */
const BREAKS_THE_LINE = /[|\r\n]/;

/** Directory used when the usual one has an unfit name or cannot be written. */
const SHORT_DIRECTORY = "/tmp";

/**
 * Makes a private directory (mode 0700) and names a socket in it: below PLUGIN_UNIX_SOCKET_DIR, else the system's
 * temporary directory, else `/tmp`.
 *
 * @throws StartError when none of them will do, with the reason for each
 */
export function createSocketPath(env: NodeJS.ProcessEnv, temporary: string = tmpdir()): SocketPath {
  const refused: string[] = [];
  for (const parent of new Set([env.PLUGIN_UNIX_SOCKET_DIR || temporary, SHORT_DIRECTORY])) {
    if (BREAKS_THE_LINE.test(parent)) {
      // Quoted, so that the message stays one line.
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

/** The id of the process that made a directory; null for a name that is not of our making. */
export function processOf(name: string): number | null {
  const id = NAME.exec(name)?.[1];
  return id === undefined ? null : Number.parseInt(id, 36);
}

/**
 * Takes a socket and its directory away. Never throws. Two system calls, where rmSync would load what walks through
 * trees first.
 */
export function removeSocket(path: string, directory: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was never made, or is gone.
  }
  try {
    rmdirSync(directory);
  } catch {
    // The process is leaving; a directory that cannot be removed is litter, not a failure.
  }
}
