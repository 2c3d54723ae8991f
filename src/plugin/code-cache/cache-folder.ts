import { lstatSync, mkdirSync, realpathSync, type Stats } from "node:fs";
import { join, sep } from "node:path";

/** The options of {@link cacheFolder}. */
export interface CachePlace {
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  /** The user that the process runs as. */
  readonly userId: number | undefined;
  /** Names of folders below the user's own cache, from the outside in. */
  readonly names: readonly string[];
}

/** The folder, or why there is none. */
export type CacheFolder =
  | { readonly path: string; readonly reason: null }
  | { readonly path: null; readonly reason: string };

/** Permission bits. Source: POSIX `sys/stat.h`. */
export const WRITABLE_BY_OTHERS = 0o022;
const STICKY = 0o1000;

/**
 * The user's folder for data that can be made again; it is created if needed. Code in it runs as the user, so nobody else
 * may write to it: every folder from the root of the file system down must belong to root or to the user, and nobody
 * else may write to it. A sticky folder such as `/tmp` may be writable for all, because nobody can rename the files of
 * others there. Once this holds, nobody else can change it.
 *
 * `NODE_DISABLE_COMPILE_CACHE`, which also turns off the cache of Node.js 22 and later, turns it off.
 */
export function cacheFolder({ env, platform, userId, names }: CachePlace): CacheFolder {
  if (userId === undefined) {
    return none("the system does not tell who the user is");
  }
  if (env.NODE_DISABLE_COMPILE_CACHE) {
    return none("NODE_DISABLE_COMPILE_CACHE is set");
  }
  const caches = userCaches(env, platform);
  if (caches === null) {
    return none("HOME names no folder");
  }
  try {
    let path = existing(caches);
    for (const folder of fromTheRoot(path)) {
      const fault = faultOf(lstatSync(folder), userId);
      if (fault !== null) {
        return none(`${folder} ${fault}`);
      }
    }
    for (const name of names) {
      path = join(path, name);
      const stats = made(path);
      if (stats.uid !== userId) {
        return none(`${path} is another user's`);
      }
      const fault = stats.mode & STICKY ? "is sticky" : faultOf(stats, userId);
      if (fault !== null) {
        return none(`${path} ${fault}`);
      }
    }
    return { path, reason: null };
  } catch (error) {
    // The provider also works with a read-only home.
    return none(error instanceof Error ? error.message : "it cannot be made");
  }
}

function none(reason: string): CacheFolder {
  return { path: null, reason };
}

/** Where the system keeps caches (freedesktop.org/wiki/Specifications/basedir-spec; on macOS, Apple's own place). */
function userCaches(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | null {
  const { HOME: home, XDG_CACHE_HOME: caches } = env;
  if (platform !== "darwin" && caches?.startsWith("/")) {
    return caches;
  }
  if (!home?.startsWith("/")) {
    return null;
  }
  return platform === "darwin" ? join(home, "Library/Caches") : join(home, ".cache");
}

/** The real path of the folder: links may change after a check. */
function existing(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return realpathSync.native(folder);
  }
}

function fromTheRoot(path: string): string[] {
  const names = path.split(sep).filter((name) => name !== "");
  return [sep, ...names.map((_, index) => sep + names.slice(0, index + 1).join(sep))];
}

function made(folder: string): Stats {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  if (stats !== undefined) {
    return stats;
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return lstatSync(folder);
}

function faultOf(stats: Stats, userId: number): string | null {
  if (!stats.isDirectory()) {
    return "is no folder";
  }
  if (stats.uid !== userId && stats.uid !== 0) {
    return "is another user's";
  }
  if (stats.mode & WRITABLE_BY_OTHERS && !(stats.mode & STICKY)) {
    return "can be written to by others";
  }
  return null;
}
