import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import type { CodeCache } from "./code-cache";

/** Loads the scripts of one folder. */
export interface ScriptLoader {
  /** Runs a script once, as CommonJS, and returns its exports. */
  load(name: string): unknown;
  /** Stores the code of all scripts that ran, if any was missing. Returns whether it did. */
  keep(): boolean;
}

type Wrapped = (exports: object, require: (id: string) => unknown, module: { exports: unknown }) => void;

/**
 * Loads scripts that refer to each other as `./NAME`, like `require`, with the code that V8 compiled in an earlier run.
 * V8 then does not compile each function at its first call.
 */
export function scriptLoader(folder: string, cache: CodeCache): ScriptLoader {
  const modules = new Map<string, { exports: unknown }>();
  const scripts = new Map<string, Script>();
  let complete = true;

  function load(name: string): unknown {
    const known = modules.get(name);
    if (known !== undefined) {
      return known.exports;
    }
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
    if (cachedData === undefined || script.cachedDataRejected) {
      complete = false;
    }
    scripts.set(name, script);
    return script;
  }

  return {
    load,
    keep() {
      if (complete) {
        return false;
      }
      // All scripts: V8 may have compiled more functions of the known ones too.
      for (const [name, script] of scripts) {
        cache.keep(name, script.createCachedData());
      }
      return true;
    },
  };
}
