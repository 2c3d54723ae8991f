#!/usr/bin/env bash
# psij-python 0.9.11 (PyPI) cannot read the status of a failed job that says why it failed.
# Guess: the scheduler's reason becomes the message of the status.
# Seen: LSF: a job with EXIT_REASON raises KeyError 'reason'; without one it is FAILED. Slurm: a failed job whose reason
#   is not in a fixed list (OutOfMemory, and None of a preempted job, are not) raises AssertionError. The status of
#   every other job in the same answer is lost with it.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check psij-python==0.9.11

cat >"$dir/seen.py" <<'PY'
import json

from psij import JobExecutor


def show(name, executor, text):
    try:
        statuses = executor.parse_status_output(0, text)
        print(name, {job: (status.state.name, status.message) for job, status in statuses.items()})
    except Exception as error:
        print(name, "raises", type(error).__name__, *error.args)


lsf = JobExecutor.get_instance("lsf")
for reason in ["", "TERM_RUNLIMIT"]:
    record = {"JOBID": "7", "STAT": "EXIT", "EXIT_REASON": reason, "KILL_REASON": "", "SUSPEND_REASON": ""}
    show(f"LSF {reason}", lsf, json.dumps({"COMMAND": "bjobs", "JOBS": 1, "RECORDS": [record]}))

slurm = JobExecutor.get_instance("slurm")
header = f"{'ARRAY_JOB_ID':20}{'ST':20}{'REASON':20}\n"
running = f"{'8':20}{'R':20}{'None':20}\n"
for state, reason in [("TO", "TimeLimit"), ("OOM", "OutOfMemory"), ("PR", "None")]:
    show(f"Slurm {reason}", slurm, header + f"{'7':20}{state:20}{reason:20}\n" + running)
PY
HOME="$dir" "$dir/venv/bin/python" "$dir/seen.py" >"$dir/seen"

diff - "$dir/seen" <<'EXPECTED'
LSF  {'7': ('FAILED', None)}
LSF TERM_RUNLIMIT raises KeyError reason
Slurm TimeLimit {'7': ('FAILED', 'The job exhausted its time limit.'), '8': ('ACTIVE', None)}
Slurm OutOfMemory raises AssertionError
Slurm None raises AssertionError
EXPECTED
