#!/usr/bin/env bash
# cdktf 0.21.0 and cdktn 0.24.0 (npm): a Date, a Map and a Set become {}.
# Guess: a Date becomes the text that JSON.stringify makes of it, or synthesis refuses all three.
# Seen: each is taken apart as if it were a plain object with no members, and is {} in the output, with no error. A
#   bigint is a TypeError in cdktf, and a number in cdktn.
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

  for (const value of [new Date(0), new Map([["a", 1]]), new Set([1]), 10n]) {
    const stack = new TerraformStack(Testing.app(), "stack");
    new Resource(stack, "one", { value });
    try {
      console.log(library, JSON.stringify(JSON.parse(Testing.synth(stack)).resource.null_resource.one));
    } catch (error) {
      console.log(library, error.name, error.message.split("\n")[0]);
    }
  }
}
JS
node seen.js >seen

diff - seen <<'EXPECTED'
cdktf {"value":{}}
cdktf {"value":{}}
cdktf {"value":{}}
cdktf TypeError Do not know how to serialize a BigInt
cdktn {"value":{}}
cdktn {"value":{}}
cdktn {"value":{}}
cdktn {"value":10}
EXPECTED
