import { writeFileSync } from "node:fs";
import path from "node:path";
import { App, Fn, Lazy, TerraformOutput, TerraformStack, Testing } from "cdktf";
import { exactName, withBackslashes } from "../../../src/constructs/lookup/exact-name";
import { temporaryFolder } from "../temporary-folder";
import { terraform } from "../terraform";

const NAMES = [
  "nightly-training",
  "train.v1",
  "train.v12",
  "my-train.v1",
  "trainxv1",
  "a+b*c?",
  "(x|y)",
  "[0-9]{2}/^$",
  "back\\slash",
  'with "quotes" and blanks',
  "trainieren-für-später_模型",
  "50%",
];

/** What Terraform takes the expressions for, in a stack of JSON and in one of HCL. */
function evaluated(build: (stack: TerraformStack) => string[]): string[][] {
  const stack = new TerraformStack(new App({ outdir: temporaryFolder() }), "names");
  new TerraformOutput(stack, "values", { value: build(stack) });
  const sources = { "cdk.tf.json": Testing.synth(stack, true), "cdk.tf": stack.toHclTerraform().hcl };
  return Object.entries(sources).map(([file, source]) => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, file), source);
    const applied = terraform(folder, ["apply", "-no-color", "-auto-approve"]);
    expect(applied.output).toContain("Apply complete!");
    return JSON.parse(terraform(folder, ["output", "-json", "values"]).stdout);
  });
}

/** Which of the names the provider would find by each expression. */
function found(expressions: readonly string[]): string[][] {
  return expressions.map((text) => NAMES.filter((name) => new RegExp(text, "u").test(name)));
}

test("each name is found by its expression, and no other, written in JSON and in HCL", () => {
  for (const expressions of evaluated(() => NAMES.map(exactName))) {
    expect(found(expressions)).toEqual(NAMES.map((name) => [name]));
  }
});

const inBase64 = (text: string) => Buffer.from(text).toString("base64");

test("so is a name that only Terraform knows, whole or in part, as a token or as a template", () => {
  const names = [...NAMES, ...NAMES, "train.v1", "train.v1"];
  const results = evaluated(() =>
    [
      ...NAMES.map((name) => Fn.base64decode(inBase64(name))),
      ...NAMES.map((name) => `\${base64decode("${inBase64(name)}")}`),
      `train.${Fn.base64decode(inBase64("v1"))}`,
      `\${"train"}.${Fn.base64decode(inBase64("v1"))}`,
    ].map(exactName),
  );

  for (const expressions of results) {
    expect(found(expressions)).toEqual(names.map((name) => [name]));
  }
});

test("so is a name that another construct gives only at synthesis", () => {
  const [late = []] = evaluated(() => [exactName(Lazy.stringValue({ produce: () => "train.v1" }))]);

  expect(late).toEqual(["^train\\.v1$"]);
});

test("text with backslashes means itself, in JSON and in HCL", () => {
  const texts = ["plain", "back\\slash", "\\\\two", 'a\\"b'];

  expect(evaluated(() => texts.map(withBackslashes))).toEqual([texts, texts]);
});
