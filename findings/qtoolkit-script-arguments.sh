#!/usr/bin/env bash
# qtoolkit 0.1.7 (PyPI) cannot read a Slurm job whose script has an argument.
# Guess: `scontrol show job -o` is read field by field, or at worst the part after the space is lost.
# Seen: the line is cut at each space and each piece has to hold a `=`: `Command=/home/user/run.sh fast` raises
#   IndexError. With an argument that has one, it is a field: run.sh JobState=FAILED makes a completed job FAILED.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check qtoolkit==0.1.7

cat >"$dir/seen.py" <<'PY'
from qtoolkit.io import SlurmIO

line = (
    "JobId=7 JobName=fit UserId=user(1000) GroupId=user(1000) JobState=COMPLETED Reason=None Partition=debug "
    "NumNodes=1 NumCPUs=1 CPUs/Task=1 TimeLimit=01:00:00 MinMemoryCPU=1G Command=/home/user/run.sh{} WorkDir=/home/user\n"
)
for arguments in ["", " fast", " JobState=FAILED"]:
    try:
        job = SlurmIO().parse_job_output(0, line.format(arguments), "")
        print("run.sh" + arguments, "is", job.state.name)
    except Exception as error:
        print("run.sh" + arguments, "raises", type(error).__name__, error)
PY
"$dir/venv/bin/python" "$dir/seen.py" >"$dir/seen"

diff - "$dir/seen" <<'EXPECTED'
run.sh is DONE
run.sh fast raises IndexError list index out of range
run.sh JobState=FAILED is FAILED
EXPECTED
