#!/usr/bin/env bash
# submitit 1.5.4 (PyPI) takes a suspended Slurm job for done, and never looks at it again.
# Guess: SUSPENDED and RESIZING are states of a job that still runs: not done.
# Seen: both are done. The watcher drops the job from the IDs it asks sacct about, so a job that was suspended for a
#   moment stays SUSPENDED and done for ever, although sacct says RUNNING. PREEMPTED, a final state, is not done.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check submitit==1.5.4

# A stand-in for sacct that prints, in its own form, the state it is told.
mkdir "$dir/bin"
cat >"$dir/bin/sacct" <<'SH'
#!/bin/sh
printf 'JobID|State|NodeList\n7|%s|n1\n7.batch|%s|n1\n' "$STATE" "$STATE"
SH
chmod +x "$dir/bin/sacct"

cat >"$dir/seen.py" <<'PY'
import os

from submitit.slurm.slurm import SlurmInfoWatcher

for state in ["RUNNING", "SUSPENDED", "RESIZING", "PREEMPTED", "COMPLETED"]:
    os.environ["STATE"] = state
    watcher = SlurmInfoWatcher(delay_s=0)
    watcher.register_job("7")
    print(state, watcher.is_done("7", mode="force"))

watcher = SlurmInfoWatcher(delay_s=0)
watcher.register_job("7")
for state in ["SUSPENDED", "RUNNING"]:
    os.environ["STATE"] = state
    print(f"sacct says {state}:", watcher.get_state("7", mode="force"), watcher.is_done("7", mode="force"))
PY
PATH="$dir/bin:$PATH" "$dir/venv/bin/python" "$dir/seen.py" >"$dir/seen"

diff - "$dir/seen" <<'EXPECTED'
RUNNING False
SUSPENDED True
RESIZING True
PREEMPTED False
COMPLETED True
sacct says SUSPENDED: SUSPENDED True
sacct says RUNNING: SUSPENDED True
EXPECTED
