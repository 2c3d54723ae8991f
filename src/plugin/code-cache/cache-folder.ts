import { lstatSync, mkdirSync, type Stats } from "node:fs";
import { join } from "node:path";

/** What {@link cacheFolder} goes by. */
export interface CachePlace {
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  /** The user that the process runs as. */
  readonly userId: number | undefined;
  /** Names of folders below the user's own cache, from the outside in. */
  readonly names: readonly string[];
}

/**
 * A folder of the user's for what can be made again, made if it is not there; null where there is none. What is run from
 * it runs as the user: nobody else may own any part of it that is ours, or write to it.
 *
 * `NODE_DISABLE_COMPILE_CACHE`, by which Node.js 22 and later leave their own cache alone, rules it out.
 */
export function cacheFolder({ env, platform, userId, names }: CachePlace): string | null {
  const caches = userCaches(env, platform);
  if (caches === null || userId === undefined || env.NODE_DISABLE_COMPILE_CACHE) return null;
  try {
    let folder = caches;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const name of names) {
      folder = join(folder, name);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      if (!isPrivate(lstatSync(folder), userId)) return null;
    }
    return folder;
  } catch {
    // A home that cannot be written to is no reason not to work.
    return null;
  }
}

/** Where the system keeps caches (freedesktop.org/wiki/Specifications/basedir-spec; on macOS, Apple's own place). */
function userCaches(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | null {
  const { HOME: home, XDG_CACHE_HOME: caches } = env;
  if (platform !== "darwin" && caches?.startsWith("/")) return caches;
  if (!home?.startsWith("/")) return null;
  return platform === "darwin" ? join(home, "Library/Caches") : join(home, ".cache");
}

function isPrivate(stats: Stats, userId: number): boolean {
  return stats.isDirectory() && stats.uid === userId && (stats.mode & 0o022) === 0;
}
