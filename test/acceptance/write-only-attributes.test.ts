import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { allClis, knows, WRITE_ONLY_ATTRIBUTES } from "../support/cli";
import { sampleWorkspace } from "../support/sample-workspace";
import type { Workspace } from "../support/workspace";
import { zipEntries } from "../support/zip-entries";

const KEY = "hunter2!";

describe.each(allClis().map((cli) => [cli.name, cli] as const))("with %s", (_, cli) => {
  let workspace: Workspace;

  beforeAll(async () => {
    workspace = sampleWorkspace({}, cli);
    await workspace.init();
  });

  afterAll(() => workspace.remove());

  const thing = (...lines: readonly string[]) =>
    workspace.write("main.tf", `resource "sample_thing" "x" {\n  ${lines.join("\n  ")}\n}\n`);
  const stored = () => JSON.parse(readFileSync(path.join(workspace.dir, "things/a.json"), "utf8"));
  const apply = (...args: readonly string[]) =>
    workspace.succeed("apply", "-auto-approve", "-no-color", ...args);

  if (!knows(cli, WRITE_ONLY_ATTRIBUTES)) {
    test("a value for a write-only attribute is refused with the reason, and without one all works", async () => {
      thing('name = "a"', `key = "${KEY}"`);
      const { text } = await workspace.fail("plan", "-no-color");
      expect(text).toContain('The argument "key" is write-only: Terraform must not store its value.');
      expect(text).toContain("Use Terraform 1.11 or later");
      thing('name = "a"');
      await apply();
      expect(stored()).toMatchObject({ key: null });
    });
    return;
  }

  test("a write-only value reaches the create, and is in no plan, state or output", async () => {
    thing('name = "a"', `key = "${KEY}"`);
    const planned = await workspace.succeed("plan", "-no-color", "-out=saved");
    const applied = await apply();
    expect(stored()).toMatchObject({ key: KEY });
    const shown = await workspace.succeed("show", "-json");
    const plan = zipEntries(readFileSync(path.join(workspace.dir, "saved")));
    const withoutConfig = [...plan].filter(([name]) => !name.startsWith("tfconfig/"));
    for (const text of [planned.text, applied.text, shown.stdout, workspace.read("terraform.tfstate")]) {
      expect(text).not.toContain(KEY);
    }
    for (const [, bytes] of withoutConfig) {
      expect(String(bytes)).not.toContain(KEY);
    }
    expect(readdirSync(workspace.dir).filter((name) => name.startsWith("crash"))).toEqual([]);
  });

  test("another write-only value plans no change, and the next update gets it", async () => {
    thing('name = "a"', 'key = "other"');
    expect((await workspace.succeed("plan", "-no-color")).stdout).toContain("No changes");
    thing('name = "a"', 'key = "other"', "size = 2");
    await apply();
    expect(stored()).toMatchObject({ key: "other", size: 2 });
  });

  test("a write-only value may be known only at apply", async () => {
    workspace.write(
      "main.tf",
      'resource "terraform_data" "k" { input = "late" }\n' +
        'resource "sample_thing" "x" {\n  name = "a"\n  size = 3\n  key = terraform_data.k.output\n}\n',
    );
    await apply();
    expect(stored()).toMatchObject({ key: "late" });
  });

  test("a write-only value has rules as any other", async () => {
    thing('name = "a"', 'key = "much too long"');
    const { text } = await workspace.fail("validate", "-no-color");
    expect(text).toContain('The argument "key" must have at most 8 characters.');
  });
});
