import {
  lockedProviders,
  readLockFile,
  withoutLockedProvider,
} from "../../../src/constructs/delivery/lock-file";
import { temporaryFolder, write } from "../temporary-folder";

const EHPC = `provider "terraform.local/ehpc/ehpc" {
  version     = "0.1.0"
  constraints = "0.1.0"
  hashes = [
    "h1:AAAA=",
    "zh:bbbb",
  ]
}
`;
const NULL = `provider "registry.terraform.io/hashicorp/null" {
  version = "3.2.4"
  hashes = [
    "h1:CCCC=",
  ]
}
`;
const HEAD = "# This file is maintained automatically.\n\n";

test("each provider is read with its constraints and hashes", () => {
  expect(lockedProviders(`${HEAD}${NULL}\n${EHPC}`)).toEqual([
    { address: "registry.terraform.io/hashicorp/null", constraints: undefined, hashes: ["h1:CCCC="] },
    { address: "terraform.local/ehpc/ehpc", constraints: "0.1.0", hashes: ["h1:AAAA=", "zh:bbbb"] },
  ]);
});

test("text that is no lock file has no providers", () => {
  expect(lockedProviders("")).toEqual([]);
  expect(lockedProviders('provider "a" { version = "1" }')).toEqual([]);
});

test("taking one provider out leaves the rest as it was", () => {
  expect(withoutLockedProvider(`${HEAD}${NULL}\n${EHPC}`, "terraform.local/ehpc/ehpc")).toBe(
    `${HEAD}${NULL}\n`,
  );
  expect(withoutLockedProvider(`${HEAD}${NULL}`, "terraform.local/ehpc/ehpc")).toBe(`${HEAD}${NULL}`);
});

test("a lock file that does not exist reads as empty, one that cannot be read is an error", () => {
  const folder = temporaryFolder();
  write(folder, { present: "text" });

  expect(readLockFile(`${folder}/present`)).toBe("text");
  expect(readLockFile(`${folder}/absent`)).toBe("");
  expect(() => readLockFile(folder)).toThrow("EISDIR");
});
