#!/usr/bin/env bash
# python-hcl2 8.1.4 (PyPI): the value of `name = "fit"` is a text with quotes in it.
# Guess: loads gives plain values, as json.loads does: "fit", 1000.0, and a block under its label.
# Seen: a text keeps its quotes and backslashes, and so do keys and labels; 1e3 is the text `${1e3}`; a heredoc is one
#   quoted text with its markers; each block has a member __is_block__.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check python-hcl2==8.1.4

cat >"$dir/main.tf" <<'HCL'
name = "fit"
tags = { "queue" = 1 }
wait = 1e3
line = "a\nb"
text = <<END
a
END
data "ehpc_job" "fit" {
  priority = 1
}
HCL
"$dir/venv/bin/python" - "$dir/main.tf" >"$dir/seen" <<'PY'
import sys

import hcl2

with open(sys.argv[1]) as file:
    for name, value in hcl2.load(file).items():
        print(name, repr(value))
PY

diff - "$dir/seen" <<'EXPECTED'
name '"fit"'
tags {'"queue"': 1}
wait '${1e3}'
line '"a\\nb"'
text '"<<END\na\nEND"'
data [{'"ehpc_job"': {'"fit"': {'priority': 1, '__is_block__': True}}}]
EXPECTED
