import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ownTarget, type Target } from "./targets";

/** The package of the tools, which Bun is one of. */
const TOOLS = path.resolve(__dirname, "..");

/**
 * The Bun that `npm ci --prefix tools` has installed for this machine.
 *
 * @throws Error that says what is missing
 */
export function ownBun(): string {
  const target = ownTarget();
  if (target === undefined) {
    throw new Error(`There is no compiled provider for ${process.platform} ${process.arch}.`);
  }
  const places = [
    path.join(TOOLS, "node_modules", target.bunPackage, executableIn(target)),
    // npm before 11 runs Bun's install script, which moves the executable here. What lies here otherwise is a script.
    path.join(TOOLS, "node_modules/bun/bin/bun.exe"),
  ];
  const [found] = places.filter((place) => existsSync(place));
  if (found !== undefined && (found === places[0] || !readFileSync(found).subarray(0, 2).equals(SHEBANG))) {
    return found;
  }
  throw new Error(
    `Bun is not installed: ${target.bunPackage} is missing. "npm ci --prefix tools" installs it, unless it leaves optional dependencies out.`,
  );
}

const SHEBANG = Buffer.from("#!");

/**
 * Gets the Bun of a platform: the installed one for this machine; any other one by `npm pack`, which takes it from
 * whatever registry npm is set up for. It has to have the sha512 that package-lock.json names.
 *
 * @param folder - existing folder to unpack into
 * @throws Error when npm cannot get it, or has got other bytes
 */
export function bunRuntime(target: Target, folder: string): string {
  if (target.platform === ownTarget()?.platform) {
    return ownBun();
  }
  const { version, integrity } = locked(target.bunPackage);
  const unpacked = path.join(folder, target.platform);
  mkdirSync(unpacked, { recursive: true });
  const [packed] = JSON.parse(
    execFileSync(
      "npm",
      [
        "pack",
        `${target.bunPackage}@${version}`,
        "--json",
        "--ignore-scripts",
        "--pack-destination",
        unpacked,
      ],
      // npm is a script on Windows.
      { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], shell: process.platform === "win32" },
    ),
  );
  const tarball = path.join(unpacked, packed.filename);
  refuseOtherBytes(readFileSync(tarball), integrity, target.bunPackage);
  execFileSync("tar", ["-xzf", tarball, "-C", unpacked], { stdio: "inherit" });
  return path.join(unpacked, "package", executableIn(target));
}

/** @throws Error unless the bytes have that hash, given as in package-lock.json: `sha512-BASE64` */
export function refuseOtherBytes(bytes: Uint8Array, integrity: string, name: string): void {
  const found = `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
  if (found === integrity) {
    return;
  }
  throw new Error(`${name} is not what package-lock.json names: it has ${found} instead of ${integrity}.`);
}

function locked(name: string): { version: string; integrity: string } {
  const { packages } = JSON.parse(readFileSync(path.join(TOOLS, "package-lock.json"), "utf8"));
  return packages[`node_modules/${name}`];
}

function executableIn({ suffix }: Target): string {
  return `bin/bun${suffix}`;
}
