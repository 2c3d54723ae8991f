#!/usr/bin/env bash
# alibabacloud-ehpc20240730 2.4.0 (PyPI): a GetJob answer with one member of another JSON type has no body at all.
# Guess: that member is None, or the SDK raises, as it does for an answer that is no JSON.
# Seen: status 200 and body None, with no exception, when Variables is an object or Resources a text: the state beside it
#   is lost. The list it stands for in the model, and a text for a number, are fine.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check alibabacloud-ehpc20240730==2.4.0

cat >"$dir/seen.py" <<'PY'
import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

from alibabacloud_ehpc20240730.client import Client
from alibabacloud_ehpc20240730.models import GetJobRequest
from alibabacloud_tea_openapi.models import Config


class Service(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Service)
Thread(target=server.serve_forever, daemon=True).start()
client = Client(
    Config(
        access_key_id="example",
        access_key_secret="example",
        endpoint=f"127.0.0.1:{server.server_port}",
        protocol="http",
    )
)
for member in [{"Priority": "1"}, {"Variables": []}, {"Variables": {"A": "1"}}, {"Resources": "4"}]:
    answer = {"RequestId": "1", "JobInfo": {"JobId": "7", "State": "FAILED", **member}}
    response = client.get_job(GetJobRequest(cluster_id="ehpc-1", job_id="7"))
    print(member, response.status_code, response.body and response.body.job_info.state)
PY
"$dir/venv/bin/python" "$dir/seen.py" >"$dir/seen"

diff - "$dir/seen" <<'EXPECTED'
{'Priority': '1'} 200 FAILED
{'Variables': []} 200 FAILED
{'Variables': {'A': '1'}} 200 None
{'Resources': '4'} 200 None
EXPECTED
