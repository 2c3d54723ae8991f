#!/usr/bin/env bash
# parsl 2026.10.26 (PyPI): a Slurm job that FAILED turns COMPLETED as soon as the state of another job is asked for.
# Guess: a final state stays. sacct is asked about the jobs that have not ended, and only these can change.
# Seen: only the others are asked about, but each job that the answer does not name is set to COMPLETED, those with a
#   final state too: job 7 is FAILED at the first look and COMPLETED at the second, while job 8 runs.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check parsl==2026.10.26

# A stand-in for sacct: it knows job 7, which failed, and job 8, which runs, and tells about the IDs it is asked for.
mkdir "$dir/bin"
cat >"$dir/bin/sacct" <<'SH'
#!/bin/sh
case "$*" in *7*) echo '7                FAILED ' ;; esac
case "$*" in *8*) echo '8               RUNNING ' ;; esac
SH
chmod +x "$dir/bin/sacct"

cat >"$dir/seen.py" <<'PY'
from parsl.jobs.states import JobState, JobStatus
from parsl.providers import SlurmProvider

provider = SlurmProvider()
for job in ["7", "8"]:
    provider.resources[job] = {
        "job_id": job,
        "status": JobStatus(JobState.PENDING),
        "job_stdout_path": None,
        "job_stderr_path": None,
    }
for look in [1, 2]:
    print(look, [status.state.name for status in provider.status(["7", "8"])])
PY
PATH="$dir/bin:$PATH" "$dir/venv/bin/python" "$dir/seen.py" >"$dir/seen"

diff - "$dir/seen" <<'EXPECTED'
1 ['FAILED', 'RUNNING']
2 ['COMPLETED', 'RUNNING']
EXPECTED
