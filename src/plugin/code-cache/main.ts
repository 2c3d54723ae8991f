// What the executable runs: the provider's scripts, with the code that V8 compiled in an earlier run.

import { basename } from "node:path";
import { cacheFolder } from "./cache-folder";
import { codeCache } from "./code-cache";
import { scriptLoader } from "./load-scripts";

/** Stands for the content of all scripts; the bundler puts it in. */
declare const BUNDLE_SUM: string;

const executable = process.argv[1] ?? "";
const folder = cacheFolder({
  env: process.env,
  platform: process.platform,
  userId: process.getuid?.(),
  names: [basename(executable).replace(/_v.*$/, ""), `${BUNDLE_SUM}-${process.version}-${process.arch}`],
});
const scripts = scriptLoader(__dirname, codeCache(folder));
process.once("exit", () => scripts.keep());
scripts.load("main.cjs");
