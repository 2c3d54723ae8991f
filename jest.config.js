const { availableParallelism } = require("node:os");

const cores = availableParallelism();

/** Packages that are ES modules only: the command is bundled with them, and Jest needs them in CommonJS. */
const ES_MODULES =
  "(?:ansi-escapes|ansi-regex|ansi-styles|cli-cursor|environment|get-east-asian-width|is-fullwidth-code-point|log-update|mimic-function|onetime|restore-cursor|slice-ansi|string-width|strip-ansi|wrap-ansi)/";

/** Tests of gates that are a null_resource, of the prebuilt null provider, and of what has no kit in it. */
const ONLY_CDKTF = [
  "gate/job-gate",
  "gate/gate-at-apply",
  "gate-over-jobs",
  "dependencies/",
  "provider/refuse-shared-names",
  "delivery/",
  "defaults",
  "examples",
  "own-kit",
  "refused-by-typescript",
].map((name) => `<rootDir>/test/constructs/${name}`);

const shared = {
  cacheDirectory: "<rootDir>/node_modules/.cache/jest",
  testEnvironment: "<rootDir>/test/support/own-temporary-folder.ts",
  setupFiles: ["<rootDir>/test/support/no-metadata-service.ts"],
  transform: {
    "\\.ts$": "<rootDir>/test/support/strip-types.js",
    [`/node_modules/${ES_MODULES}.*\\.js$`]: "<rootDir>/test/support/strip-types.js",
  },
  transformIgnorePatterns: [`/node_modules/(?!${ES_MODULES})`],
};

/** @type {import("jest").Config} */
module.exports = {
  // Ends a test that hangs. A machine may be slow, and busy with something else: no verdict depends on how fast it is.
  testTimeout: 600_000,
  // Most tests wait for another process or for a scripted job: the acceptance tests keep a third of a core busy each. A
  // number, as jest takes "300%" for 300 workers.
  maxWorkers: Math.min(3 * cores, cores + 8),
  testSequencer: "<rootDir>/test/support/longest-first.js",
  projects: [
    {
      ...shared,
      displayName: "unit",
      roots: ["<rootDir>/test", "<rootDir>/tools/test"],
      testPathIgnorePatterns: ["<rootDir>/test/acceptance/", "<rootDir>/test/cdktn/"],
    },
    {
      // The constructs as the build makes them for CDK Terrain: by their own tests, and by the tests of those for CDKTF.
      ...shared,
      displayName: "cdktn",
      roots: ["<rootDir>/test/cdktn", "<rootDir>/test/constructs"],
      testPathIgnorePatterns: ONLY_CDKTF,
      resolver: "<rootDir>/test/support/cdktn-resolver.js",
      transform: { ...shared.transform, "\\.ts$": "<rootDir>/test/support/for-cdktn.js" },
    },
    {
      ...shared,
      displayName: "acceptance",
      roots: ["<rootDir>/test/acceptance"],
      globalSetup: "<rootDir>/test/support/find-programs.ts",
      globalTeardown: "<rootDir>/test/support/remove-programs.ts",
    },
  ],
};
