import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import type { CodeCache } from "./code-cache";

/** Loads the scripts of one folder. */
export interface ScriptLoader {
  /** Runs a script, once, as CommonJS, and gives what it exports. */
  load(name: string): unknown;
  /** Keeps the code of all scripts that ran, if that of any was not there; tells whether it did. */
  keep(): boolean;
}

type Wrapped = (exports: object, require: (id: string) => unknown, module: { exports: unknown }) => void;

/**
 * What Node's own `require` does for scripts that name each other `./NAME`, with the code that V8 compiled in an
 * earlier run. It saves the compiling of each function at its first call.
 */
export function scriptLoader(folder: string, cache: CodeCache): ScriptLoader {
  const modules = new Map<string, { exports: unknown }>();
  const scripts = new Map<string, Script>();
  let complete = true;

  function load(name: string): unknown {
    const known = modules.get(name);
    if (known !== undefined) return known.exports;
    const module: { exports: unknown } = { exports: {} };
    modules.set(name, module);
    const run = compile(name).runInThisContext() as Wrapped;
    run(module.exports as object, requireFrom, module);
    return module.exports;
  }

  function requireFrom(id: string): unknown {
    return id.startsWith("./") ? load(id.slice(2)) : require(id);
  }

  function compile(name: string): Script {
    const filename = join(folder, name);
    const source = `(function (exports, require, module) {${readFileSync(filename, "utf8")}\n})`;
    const cachedData = cache.read(name);
    const script = new Script(source, { filename, ...(cachedData && { cachedData }) });
    if (cachedData === undefined || script.cachedDataRejected) complete = false;
    scripts.set(name, script);
    return script;
  }

  return {
    load,
    keep() {
      if (complete) return false;
      // All of them: those that were there may have run further than before.
      for (const [name, script] of scripts) cache.keep(name, script.createCachedData());
      return true;
    },
  };
}
