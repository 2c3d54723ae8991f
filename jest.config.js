/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  // Types are checked once, by `npm run typecheck`; jest only strips them.
  transform: {
    "\\.ts$": ["ts-jest", { tsconfig: { module: "commonjs", moduleResolution: "node10", isolatedModules: true, esModuleInterop: true, target: "ES2022" }, diagnostics: false }],
  },
  testTimeout: 30_000,
};
