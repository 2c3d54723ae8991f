import { App, Lazy, TerraformStack, TerraformVariable } from "cdktf";
import { isLiteral } from "../../src/constructs/is-literal";
import { temporaryFolder } from "./temporary-folder";

test.each(["", "10m", "$10", "100%", "{}", 5, undefined, null, true])("%j means itself", (value) => {
  expect(isLiteral(value)).toBe(true);
});

test("a value that only Terraform knows is no literal", () => {
  const stack = new TerraformStack(new App({ outdir: temporaryFolder() }), "stack");
  const variable = new TerraformVariable(stack, "timeout", {});

  expect(isLiteral(variable.stringValue)).toBe(false);
  expect(isLiteral(variable.value)).toBe(false);
  expect(isLiteral(Lazy.stringValue({ produce: () => "10m" }))).toBe(false);
  expect(isLiteral(`\${var.minutes}m`)).toBe(false);
  expect(isLiteral("%{ if var.long }2h%{ else }5m%{ endif }")).toBe(false);
});
