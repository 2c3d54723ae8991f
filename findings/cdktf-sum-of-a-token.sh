#!/usr/bin/env bash
# cdktf 0.21.0 and cdktn 0.24.0 (npm): one more than a number token is the token.
# Guess: arithmetic on a number token breaks it: an error, or at least a huge negative number in the output.
# Seen: the token is a number so large that adding 1 changes no bit: `variable.numberValue + 1` is "${var.nodes}", with no
#   error, and so are `- 60` and `* 1`. Only a change of the leading digits (`* 2`) shows up, as a number of 299 digits.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix "$dir" cdktf@0.21.0 cdktn@0.24.0 constructs@10.6.0

cat >seen.js <<'JS'
for (const library of ["cdktf", "cdktn"]) {
  const { TerraformResource, TerraformStack, TerraformVariable, Testing } = require(library);
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
  const nodes = new TerraformVariable(stack, "nodes", { type: "number" }).numberValue;
  new Resource(stack, "sum", { more: nodes + 1, less: nodes - 60, same: nodes * 1 });
  console.log(library, JSON.stringify(JSON.parse(Testing.synth(stack)).resource.null_resource.sum));
}
JS
node seen.js >seen

diff - seen <<'EXPECTED'
cdktf {"less":"${var.nodes}","more":"${var.nodes}","same":"${var.nodes}"}
cdktn {"less":"${var.nodes}","more":"${var.nodes}","same":"${var.nodes}"}
EXPECTED
