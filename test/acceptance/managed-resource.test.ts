import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { sampleWorkspace } from "../support/sample-workspace";
import type { Workspace } from "../support/workspace";

describe("a managed resource", () => {
  let workspace: Workspace;

  beforeAll(async () => {
    workspace = sampleWorkspace({});
    await workspace.init();
  });

  afterAll(() => workspace.remove());

  const thing = (...lines: readonly string[]) =>
    workspace.write("main.tf", `resource "sample_thing" "x" {\n  ${lines.join("\n  ")}\n}\n`);
  const file = (name: string) => path.join(workspace.dir, "things", `${name}.json`);
  const apply = () => workspace.succeed("apply", "-auto-approve", "-no-color");
  const plan = () => workspace.succeed("plan", "-no-color");
  const state = async () => {
    const { stdout } = await workspace.succeed("show", "-json");
    return JSON.parse(stdout).values?.root_module.resources[0].values;
  };

  test("is planned with its results unknown, and created", async () => {
    thing('name = "a"', "size = 1", 'labels = ["y", "x"]', 'parts = [{ name = "p" }]', 'tags = { k = "v" }');
    expect((await plan()).text).toContain("revision = (known after apply)");
    await apply();
    expect(await state()).toMatchObject({
      id: "a",
      size: 1,
      revision: 1,
      color: "gray",
      labels: ["x", "y"],
      parts: [{ name: "p", serial: "S0" }],
    });
  });

  test("plans no changes while nothing changes", async () => {
    expect((await plan()).stdout).toContain("No changes");
  });

  test("is updated in place, keeping its stable results in the plan", async () => {
    thing('name = "a"', "size = 2", "weight = 0.1");
    const { text } = await plan();
    expect(text).toContain("will be updated in-place");
    expect(text).toMatch(/revision = 1 -> \(known after apply\)/);
    expect(text).not.toMatch(/ id = "a" ->/);
    await apply();
    expect(await state()).toMatchObject({ size: 2, revision: 2, weight: 0.1, parts: null });
    expect((await plan()).stdout).toContain("No changes");
  });

  test("is replaced when an argument changes that says so, and the plan names it", async () => {
    thing('name = "b"', "size = 2");
    expect((await plan()).text).toMatch(/name = "a" -> "b" # forces replacement/);
    await apply();
    expect(existsSync(file("a"))).toBe(false);
    expect(existsSync(file("b"))).toBe(true);
  });

  test("that drifted is brought back", async () => {
    writeFileSync(file("b"), readFileSync(file("b"), "utf8").replace('"size":2', '"size":9'));
    expect((await plan()).text).toMatch(/size = 9 -> 2/);
    await apply();
    expect(await state()).toMatchObject({ size: 2 });
  });

  test("that is gone is created again", async () => {
    rmSync(file("b"));
    expect((await plan()).text).toContain("1 to add");
    await apply();
    expect(existsSync(file("b"))).toBe(true);
  });

  test("that fails to update keeps the state from before", async () => {
    thing('name = "b"', "size = 3", 'fail = "update"');
    const { text } = await workspace.fail("apply", "-auto-approve", "-no-color");
    expect(text).toContain("Cannot update");
    expect(await state()).toMatchObject({ size: 2, fail: null });
  });

  test("that fails to be deleted stays in the state", async () => {
    thing('name = "b"', "size = 2", 'fail = "delete"');
    await apply();
    const { text } = await workspace.fail("destroy", "-auto-approve", "-no-color");
    expect(text).toContain("Cannot delete");
    expect(await state()).toMatchObject({ name: "b" });
  });

  test("is destroyed", async () => {
    thing('name = "b"', "size = 2");
    await apply();
    await workspace.succeed("destroy", "-auto-approve", "-no-color");
    expect(existsSync(file("b"))).toBe(false);
  });

  test("that fails to be created leaves nothing, and the error points at the argument", async () => {
    thing('name = "c"', 'fail = "create"');
    const { text } = await workspace.fail("apply", "-auto-approve", "-no-color");
    expect(text).toContain(
      'Cannot create with sample_thing.x, on main.tf line 3, in resource "sample_thing" "x": 3: fail = "create"',
    );
    expect((await workspace.succeed("state", "list")).stdout).toBe("");
  });

  test("that is created half-way is tainted: the next plan replaces it", async () => {
    thing('name = "c"', 'fail = "half-created"');
    await workspace.fail("apply", "-auto-approve", "-no-color");
    expect((await plan()).text).toContain("sample_thing.x is tainted, so must be replaced");
    thing('name = "c"');
    await apply();
  });

  test("warns where it has something to say", async () => {
    thing('name = "d"', "size = 13");
    expect((await apply()).text).toContain("Warning: Unlucky Size");
  });

  test("is imported by its ID", async () => {
    await workspace.succeed("state", "rm", "sample_thing.x");
    await workspace.succeed("import", "-no-color", "sample_thing.x", "d");
    expect(await state()).toMatchObject({ name: "d", size: 13, revision: 1 });
  });

  test("that does not exist cannot be imported", async () => {
    await workspace.succeed("state", "rm", "sample_thing.x");
    const { text } = await workspace.fail("import", "-no-color", "sample_thing.x", "nowhere");
    expect(text).toContain("Cannot import non-existent remote object");
    await workspace.succeed("import", "-no-color", "sample_thing.x", "d");
  });

  test("stored by an older version is upgraded", async () => {
    const stored = JSON.parse(workspace.read("terraform.tfstate"));
    const [instance] = stored.resources[0].instances;
    instance.schema_version = 0;
    const { name, ...rest } = instance.attributes;
    instance.attributes = { ...rest, title: name };
    stored.serial += 1;
    workspace.write("terraform.tfstate", JSON.stringify(stored));
    await apply();
    expect(await state()).toMatchObject({ name: "d", size: 13 });
  });

  test("whose arguments are not acceptable is refused at validate, with the way to the element", async () => {
    thing('name = "much too long"', 'tags = { fine = "x", k = "also too long" }', "size = 1.5");
    const { text } = await workspace.fail("validate", "-no-color");
    expect(text).toContain('The argument "name" must have at most 8 characters.');
    expect(text).toContain('The argument "tags.k" must have at most 8 characters.');
    expect(text).toContain('The argument "size" must be a whole number.');
    expect(text).toContain('3: tags = { fine = "x", k = "also too long" }');
  });
});
