import { existsSync, readdirSync, readFileSync, rmSync, statSync, watch } from "node:fs";
import path from "node:path";
import { allClis, EPHEMERAL_RESOURCES, knows } from "../support/cli";
import { sampleWorkspace } from "../support/sample-workspace";
import type { Workspace } from "../support/workspace";
import { zipEntries } from "../support/zip-entries";

const lease = (...lines: readonly string[]) => `ephemeral "sample_lease" "x" {\n  ${lines.join("\n  ")}\n}\n`;

/** Uses a value while it is open: a shell command with it in the environment. */
const use = (value: string, command: string) => `
  resource "terraform_data" "use" {
    triggers_replace = timestamp()
    provisioner "local-exec" {
      command     = "${command}"
      environment = { VALUE = ${value} }
    }
  }`;

describe.each(allClis().map((cli) => [cli.name, cli] as const))("with %s", (_, cli) => {
  let workspace: Workspace;

  beforeAll(async () => {
    workspace = sampleWorkspace({}, cli);
    await workspace.init();
  });

  afterAll(() => workspace.remove());

  if (!knows(cli, EPHEMERAL_RESOURCES)) {
    test("ephemeral resources are no part of the language, and all else works beside them", async () => {
      workspace.write("main.tf", lease('name = "a"'));
      expect((await workspace.fail("validate", "-no-color")).text).toContain("ephemeral");
      workspace.write("main.tf", 'data "sample_echo" "x" {}');
      await workspace.succeed("apply", "-auto-approve", "-no-color");
    });
    return;
  }

  const leases = () => path.join(workspace.dir, "things/leases.json");
  const events = () => (existsSync(leases()) ? readFileSync(leases(), "utf8").trim().split("\n") : []);
  const verbs = () => events().map((line) => line.split(" ")[0]);
  const plan = (...args: readonly string[]) => workspace.succeed("plan", "-no-color", ...args);
  const apply = (...args: readonly string[]) =>
    workspace.succeed("apply", "-auto-approve", "-no-color", ...args);

  beforeEach(() => rmSync(leases(), { force: true }));

  test("one is opened and closed in plan and in apply, and its value is nowhere but where it is used", async () => {
    workspace.write(
      "main.tf",
      lease('name = "a"') + use("ephemeral.sample_lease.x.token", "printf %s $VALUE > things/used"),
    );
    await plan("-out=saved");
    expect(verbs()).toEqual(["open", "close"]);
    await apply("saved");
    expect(verbs()).toEqual(["open", "close", "open", "close"]);

    const tokens = events().flatMap((line) => (line.startsWith("open") ? (line.split(" ")[2] ?? "") : []));
    expect(tokens.map((token) => token.length)).toEqual([36, 36]);
    expect(workspace.read("things/used")).toBe(tokens[1]);

    const saved = zipEntries(readFileSync(path.join(workspace.dir, "saved")));
    expect([...saved.keys()]).toEqual(expect.arrayContaining(["tfplan", "tfstate"]));
    const written = [...saved.values(), Buffer.from(workspace.read("terraform.tfstate"))];
    for (const token of tokens) {
      for (const bytes of written) {
        expect(bytes.includes(token)).toBe(false);
      }
    }
    const show = await workspace.succeed("show", "-json", "saved");
    expect(show.stdout).not.toContain(tokens[0]);
    const holding = filesBelow(workspace.dir).filter((file) =>
      tokens.some((token) => readFileSync(file).includes(token)),
    );
    expect(holding.map((file) => path.basename(file)).sort()).toEqual(["leases.json", "used"]);
  });

  test("arguments come back as they were configured, and results fill what was left out", async () => {
    const { token: _token, ...echoed } = await used([
      'name = "b"',
      'color = "red"',
      "amount = 0.1",
      'labels = ["y", "x"]',
      'tags = { k = "Größe 🚀" }',
      'anything = { a = [1, "two"] }',
    ]);
    expect(echoed).toEqual({
      name: "b",
      color: "red",
      amount: 0.1,
      labels: ["x", "y"],
      tags: { k: "Größe 🚀" },
      anything: { a: [1, "two"] },
      renewed: null,
      fail: null,
    });
    expect(await used(['name = "b"'])).toMatchObject({ color: "gray", amount: null, anything: null });
  });

  async function used(lines: readonly string[]): Promise<Record<string, unknown>> {
    workspace.write(
      "main.tf",
      lease(...lines) + use("jsonencode(ephemeral.sample_lease.x)", 'printf %s \\"$VALUE\\" > things/used'),
    );
    await apply();
    return JSON.parse(workspace.read("things/used"));
  }

  test("one that nothing uses is closed all the same", async () => {
    workspace.write("main.tf", lease('name = "a"'));
    await plan();
    expect(verbs()).toEqual(["open", "close"]);
  });

  test("one whose argument is known only after apply is opened in apply alone", async () => {
    workspace.write(
      "main.tf",
      `resource "terraform_data" "late" {
        input            = "late"
        triggers_replace = timestamp()
      }
      ${lease("name = terraform_data.late.output")}
      ${use("ephemeral.sample_lease.x.name", "printf %s $VALUE > things/used")}`,
    );
    await plan();
    expect(verbs()).toEqual([]);
    await apply();
    expect(verbs()).toEqual(["open", "close"]);
    expect(workspace.read("things/used")).toBe("late");
  });

  test("an argument that is not acceptable is refused at validate", async () => {
    workspace.write("main.tf", lease('name = "much too long"'));
    const { text } = await workspace.fail("validate", "-no-color");
    expect(text).toContain('The argument "name" must have at most 8 characters.');
    expect(text).toContain('2: name = "much too long"');
  });

  test("a warning and an error point at the argument, and what was held half-way is given back", async () => {
    workspace.write("main.tf", lease('name = "odd"'));
    expect((await plan()).text).toMatch(/Warning: Odd Name .* name = "odd"/);
    rmSync(leases());

    workspace.write("main.tf", lease('name = "a"', 'fail = "open"'));
    expect((await workspace.fail("plan", "-no-color")).text).toMatch(
      /Error: Cannot open .* 3: fail = "open" The test asked that "open" fails/,
    );
    expect(verbs()).toEqual([]);

    workspace.write("main.tf", lease('name = "a"', 'fail = "half-open"'));
    expect((await workspace.fail("plan", "-no-color")).text).toContain("Error: Cannot finish");
    expect(verbs()).toEqual(["open", "close"]);
  });

  test("one is renewed for as long as it is used, and then closed", async () => {
    const waiting = "until grep -q 'renew a 2' things/leases.json; do sleep 0.1; done";
    workspace.write(
      "main.tf",
      lease('name = "a"', "renewed = true") + use("ephemeral.sample_lease.x.token", waiting),
    );
    await apply();
    const seen = events().map((line) => line.replace(/open a .*/, "open a"));
    // Whether the plan takes long enough for a renewal is the machine's affair.
    expect(seen.slice(seen.lastIndexOf("open a"))).toEqual(
      expect.arrayContaining(["open a", "renew a 1", "renew a 2"]),
    );
    // Terraform closes with what was held at first, OpenTofu with what was held last.
    const last = seen.at(-2)?.split(" ").at(-1);
    expect(seen.at(-1)).toBe(`close a ${cli.product === "terraform" ? "0" : last}`);
  });

  test("one that cannot be closed is a warning: what it was for is done", async () => {
    workspace.write("main.tf", lease('name = "a"', 'fail = "close"'));
    const { text } = await apply();
    expect(text).toContain("Warning: Cannot close");
    expect(text).toContain("Apply complete!");
  });

  test("Ctrl-C ends an open that takes long", async () => {
    workspace.write("main.tf", lease('name = "a"', 'fail = "never"'));
    const watched = watch(path.join(workspace.dir, "things"));
    const begun = new Promise<void>((resolve) => {
      watched.on("change", () => events().length > 0 && resolve());
    });
    const running = workspace.start(["plan", "-no-color"], { detached: true });
    await begun;
    watched.close();
    process.kill(-(running.process.pid ?? 0), "SIGINT");
    const { status, text } = await running.finished;
    expect(status).toBe(1);
    expect(text).toContain("Error: Request Interrupted");
    expect(text).not.toContain("Plugin did not respond");
  });
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile());
}
