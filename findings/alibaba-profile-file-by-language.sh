#!/usr/bin/env bash
# Alibaba Cloud's credentials in Python (alibabacloud-credentials 1.0.12, PyPI) and Node.js (@alicloud/credentials 2.4.7, npm).
# Guess: all languages read the one profile file in ~/.alibabacloud, and `enable = false` turns a profile off.
# Seen: Python reads ~/.alibabacloud/credentials.ini, Node.js ~/.alibabacloud/credentials, and neither the other's. Both
#   hand out the key of a profile that says `enable = false`.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check alibabacloud-credentials==1.0.12
npm install --silent --no-audit --no-fund --prefix "$dir" @alicloud/credentials@2.4.7

mkdir -p home/.alibabacloud
for file in credentials credentials.ini; do
  cat >"home/.alibabacloud/$file" <<INI
[default]
enable = false
type = access_key
access_key_id = key-of-$file
access_key_secret = example
INI
done
{
  env -i HOME="$dir/home" PATH="$PATH" venv/bin/python -c '
from alibabacloud_credentials.client import Client
print("Python", Client().get_credential().access_key_id)'
  env -i HOME="$dir/home" PATH="$PATH" node -e '
    const Client = require("@alicloud/credentials").default;
    new Client().getCredential().then((key) => console.log("Node.js", key.accessKeyId));'
} >seen

diff - seen <<'EXPECTED'
Python key-of-credentials.ini
Node.js key-of-credentials
EXPECTED
