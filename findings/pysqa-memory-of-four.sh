#!/usr/bin/env bash
# pysqa 1.1.1 (PyPI): memory_max=4 and run_time_max=3600 mean other amounts on each scheduler.
# Guess: one unit for all, as the kit hides the scheduler: 4 GB and 3600 seconds, converted where it has to be.
# Seen: 4 GB on Slurm and Torque, 4 bytes on Grid Engine, 4 of LSF's unit (KB unless the site says otherwise).
#   3600 is an hour on Slurm, Torque, and Grid Engine and, as minutes, 60 hours on LSF.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check 'pysqa[sge]==1.1.1'

cat >"$dir/seen.py" <<'PY'
from pysqa import QueueAdapter

for queue_type in ["SLURM", "TORQUE", "SGE", "LSF"]:
    script = QueueAdapter(queue_type=queue_type)._adapter._job_submission_template(
        command="true", cores=1, memory_max=4, run_time_max=3600
    )
    asked = [line.strip() for line in script.splitlines() if "4" in line or "60" in line]
    print(queue_type, asked)
PY
cd "$dir" && "$dir/venv/bin/python" "$dir/seen.py" >"$dir/seen"

diff - "$dir/seen" <<'EXPECTED'
SLURM ['#SBATCH --time=60', '#SBATCH --mem=4G']
TORQUE ['#PBS -l mem=4GB', '#PBS -l walltime=3600']
SGE ['#$ -l h_vmem=4', '#$ -l h_rt=3600']
LSF ['#BSUB -W 3600', '#BSUB -M 4']
EXPECTED
