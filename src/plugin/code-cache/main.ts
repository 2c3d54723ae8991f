// What the executable runs: the provider's scripts, with the code that V8 compiled in an earlier run.

import { basename } from "node:path";
import { cacheFolder } from "./cache-folder";
import { codeCache } from "./code-cache";
import { scriptLoader } from "./load-scripts";
import { noCacheReason, setNoCacheReason } from "./no-cache";
import { sweepCode } from "./sweep-code";

/** Stands for the content of all scripts; the bundler puts it in. */
declare const BUNDLE_SUM: string;

const executable = process.argv[1] ?? "";
const userId = process.getuid?.();
const { path: folder, reason } = cacheFolder({
  env: process.env,
  platform: process.platform,
  userId,
  names: [basename(executable).replace(/_v.*$/, ""), `${BUNDLE_SUM}-${process.version}-${process.arch}`],
});
setNoCacheReason(reason);
const scripts = scriptLoader(__dirname, codeCache(folder, userId));
process.once("exit", () => {
  if (noCacheReason() === null && scripts.keep() && folder !== null) {
    sweepCode(folder);
  }
});
scripts.load("main.cjs");
