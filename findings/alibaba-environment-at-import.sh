#!/usr/bin/env bash
# alibabacloud-credentials 1.0.12 (PyPI): keys that are put into the environment after the import are not seen.
# Guess: the environment is read when a client is made, or when it is asked for the key: the key of the environment wins.
# Seen: it is read once, while the package is imported. A program, test or notebook that sets the variables later gets the
#   key of ~/.aliyun/config.json, of another account perhaps, without a word; ALIBABA_CLOUD_PROFILE is late in the same way.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check alibabacloud-credentials==1.0.12

mkdir -p "$dir/home/.aliyun"
cat >"$dir/home/.aliyun/config.json" <<'JSON'
{
  "current": "first",
  "profiles": [
    { "name": "first", "mode": "AK", "access_key_id": "of-first", "access_key_secret": "example" },
    { "name": "second", "mode": "AK", "access_key_id": "of-second", "access_key_secret": "example" }
  ]
}
JSON

cat >"$dir/seen.py" <<'PY'
import os
import sys

from_start = sys.argv[1] == "before"
if not from_start:
    from alibabacloud_credentials.client import Client
name, value = sys.argv[2].split("=")
os.environ[name] = value
if from_start:
    from alibabacloud_credentials.client import Client
print(*sys.argv[1:], Client().get_credential().access_key_id)
PY
seen() {
  env -i HOME="$dir/home" PATH="$PATH" ALIBABA_CLOUD_ACCESS_KEY_SECRET=example "$dir/venv/bin/python" "$dir/seen.py" "$@"
}
for when in before after; do
  seen "$when" ALIBABA_CLOUD_ACCESS_KEY_ID=of-environment
  seen "$when" ALIBABA_CLOUD_PROFILE=second
done >"$dir/seen"

diff - "$dir/seen" <<'EXPECTED'
before ALIBABA_CLOUD_ACCESS_KEY_ID=of-environment of-environment
before ALIBABA_CLOUD_PROFILE=second of-second
after ALIBABA_CLOUD_ACCESS_KEY_ID=of-environment of-first
after ALIBABA_CLOUD_PROFILE=second of-first
EXPECTED
