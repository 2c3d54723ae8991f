import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dropStaleLock } from "../../../src/constructs/delivery/drop-stale-lock";
import { LOCK_FILE } from "../../../src/constructs/delivery/lock-file";
import { temporaryFolder, write } from "../temporary-folder";

const ADDRESS = "terraform.local/ehpc/ehpc";
const OURS = `provider "${ADDRESS}" {\n  version = "0.1.0"\n  hashes = [\n    "h1:old=",\n  ]\n}\n`;
const OTHER = 'provider "registry.terraform.io/hashicorp/null" {\n  hashes = [\n    "h1:old=",\n  ]\n}\n';

function stackLockedWith(text: string): { folder: string; lock: () => string } {
  const folder = temporaryFolder();
  write(folder, { [LOCK_FILE]: text });
  return { folder, lock: () => readFileSync(`${folder}/${LOCK_FILE}`, "utf8") };
}

test("a lock on other bytes of the provider is dropped, and no other lock with it", () => {
  const { folder, lock } = stackLockedWith(`${OTHER}\n${OURS}`);

  dropStaleLock(folder, ADDRESS, "h1:new=");

  expect(lock()).toBe(`${OTHER}\n`);
  expect(readdirSync(folder)).toEqual([LOCK_FILE]);
});

test("a lock on the very bytes stays", () => {
  const { folder, lock } = stackLockedWith(`${OTHER}\n${OURS}`);

  dropStaleLock(folder, ADDRESS, "h1:old=");

  expect(lock()).toBe(`${OTHER}\n${OURS}`);
});

test("a stack that was never initialized gets no lock file", () => {
  const folder = temporaryFolder();

  dropStaleLock(folder, ADDRESS, "h1:new=");
  dropStaleLock(`${folder}/not-there`, ADDRESS, "h1:new=");

  expect(existsSync(`${folder}/${LOCK_FILE}`)).toBe(false);
});
