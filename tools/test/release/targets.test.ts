import { readFileSync } from "node:fs";
import { join } from "node:path";
import { platformOf } from "../../../src/mirror/platform";
import { ownTarget, TARGETS } from "../../release/targets";

const { packages } = JSON.parse(readFileSync(join(__dirname, "../../package-lock.json"), "utf8"));

test("there is a compiled provider for linux, darwin and windows, on amd64 and arm64", () => {
  const systems = ["darwin", "linux", "windows"];
  const wanted = systems.flatMap((system) => [`${system}_amd64`, `${system}_arm64`]);
  expect(TARGETS.map(({ platform }) => platform)).toEqual(wanted);
});

test.each(TARGETS)("$platform: the package with its Bun is locked by version and hash", ({ bunPackage }) => {
  const { version, integrity, optional } = packages[`node_modules/${bunPackage}`];
  expect(version).toBe(packages["node_modules/bun"].version);
  expect(integrity).toMatch(/^sha512-/);
  // npm ci passes over those of other platforms.
  expect(optional).toBe(true);
});

test("platforms have the names that Terraform gives them", () => {
  expect(platformOf("win32", "x64")).toBe("windows_amd64");
  expect(platformOf("darwin", "arm64")).toBe("darwin_arm64");
  expect(ownTarget()?.platform ?? "none").toBe(
    TARGETS.some(({ platform }) => platform === platformOf(process.platform, process.arch))
      ? platformOf(process.platform, process.arch)
      : "none",
  );
});
