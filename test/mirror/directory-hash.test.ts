import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LOCK_FILE, lockedProviders } from "../../src/constructs/delivery/lock-file";
import { hashDirectory } from "../../src/mirror/directory-hash";
import { temporaryFolder, write } from "../constructs/temporary-folder";
import { terraform } from "../constructs/terraform";

test("the hash of a package is the one that Terraform puts into its lock file", () => {
  const stack = temporaryFolder();
  const address = "terraform.local/ehpc/sample";
  const platforms = ["linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64"];
  const folders = platforms.map((platform) => `terraform.d/plugins/${address}/1.0.0/${platform}`);
  for (const folder of folders) {
    write(stack, {
      [`${folder}/terraform-provider-sample_v1.0.0`]: "#!/usr/bin/env node\n",
      [`${folder}/a.cjs`]: "first by name\n",
      [`${folder}/Z.cjs`]: "capitals sort before small letters\n",
      [`${folder}/parts/b.cjs`]: "in a subfolder\n",
    });
  }
  write(stack, {
    "main.tf": `terraform {\n  required_providers {\n    sample = { source = "${address}", version = "1.0.0" }\n  }\n}\n`,
  });

  expect(terraform(stack, ["init"])).toMatchObject({ status: 0 });

  const [locked] = lockedProviders(readFileSync(join(stack, LOCK_FILE), "utf8"));
  expect(locked).toMatchObject({ address, constraints: "1.0.0" });
  expect(locked?.hashes).toEqual(folders.slice(0, 1).map((folder) => hashDirectory(join(stack, folder))));
});

test("the hash changes with a file's name as with its bytes", () => {
  const hashes = [{ a: "x" }, { a: "y" }, { b: "x" }, { a: "x", b: "" }].map((files) => {
    const folder = temporaryFolder();
    write(folder, files as Record<string, string>);
    return hashDirectory(folder);
  });

  expect(new Set(hashes).size).toBe(hashes.length);
  expect(hashes[0]).toMatch(/^h1:[A-Za-z0-9+/]{43}=$/);
});
