#!/usr/bin/env bash
# clusterfutures 0.5, pysqa 1.1.1 and slurmpy 0.0.8 (PyPI) lose the ID of a job that goes to another cluster.
# Guess: `--clusters` (or SBATCH_CLUSTERS) is an option like any other: the kits read the ID that sbatch prints.
# Seen: sbatch then prints `10;c2` with --parsable, as its manual says, and `Submitted batch job 10 on cluster c2`
#   without. All three raise ValueError after Slurm has accepted the job: it runs, and the kit has no ID for it.
#   submitit 1.5.4 reads both.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check \
  clusterfutures==0.5 pysqa==1.1.1 slurmpy==0.0.8 submitit==1.5.4

# A stand-in that prints what sbatch prints, and keeps a list of the jobs that it has accepted.
mkdir "$dir/bin"
cat >"$dir/bin/sbatch" <<'SH'
#!/bin/sh
echo accepted >>"$ACCEPTED"
case " $* " in
  *" --parsable "*) echo "10;c2" ;;
  *) echo "Submitted batch job 10 on cluster c2" ;;
esac
SH
chmod +x "$dir/bin/sbatch"

cat >"$dir/seen.py" <<'PY'
import os
import subprocess

import slurmpy
from cfut import slurm
from pysqa.wrapper.slurm import SlurmCommands
from submitit.slurm.slurm import SlurmExecutor

os.makedirs(".cfut")


def pysqa():
    printed = subprocess.check_output([*SlurmCommands().submit_job_command, "job.sh"], text=True)
    return SlurmCommands.get_job_id_from_output(printed)


def submitit():
    printed = subprocess.check_output(["sbatch", "job.sh"], text=True)
    return SlurmExecutor._get_job_id_from_submission_command(printed)


kits = {
    "clusterfutures": lambda: slurm.submit_text("#!/bin/sh\n#SBATCH --clusters=c2\n"),
    "pysqa": pysqa,
    "slurmpy": lambda: slurmpy.Slurm("train", {"clusters": "c2"}).run("hostname"),
    "submitit": submitit,
}
for name, submit in kits.items():
    try:
        seen = repr(submit())
    except ValueError as error:
        seen = f"ValueError: {error}"
    with open(os.environ["ACCEPTED"]) as file:
        print(f"{name}: {len(file.readlines())} accepted, {seen}")
PY
(cd "$dir" && ACCEPTED="$dir/accepted" PATH="$dir/bin:$PATH" venv/bin/python seen.py >"$dir/seen" 2>"$dir/errors") ||
  cat "$dir/errors"

diff - "$dir/seen" <<'EXPECTED'
clusterfutures: 1 accepted, ValueError: invalid literal for int() with base 10: b'10;c2\n'
pysqa: 2 accepted, ValueError: invalid literal for int() with base 10: '10;c2'
slurmpy: 3 accepted, ValueError: invalid literal for int() with base 10: b'c2'
submitit: 4 accepted, '10'
EXPECTED
