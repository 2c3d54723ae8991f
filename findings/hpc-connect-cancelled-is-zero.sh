#!/usr/bin/env bash
# hpc-connect 26.10.9 (PyPI) ends Slurm jobs that were cancelled, timed out or only suspended with return code 0.
# Guess: the state decides; SUSPENDED and COMPLETING go on, and CANCELLED and TIMEOUT are failures.
# Seen: a job goes on while sacct says PENDING or RUNNING. In any other state the process has ended, with the greater
#   number of sacct's ExitCode, which is 0:0 for a job that Slurm itself ended. A suspended one is taken for a success
#   while it is still to run; so is one that is put back into the queue (REQUEUED).
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check hpc-connect==26.10.9

# Stand-ins that print what Slurm's own commands print.
mkdir "$dir/bin"
cat >"$dir/bin/sbatch" <<'SH'
#!/bin/sh
echo "Submitted batch job 7"
SH
cat >"$dir/bin/sacct" <<'SH'
#!/bin/sh
printf '7|main|00:01:00|%s|%s|\n' "$STATE" "$EXIT_CODE"
SH
chmod +x "$dir/bin/sbatch" "$dir/bin/sacct"
printf '#!/bin/sh\nsleep 600\n' >"$dir/job.sh"

cat >"$dir/seen.py" <<'PY'
import os
import sys

from hpcc_slurm.process import SlurmProcess

process = SlurmProcess(sys.argv[1])
for state, code in [
    ("RUNNING", "0:0"),
    ("FAILED", "2:0"),
    ("CANCELLED by 1000", "0:0"),
    ("TIMEOUT", "0:0"),
    ("PREEMPTED", "0:0"),
    ("REQUEUED", "0:0"),
    ("SUSPENDED", "0:0"),
    ("COMPLETING", "0:0"),
]:
    os.environ.update(STATE=state, EXIT_CODE=code)
    print(state, process.poll())
PY
PATH="$dir/bin:$PATH" "$dir/venv/bin/python" "$dir/seen.py" "$dir/job.sh" >"$dir/seen"

diff - "$dir/seen" <<'EXPECTED'
RUNNING None
FAILED 2
CANCELLED by 1000 0
TIMEOUT 0
PREEMPTED 0
REQUEUED 0
SUSPENDED 0
COMPLETING 0
EXPECTED
