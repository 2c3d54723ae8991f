#!/usr/bin/env bash
# cdktf 0.21.0 and cdktn 0.24.0 (npm): two resources with the IDs `a.b` and `ab` become one.
# Guess: IDs that differ are different resources, or synthesis refuses the pair.
# Seen: right below the stack an ID only loses what is neither letter, digit, _ nor -, so both are null_resource.ab and
#   the second is merged into the first without a word. Chinese IDs lose everything: both resources have the name "".
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix "$dir" cdktf@0.21.0 cdktn@0.24.0 constructs@10.6.0

cat >seen.js <<'JS'
for (const library of ["cdktf", "cdktn"]) {
  const { TerraformResource, TerraformStack, Testing } = require(library);
  class Resource extends TerraformResource {
    constructor(scope, id, properties) {
      super(scope, id, { terraformResourceType: "null_resource" });
      this.properties = properties;
    }
    synthesizeAttributes() {
      return this.properties;
    }
  }

  for (const ids of [["a.b", "ab"], ["作业一", "作业二"]]) {
    const stack = new TerraformStack(Testing.app(), "stack");
    new Resource(stack, ids[0], { triggers: { first: "1" } });
    new Resource(stack, ids[1], { triggers: { second: "2" } });
    console.log(library, JSON.stringify(JSON.parse(Testing.synth(stack)).resource));
  }
}
JS
node seen.js >seen

diff - seen <<'EXPECTED'
cdktf {"null_resource":{"ab":{"triggers":{"first":"1","second":"2"}}}}
cdktf {"null_resource":{"":{"triggers":{"first":"1","second":"2"}}}}
cdktn {"null_resource":{"ab":{"triggers":{"first":"1","second":"2"}}}}
cdktn {"null_resource":{"":{"triggers":{"first":"1","second":"2"}}}}
EXPECTED
