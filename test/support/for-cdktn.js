const { createHash } = require("node:crypto");
const path = require("node:path");
const { forCdktn } = require("../../scripts/for-cdktn.cjs");
const stripTypes = require("./strip-types");

const ROOT = path.resolve(__dirname, "../..");
/** What the build turns into constructs for CDK Terrain, and the tests of it. */
const TURNED = ["src/constructs", "src/index.ts", "test/constructs"].map((name) => path.join(ROOT, name));

const turn = (text, file) => (TURNED.some((part) => file.startsWith(part)) ? forCdktn(text) : text);

/**
 * Jest's transformer for the constructs of CDK Terrain: as the build makes them, and their tests in the same way.
 *
 * @type {import("@jest/transform").SyncTransformer}
 */
module.exports = {
  process: (text, file) => stripTypes.process(turn(text, file), file),
  getCacheKey: (text, file) =>
    createHash("sha256")
      .update("cdktn\0")
      .update(stripTypes.getCacheKey(turn(text, file), file))
      .digest("hex"),
};
