#!/usr/bin/env bash
# dask-jobqueue 0.9.0 (PyPI): on Grid Engine, memory="4GB" asks the scheduler for no memory.
# Guess: memory, without which a cluster object is refused, is part of the request to each scheduler.
# Seen: Slurm is asked for 4 GiB and PBS for 3815 MiB, Grid Engine for nothing, without a warning: only the worker is told
#   to keep below 3.73 GiB.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check dask-jobqueue==0.9.0

cat >"$dir/seen.py" <<'PY'
from dask_jobqueue.pbs import PBSJob
from dask_jobqueue.sge import SGEJob
from dask_jobqueue.slurm import SLURMJob

for kind in [SLURMJob, PBSJob, SGEJob]:
    job = kind("tcp://127.0.0.1:1", "worker", cores=1, memory="4GB", processes=1, walltime="00:30:30")
    asked = [line for line in job.job_script().splitlines() if line.startswith(("#SBATCH", "#PBS", "#$"))]
    print(kind.__name__, asked)
PY
cd "$dir" && HOME="$dir" "$dir/venv/bin/python" "$dir/seen.py" >"$dir/seen"

diff - "$dir/seen" <<'EXPECTED'
SLURMJob ['#SBATCH -J dask-worker', '#SBATCH -n 1', '#SBATCH --cpus-per-task=1', '#SBATCH --mem=4G', '#SBATCH -t 00:30:30']
PBSJob ['#PBS -N dask-worker', '#PBS -l select=1:ncpus=1:mem=3815MB', '#PBS -l walltime=00:30:30']
SGEJob ['#$ -N dask-worker', '#$ -l h_rt=00:30:30', '#$ -cwd', '#$ -j y']
EXPECTED
