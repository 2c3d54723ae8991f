import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { copyProvider } from "../../../src/constructs/delivery/copy-provider";
import { filesBelow } from "../../../src/mirror/files-below";
import { temporaryFolder, write } from "../temporary-folder";

const LONG_AGO = new Date("2020-01-01T00:00:00Z");

function workplace(files: Record<string, string>) {
  const source = temporaryFolder();
  const staging = temporaryFolder();
  write(source, files);
  return { source, staging, target: join(staging, "plugins", "linux_amd64") };
}

test("every file arrives, executable whatever mode it had, and nothing else is left behind", () => {
  const { source, target, staging } = workplace({
    "terraform-provider-ehpc": "main",
    "parts/client.cjs": "client",
  });
  chmodSync(join(source, "terraform-provider-ehpc"), 0o600);

  copyProvider(source, target, staging);

  expect(filesBelow(staging)).toEqual([
    "plugins/linux_amd64/parts/client.cjs",
    "plugins/linux_amd64/terraform-provider-ehpc",
  ]);
  expect(readdirSync(staging)).toEqual(["plugins"]);
  expect(readFileSync(join(target, "parts/client.cjs"), "utf8")).toBe("client");
  for (const name of filesBelow(target)) {
    expect(statSync(join(target, name)).mode & 0o777).toBe(0o755);
  }
});

test("a file that is the same already is not touched", () => {
  const { source, target, staging } = workplace({ provider: "same" });
  copyProvider(source, target, staging);
  const before = statSync(join(target, "provider"));
  utimesSync(join(target, "provider"), LONG_AGO, LONG_AGO);

  copyProvider(source, target, staging);

  const after = statSync(join(target, "provider"));
  expect(after.ino).toBe(before.ino);
  expect(after.mtime).toEqual(LONG_AGO);
});

test("a file that lost its executable bit gets it back without being rewritten", () => {
  const { source, target, staging } = workplace({ provider: "same" });
  copyProvider(source, target, staging);
  const { ino } = statSync(join(target, "provider"));
  chmodSync(join(target, "provider"), 0o644);

  copyProvider(source, target, staging);

  expect(statSync(join(target, "provider"))).toMatchObject({ ino, mode: 0o100755 });
});

test("changed bytes of the same length replace the whole file, and a running provider keeps its own", () => {
  const { source, target, staging } = workplace({ provider: "one" });
  copyProvider(source, target, staging);
  const { ino } = statSync(join(target, "provider"));
  write(source, { provider: "two" });

  copyProvider(source, target, staging);

  expect(readFileSync(join(target, "provider"), "utf8")).toBe("two");
  expect(statSync(join(target, "provider")).ino).not.toBe(ino);
});

test("a file that the build no longer has goes, since it would count in the lock-file hash", () => {
  const { source, target, staging } = workplace({ provider: "main" });
  write(target, { "old-part.cjs": "left over" });

  copyProvider(source, target, staging);

  expect(filesBelow(target)).toEqual(["provider"]);
});

test("a failure leaves no half-written file", () => {
  const { source, target, staging } = workplace({ provider: "main" });
  mkdirSync(join(target, "provider", "occupied"), { recursive: true });

  expect(() => copyProvider(source, target, staging)).toThrow();

  expect(readdirSync(staging)).toEqual(["plugins"]);
  expect(existsSync(join(target, "provider", "occupied"))).toBe(true);
});
