const { availableParallelism } = require("node:os");

const cores = availableParallelism();

/** Packages that are ES modules only: the command is bundled with them, and Jest needs them in CommonJS. */
const ES_MODULES =
  "(?:ansi-escapes|ansi-regex|ansi-styles|cli-cursor|environment|get-east-asian-width|is-fullwidth-code-point|log-update|mimic-function|onetime|restore-cursor|slice-ansi|string-width|strip-ansi|wrap-ansi)/";

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
      testPathIgnorePatterns: ["<rootDir>/test/acceptance/"],
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
