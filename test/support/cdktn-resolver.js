const { existsSync } = require("node:fs");
const path = require("node:path");

const SRC = path.resolve(__dirname, "../../src");
const SHARED = path.join(SRC, "constructs") + path.sep;
const OWN = path.join(SRC, "cdktn") + path.sep;

/**
 * Jest's resolver for the constructs of CDK Terrain: a file in src/cdktn stands before the one of the same name in
 * src/constructs, as in the build.
 *
 * @type {import("jest-resolve").SyncResolver}
 */
module.exports = (request, options) => {
  const { basedir, defaultResolver } = options;
  const isShared = request.startsWith(".") && `${basedir}${path.sep}`.startsWith(OWN);
  const shared = () =>
    defaultResolver(request, { ...options, basedir: path.join(SHARED, path.relative(OWN, basedir)) });
  let found;
  try {
    found = defaultResolver(request, options);
  } catch (error) {
    if (!isShared) {
      throw error;
    }
    found = shared();
  }
  const own = found.startsWith(SHARED) ? path.join(OWN, found.slice(SHARED.length)) : found;
  return existsSync(own) ? own : found;
};
