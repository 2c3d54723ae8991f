const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const { transformSync, version } = require("esbuild");

const OPTIONS = {
  loader: "ts",
  format: "cjs",
  target: "es2022",
  // Jest loads what `import()` names by `require`.
  supported: { "dynamic-import": false },
  platform: "node",
  sourcemap: "inline",
  sourcesContent: false,
};

const KEY = createHash("sha256").update(version).update(readFileSync(__filename)).digest("hex");

/**
 * Jest's transformer for TypeScript. Types are checked once, by `npm run typecheck`; here they are only left out.
 *
 * @type {import("@jest/transform").SyncTransformer}
 */
module.exports = {
  process: (text, file) => ({ code: transformSync(text, { ...OPTIONS, sourcefile: file }).code }),
  getCacheKey: (text, file) =>
    createHash("sha256").update(KEY).update(file).update("\0").update(text).digest("hex"),
};
