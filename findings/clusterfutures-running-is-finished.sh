#!/usr/bin/env bash
# clusterfutures 0.5 (PyPI) takes each Slurm job for finished, whatever squeue says about it.
# Guess: a job that squeue shows as PENDING or RUNNING is waited for; one that it no longer shows has finished.
# Seen: all have finished. The IDs of submit() are numbers, the IDs read from squeue are texts, so none is ever found
#   in what squeue says, and what is not found counts as COMPLETED. At the first poll (after up to 30 s) the future of
#   a job that still runs raises JobDied, "finished without writing a result".
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check clusterfutures==0.5

# Stand-ins that print what Slurm's own commands print: a job that is accepted, and its state.
mkdir "$dir/bin"
cat >"$dir/bin/sbatch" <<'SH'
#!/bin/sh
echo 7
SH
cat >"$dir/bin/squeue" <<'SH'
#!/bin/sh
echo "7 $STATE"
SH
chmod +x "$dir/bin/sbatch" "$dir/bin/squeue"

cat >"$dir/seen.py" <<'PY'
import os

import cfut
from cfut import slurm

os.makedirs(".cfut", exist_ok=True)
for state in ["PENDING", "RUNNING", "COMPLETED"]:
    os.environ["STATE"] = state
    job = slurm.submit_text("#!/bin/sh\nsleep 600\n")
    print(state, repr(job), slurm.jobs_finished([job]), slurm.jobs_finished([str(job)]))

os.environ["STATE"] = "RUNNING"
cfut.SlurmWaitThread.slurm_poll_interval = 1
executor = cfut.SlurmExecutor()
print(repr(executor.submit(print, "hello").exception(timeout=60)))
executor.shutdown()
PY
(cd "$dir" && PATH="$dir/bin:$PATH" venv/bin/python seen.py >"$dir/seen")

diff - "$dir/seen" <<'EXPECTED'
PENDING 7 {7} set()
RUNNING 7 {7} set()
COMPLETED 7 {7} {'7'}
JobDied('Cluster job 7 finished without writing a result')
EXPECTED
