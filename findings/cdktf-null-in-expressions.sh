#!/usr/bin/env bash
# cdktf 0.21.0 (npm) loses null in the arguments of functions and operators; cdktn 0.24.0 keeps it.
# Guess: null is null wherever it stands, as it is in the properties of a resource.
# Seen: in cdktf the null of a list inside Fn is an empty place, `[1, , 3]`, and Op.eq(x, null) compares with `undefined`, a
#   word Terraform does not know: both fail in Terraform, not in synth. A map keeps its null. In both libraries the
#   `default: null` that makes a variable optional is a TypeError.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix "$dir" cdktf@0.21.0 cdktn@0.24.0 constructs@10.6.0

cat >seen.js <<'JS'
for (const library of ["cdktf", "cdktn"]) {
  const { Fn, Op, TerraformResource, TerraformStack, TerraformVariable, Testing } = require(library);
  class Resource extends TerraformResource {
    constructor(scope, id, properties) {
      super(scope, id, { terraformResourceType: "null_resource" });
      this.properties = properties;
    }
    synthesizeAttributes() {
      return this.properties;
    }
  }

  const stack = new TerraformStack(Testing.app(), "stack");
  new Resource(stack, "list", {
    property: [1, null, 3],
    list: Fn.jsonencode([1, null, 3]),
    map: Fn.jsonencode({ a: null }),
    equal: Op.eq("a", null),
  });
  console.log(library, JSON.parse(Testing.synth(stack)).resource.null_resource.list);
  try {
    new TerraformVariable(stack, "queue", { default: null });
    Testing.synth(stack);
  } catch (error) {
    console.log(library, error.name, error.message.split("\n")[0]);
  }
}
JS
node seen.js >seen

diff - seen <<'EXPECTED'
cdktf {
  equal: '${("a" == undefined)}',
  list: '${jsonencode([1, , 3])}',
  map: '${jsonencode({"a" = null})}',
  property: [ 1, null, 3 ]
}
cdktf TypeError Cannot convert undefined or null to object
cdktn {
  equal: '${("a" == null)}',
  list: '${jsonencode([1, null, 3])}',
  map: '${jsonencode({"a" = null})}',
  property: [ 1, null, 3 ]
}
cdktn TypeError Cannot convert undefined or null to object
EXPECTED
