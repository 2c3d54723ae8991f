import { writeFileSync } from "node:fs";
import path from "node:path";
import { allClis, knows, STATE_MOVES } from "../support/cli";
import { sampleWorkspace } from "../support/sample-workspace";
import type { Workspace } from "../support/workspace";

const DATA = 'resource "terraform_data" "x" {\n  input = { name = "a", size = 4 }\n}\n';
const OTHER = 'resource "null_resource" "x" {}\n';
const THING = 'resource "sample_thing" "x" {\n  name = "a"\n  size = 4\n}\n';
const moved = (from: string) => `moved {\n  from = ${from}\n  to   = sample_thing.x\n}\n`;

describe.each(allClis().map((cli) => [cli.name, cli] as const))("with %s", (_, cli) => {
  let workspace: Workspace;

  beforeAll(async () => {
    // The providers of both sides of each move.
    workspace = sampleWorkspace({ "main.tf": OTHER }, cli);
    await workspace.init();
  });

  afterAll(() => workspace.remove());

  if (!knows(cli, STATE_MOVES)) {
    test("a moved block between types is refused by the CLI itself", async () => {
      workspace.write("main.tf", DATA);
      await workspace.succeed("apply", "-auto-approve", "-no-color");
      workspace.write("main.tf", THING + moved("terraform_data.x"));
      await workspace.fail("plan", "-no-color");
    });
    return;
  }

  test("a moved block turns the state of another type into one of ours, and replaces nothing", async () => {
    workspace.write("main.tf", DATA);
    await workspace.succeed("apply", "-auto-approve", "-no-color");
    const thing = { name: "a", size: 4, revision: 1, key: null };
    writeFileSync(path.join(workspace.dir, "things/a.json"), JSON.stringify(thing));
    workspace.write("main.tf", THING + moved("terraform_data.x"));
    const { text } = await workspace.succeed("plan", "-no-color");
    expect(text).toContain("# terraform_data.x has moved to sample_thing.x");
    expect(text).toMatch(/Plan: 0 to add, [01] to change, 0 to destroy/);
    await workspace.succeed("apply", "-auto-approve", "-no-color");
    expect((await workspace.succeed("state", "list")).stdout.trim()).toBe("sample_thing.x");
  });

  test("a move from a type that the resource does not take is refused with what to do", async () => {
    workspace.write("main.tf", OTHER);
    await workspace.succeed("apply", "-auto-approve", "-no-color");
    workspace.write("main.tf", THING + moved("null_resource.x"));
    const { text } = await workspace.fail("plan", "-no-color");
    expect(text).toContain("Move Not Supported");
    expect(text).toContain(`A null_resource of ${cli.registry}/hashicorp/null cannot become`);
  });
});
