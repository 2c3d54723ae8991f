// What `npm start` and `npm test` do first, on a machine with nothing but Node.js and a Terraform CLI: it may use no
// dependency, since installing them is its work.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** Major and minor version of the oldest Node.js that the package runs on: `engines` of package.json. */
export function oldestNode() {
  const { engines } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  return /^>=(\d+)\.(\d+)$/.exec(engines.node).slice(1).map(Number);
}

/** Installs the dependencies and builds the package; ends the process with a sentence where that cannot be. */
export async function prepare() {
  requireNode();
  requireTerraform();
  if (!dependenciesAreInstalled(root)) {
    await run("npm", ["ci", "--no-fund", "--no-audit", "--loglevel=error"]);
  }
  await run("npm", ["run", "--silent", "build"]);
}

/**
 * Runs a program to its end; ends this process with its exit code if it fails. Told to end meanwhile, this process leaves
 * the ending to the program, which may have to tidy up. Ctrl-C reaches both by itself.
 */
export async function run(program, args, env = {}) {
  console.log(`\n> ${program} ${args.join(" ")}`);
  const child = spawn(program, args, {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...env },
    // npm and npx are scripts there.
    shell: process.platform === "win32",
  });
  const listeners = [
    ["SIGINT", () => {}],
    ...["SIGTERM", "SIGHUP"].map((signal) => [signal, () => child.kill(signal)]),
  ];
  for (const [signal, listener] of listeners) {
    process.on(signal, listener);
  }
  const status = await new Promise((resolve) => {
    child.once("error", (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.once("close", (code) => resolve(code ?? 1));
  });
  for (const [signal, listener] of listeners) {
    process.off(signal, listener);
  }
  if (status !== 0) {
    process.exit(status);
  }
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [oldestMajor, oldestMinor] = oldestNode();
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) {
    return;
  }
  console.error(`Node.js ${oldestMajor}.${oldestMinor} or newer is needed; this is ${process.version}.`);
  process.exit(1);
}

function requireTerraform() {
  const present = ["terraform", "tofu"].some(
    (program) => spawnSync(program, ["version"]).error === undefined,
  );
  if (present) {
    return;
  }
  console.error(readFileSync(path.join(root, "scripts/terraform/how-to-get-a-cli.txt"), "utf8").trimEnd());
  process.exit(1);
}

/** npm leaves a copy of what it has installed in a folder; it is older than a lock file that has changed since. */
export function dependenciesAreInstalled(folder) {
  const installed = path.join(folder, "node_modules/.package-lock.json");
  if (!existsSync(installed)) {
    return false;
  }
  const wanted = path.join(folder, "package-lock.json");
  if (statSync(installed).mtimeMs >= statSync(wanted).mtimeMs) {
    return true;
  }
  const versions = (file) => {
    const { "": _root, ...packages } = JSON.parse(readFileSync(file, "utf8")).packages;
    return new Map(Object.entries(packages).map(([name, { version }]) => [name, version]));
  };
  const wantedVersions = versions(wanted);
  return [...versions(installed)].every(([name, version]) => wantedVersions.get(name) === version);
}
