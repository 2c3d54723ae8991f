import { sampleWorkspace } from "../support/sample-workspace";
import type { Workspace } from "../support/workspace";

describe("values between Terraform and a provider", () => {
  let workspace: Workspace;

  beforeAll(async () => {
    workspace = sampleWorkspace({});
    await workspace.init();
    await workspace.attach();
  });

  afterAll(() => workspace.remove());

  /** Reads the echo with one argument and prints an expression on it as JSON. */
  async function echoed(argument: string, expression: string): Promise<string> {
    workspace.write(
      "main.tf",
      `data "sample_echo" "x" {\n ${argument}\n}\noutput "x" { value = jsonencode(${expression}) }`,
    );
    await workspace.succeed("apply", "-auto-approve", "-no-color");
    return (await workspace.succeed("output", "-raw", "x")).stdout;
  }

  test.each([
    ["1", "1"],
    ["-0.1", "-0.1"],
    ["9007199254740993", "9007199254740993"],
    ["123456789012345678901234567890", "123456789012345678901234567890"],
    ["3.14159265358979323846264338", "3.14159265358979323846264338"],
    ["1e30", "1000000000000000000000000000000"],
  ])("the number %s keeps every digit", async (text, expected) => {
    expect(await echoed(`amount = ${text}`, "data.sample_echo.x.amount_again")).toBe(expected);
  });

  test("nested lists, maps of objects and nulls come back as they went", async () => {
    const argument =
      'matrix = [[1, 2.5], [], null]\n by_name = { a = { value = 1 }, "b c" = {} }\n names = ["x", null]';
    const x = "data.sample_echo.x";
    expect(JSON.parse(await echoed(argument, `[${x}.matrix, ${x}.by_name, ${x}.names, ${x}.text]`))).toEqual([
      [[1, 2.5], [], null],
      { a: { value: 1 }, "b c": { value: null } },
      ["x", null],
      null,
    ]);
  });

  test("a dynamic value keeps its type", async () => {
    const argument = 'anything = { a = [1, "two", true], b = null }';
    expect(await echoed(argument, "data.sample_echo.x.anything")).toBe('{"a":[1,"two",true],"b":null}');
  });

  test("text of any script and length comes back", async () => {
    const text = "Größe 大小 🚀 ";
    expect(
      JSON.parse(
        await echoed(
          `text = join("", [for i in range(1000) : "${text.repeat(50)}"])`,
          "data.sample_echo.x.text",
        ),
      ),
    ).toBe(text.repeat(50_000));
  });

  test("a number that is none is refused before Terraform can crash on it", async () => {
    workspace.write("main.tf", 'data "sample_echo" "x" { nan = true }');
    const { text } = await workspace.fail("plan", "-no-color");
    expect(text).toContain("Provider Defect");
    expect(text).toContain("NaN is not a number that Terraform can represent. The place: amount_again");
  });

  test("what a handler throws unforeseen becomes a diagnostic that does not repeat the message", async () => {
    workspace.write("main.tf", 'data "sample_echo" "x" { throw = true }');
    const { text } = await workspace.fail("plan", "-no-color");
    expect(text).toContain("An unexpected error (TypeError) ended the request.");
    expect(text).not.toContain("hunter2");
  });

  test("an unknown argument of the provider is refused with its name", async () => {
    workspace.write(
      "provider.tf",
      workspace.read("provider.tf").replace('"things"', "terraform_data.f.output"),
    );
    workspace.write(
      "main.tf",
      'resource "terraform_data" "f" { input = "things" }\ndata "sample_echo" "x" {}',
    );
    const { text } = await workspace.fail("plan", "-no-color");
    expect(text).toContain("Unknown Provider Argument");
    expect(text).toContain(
      'The provider argument "folder" depends on a value that is known only after apply',
    );
    expect(text).toContain("folder = terraform_data.f.output");
  });
});
