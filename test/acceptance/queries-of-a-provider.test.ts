import { writeFileSync } from "node:fs";
import path from "node:path";
import { clisWith, knows, QUERIES, RESOURCE_IDENTITY } from "../support/cli";
import { sampleWorkspace } from "../support/sample-workspace";
import type { Workspace } from "../support/workspace";

const clis = clisWith("terraform query", QUERIES);
const identifying = clisWith("imports by identity", RESOURCE_IDENTITY);

test("CLIs that know queries are named", () => {
  process.stdout.write(`Queries are tested with ${clis.map(({ name }) => name).join(", ") || "no CLI"}.\n`);
  expect(clis.every((cli) => knows(cli, RESOURCE_IDENTITY))).toBe(true);
});

const thing = (workspace: Workspace, name: string) =>
  writeFileSync(
    path.join(workspace.dir, "things", `${name}.json`),
    JSON.stringify({ name, size: 4, revision: 1, key: null }),
  );

for (const cli of identifying) {
  test(`${cli.name} imports by an identity, and plans no change then`, async () => {
    const workspace = sampleWorkspace({}, cli);
    try {
      thing(workspace, "a");
      workspace.write(
        "main.tf",
        `import {
          to       = sample_thing.x
          identity = { name = "a" }
        }
        resource "sample_thing" "x" {
          name = "a"
          size = 4
        }`,
      );
      await workspace.init();
      expect((await workspace.succeed("plan", "-no-color")).text).toContain("1 to import, 0 to add");
      await workspace.succeed("apply", "-auto-approve", "-no-color");
      expect((await workspace.succeed("plan", "-no-color")).stdout).toContain("No changes");
      const [{ instances }] = JSON.parse(workspace.read("terraform.tfstate")).resources;
      expect(instances[0].identity).toEqual({ name: "a" });
    } finally {
      workspace.remove();
    }
  });
}

for (const cli of clis) {
  describe(`with ${cli.name}`, () => {
    let workspace: Workspace;

    beforeAll(async () => {
      workspace = sampleWorkspace({ "main.tf": "" }, cli);
      for (const name of ["a", "ab", "b", "bc"]) {
        thing(workspace, name);
      }
      await workspace.init();
    });

    afterAll(() => workspace.remove());

    const list = (config: string, ...more: readonly string[]) =>
      workspace.write(
        "things.tfquery.hcl",
        `list "sample_thing" "found" {\n  provider = sample\n  ${more.join("\n  ")}\n  config {\n    ${config}\n  }\n}\n`,
      );
    const query = (...more: readonly string[]) => workspace.succeed("query", "-no-color", ...more);

    test("what exists is found, with its identity and its name", async () => {
      list("");
      const { stdout } = await query();
      expect(
        stdout.match(/^list\.sample_thing\.found .*$/gm)?.map((line) => line.replace(/ +/g, " ").trim()),
      ).toEqual([
        "list.sample_thing.found name=a Thing a",
        "list.sample_thing.found name=ab Thing ab",
        "list.sample_thing.found name=b Thing b",
        "list.sample_thing.found name=bc Thing bc",
      ]);
    });

    test("a limit ends the list", async () => {
      list('prefix = "b"', "limit = 1");
      const { stdout } = await query();
      expect(stdout.match(/Thing \w+/g)).toEqual(["Thing b"]);
    });

    test("a failure is shown at its argument", async () => {
      list("fail = true");
      const { text } = await workspace.fail("query", "-no-color");
      expect(text).toContain("Cannot list");
      expect(text).toContain("fail = true");
    });

    test("the generated configuration imports what was found, and plans no change", async () => {
      list('prefix = "a"');
      await query("-generate-config-out=found.tf");
      const { text } = await workspace.succeed("plan", "-no-color");
      expect(text).toContain("Plan: 2 to import, 0 to add, 0 to change, 0 to destroy.");
      await workspace.succeed("apply", "-auto-approve", "-no-color");
      expect((await workspace.succeed("plan", "-no-color")).stdout).toContain("No changes");
    });
  });
}
