#!/usr/bin/env bash
# cdktf 0.21.0 and cdktn 0.24.0 (npm) escape `${` in the arguments of functions, and not `%{`.
# Guess: both begin a template in Terraform's strings, so both are escaped, or neither is.
# Seen: Fn.trimspace of "${HOME}" is literal text; of `curl -w %{http_code}` it is a template directive that
#   Terraform refuses. In the property of a resource neither is escaped.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix "$dir" cdktf@0.21.0 cdktn@0.24.0 constructs@10.6.0

cat >seen.js <<'JS'
for (const library of ["cdktf", "cdktn"]) {
  const { Fn, TerraformResource, TerraformStack, Testing } = require(library);
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
  for (const text of ["${HOME}", "%{http_code}"]) {
    new Resource(stack, text.length.toString(), { property: text, argument: Fn.trimspace(text) });
  }
  console.log(library, JSON.parse(Testing.synth(stack)).resource.null_resource);
}
JS
node seen.js >seen

diff - seen <<'EXPECTED'
cdktf {
  '7': { argument: '${trimspace("$${HOME}")}', property: '${HOME}' },
  '12': {
    argument: '${trimspace("%{http_code}")}',
    property: '%{http_code}'
  }
}
cdktn {
  '7': { argument: '${trimspace("$${HOME}")}', property: '${HOME}' },
  '12': {
    argument: '${trimspace("%{http_code}")}',
    property: '%{http_code}'
  }
}
EXPECTED
