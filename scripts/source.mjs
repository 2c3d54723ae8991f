import path from "node:path";
import { fileURLToPath } from "node:url";
import { require as requireTypeScript } from "tsx/cjs/api";

const src = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../src");

/** Loads a module of `src/`, which is TypeScript, into a script: `source("mirror/write-folder.ts")`. */
export function source(name) {
  return requireTypeScript(path.join(src, name), import.meta.url);
}
