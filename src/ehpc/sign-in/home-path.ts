import { homedir } from "node:os";
import { join } from "node:path";
import { present } from "../api/credentials";
import type { Environment } from "../api/environment";

/** A path with `~` at its beginning replaced by the home directory (`HOME`, on Windows `USERPROFILE`). */
export function homePath(path: string, environment: Environment): string {
  if (!/^~(?:$|[/\\])/.test(path)) {
    return path;
  }
  const home = present(environment.HOME) ?? present(environment.USERPROFILE) ?? homedir();
  return join(home, path.slice(1));
}

/** Why a file could not be read, after "The file x …". */
export function fileProblem(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : null;
  if (code === "ENOENT" || code === "ENOTDIR") {
    return "does not exist";
  }
  if (code === "EACCES" || code === "EPERM") {
    return "is not readable for this user";
  }
  if (code === "EISDIR") {
    return "is a folder";
  }
  return `cannot be read${typeof code === "string" ? ` (${code})` : ""}`;
}
