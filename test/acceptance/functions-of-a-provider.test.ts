import { execFile } from "node:child_process";
import { allClis, FUNCTIONS, knows } from "../support/cli";
import { sampleWorkspace, unconfiguredSampleWorkspace } from "../support/sample-workspace";
import type { Workspace } from "../support/workspace";

const call = (expression: string) => `output "x" { value = ${expression} }`;

describe.each(allClis().map((cli) => [cli.name, cli] as const))("with %s", (_, cli) => {
  let workspace: Workspace;

  beforeAll(async () => {
    // Without a provider block, so that nothing is ever configured.
    workspace = unconfiguredSampleWorkspace({}, cli);
    await workspace.init();
  });

  afterAll(() => workspace.remove());

  if (!knows(cli, FUNCTIONS)) {
    test("functions are no part of the language, and all else works beside them", async () => {
      workspace.write("main.tf", call('provider::sample::repeated("ab", 2)'));
      await workspace.fail("validate", "-no-color");
      workspace.write("main.tf", call('"plain"'));
      workspace.write("provider.tf", 'provider "sample" { folder = "things" }');
      await workspace.succeed("apply", "-auto-approve", "-no-color");
    });
    return;
  }

  async function evaluated(expression: string, ...more: readonly string[]): Promise<unknown> {
    workspace.write("main.tf", [call(expression), ...more].join("\n"));
    await workspace.succeed("apply", "-auto-approve", "-no-color");
    return JSON.parse((await workspace.succeed("output", "-json", "x")).stdout);
  }

  async function refused(expression: string): Promise<string> {
    workspace.write("main.tf", call(expression));
    return (await workspace.fail("validate", "-no-color")).text;
  }

  test("a function answers without a provider block, at each run the same", async () => {
    const expression = 'provider::sample::repeated("Größe 🚀", 2)';
    expect(await evaluated(expression)).toEqual(["Größe 🚀", "Größe 🚀"]);
    const { stdout } = await workspace.succeed("plan", "-no-color", "-detailed-exitcode");
    expect(stdout).toContain("No changes");
  });

  test("objects are understood and given, and null is an answer", async () => {
    const words = '[{ word = "one" }, { word = "three" }]';
    const longest = (list: string) => `provider::sample::longest(${list})`;
    expect(await evaluated(`[${longest(words)}, ${longest("[]")}]`)).toEqual([
      { word: "three", length: 5 },
      null,
    ]);
  });

  test("an argument that is known only after apply is waited for", async () => {
    const made = 'resource "terraform_data" "x" { input = "late" }';
    expect(await evaluated("provider::sample::repeated(terraform_data.x.output, 1)", made)).toEqual(["late"]);
  });

  test("a rule of a type refuses an argument at its place", async () => {
    const text = await refused('provider::sample::repeated("much too long", 2)');
    expect(text).toContain('Invalid value for "text" parameter: must have at most 8 characters.');
    expect(text).not.toContain("characters..");
  });

  test("a rule inside an argument tells the way to the place", async () => {
    const text = await refused('provider::sample::longest([{ word = "fine" }, { word = "much too long" }])');
    expect(text).toContain(
      'Invalid value for "words" parameter: its part [1].word must have at most 8 characters.',
    );
  });

  test("what a function refuses is marked at the argument that it names", async () => {
    const text = await refused('provider::sample::repeated("ab", -1)');
    expect(text).toContain('Invalid value for "times" parameter: "-1" is less than none: use 0 or more.');
  });

  test("an error about no single argument is reported for the whole call", async () => {
    const text = await refused('provider::sample::repeated("all", 0)');
    expect(text).toContain("Nothing of everything is nothing.");
    // OpenTofu takes the first argument where none is named.
    expect(text.includes("parameter")).toBe(cli.product === "opentofu");
  });

  test("null is no argument", async () => {
    const text = await refused("provider::sample::repeated(null, 2)");
    expect(text).toContain('Invalid value for "text" parameter: argument must not be null.');
  });

  test("an unexpected error is reported as a bug, without its message", async () => {
    const text = await refused('provider::sample::broken("throw")');
    expect(text).toContain("an unexpected error (TypeError) ended it. This is a bug in the provider");
    expect(text).not.toContain("hunter2");
  });

  test("a result of another type is reported as a bug", async () => {
    expect(await refused('provider::sample::broken("misfit")')).toContain(
      "its result does not match its declared type: a number is required. This is a bug",
    );
  });

  // OpenTofu's console (1.12.6) ends its providers before it evaluates.
  const inConsole = cli.product === "terraform" ? test : () => {};
  inConsole("the console calls functions", async () => {
    workspace.write("main.tf", "");
    const stdout = await new Promise<string>((resolve, reject) => {
      const { dir, env } = workspace;
      const child = execFile(cli.program, ["console"], { cwd: dir, env: { ...env } }, (error, printed) =>
        error === null ? resolve(printed) : reject(error),
      );
      child.stdin?.end('join("+", provider::sample::repeated("ab", 3))\n');
    });
    expect(stdout).toContain('"ab+ab+ab"');
  });

  test("a configured provider has the functions too", async () => {
    const configured = sampleWorkspace(
      {
        "main.tf": [
          'data "sample_echo" "x" { text = join("", provider::sample::repeated("ab", 2)) }',
          call("provider::sample::repeated(data.sample_echo.x.text, 1)"),
        ].join("\n"),
      },
      cli,
    );
    try {
      await configured.init();
      await configured.succeed("apply", "-auto-approve", "-no-color");
      expect((await configured.succeed("output", "-json", "x")).stdout.trim()).toBe('["abab"]');
    } finally {
      configured.remove();
    }
  });
});
