import { expressionsIn } from "../../../src/constructs/dependencies/expressions-in";

test.each([
  ["null_resource.a", ""],
  ["null_resource.a $$" + "{null_resource.b} %%{null_resource.c}", ""],
  [`see null_resource.a: \${null_resource.b.id} and \${local.c}.`, " null_resource.b.id local.c"],
  ["%{ if local.a }null_resource.b%{ endif }", "  if local.a   endif "],
  [`\${join(",", ["null_resource.a", local.b])}`, ' join("", ["", local.b])'],
  [`\${"null_resource.a \${null_resource.b.id} null_resource.c"}`, ' "" null_resource.b.id'],
  [`\${upper("a \\"null_resource.a\\" \${local.b["}"]} $\${c}")}`, ' upper("" local.b[""])'],
  [`\${{ "a" = { b = local.b } }["a"].b} null_resource.a`, ' { "" = { b = local.b } }[""].b'],
])("of %j Terraform evaluates %j", (template, expressions) => {
  expect(expressionsIn(template)).toBe(expressions);
});

test("a template that is not understood is taken whole", () => {
  const template = `\${/* " */ null_resource.a.id}`;

  expect(expressionsIn(template)).toBe(template);
});
