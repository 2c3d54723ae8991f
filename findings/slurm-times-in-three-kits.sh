#!/usr/bin/env bash
# toil 9.6.0, snakemake-executor-plugin-slurm 2.8.0 and qtoolkit 0.1.7 (PyPI) read Slurm's times, each another way.
# Guess: all three name Slurm's six forms in their documentation and read them as Slurm does, to which 0-6 is six hours
#   (21600 s), 90:30 is ninety minutes and a half (5430 s) and 1-12 is a day and a half (129600 s).
# Seen: to all three 0-6 is six minutes. To the Snakemake plugin 90:30 is 90 hours and a half. To qtoolkit 1-12 is a day
#   and twelve minutes.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check \
  toil==9.6.0 snakemake-executor-plugin-slurm==2.8.0 qtoolkit==0.1.7

cat >"$dir/seen.py" <<'PY'
from qtoolkit.io import SlurmIO
from snakemake_executor_plugin_slurm.utils import parse_time_to_minutes
from toil.batchSystems.slurm import parse_slurm_time

for text in ["0-6", "90:30", "1-12"]:
    seconds = [parse_slurm_time(text), parse_time_to_minutes(text) * 60, SlurmIO()._convert_str_to_time(text)]
    print(text, "toil {} s, Snakemake {} s, qtoolkit {} s".format(*seconds))
PY
"$dir/venv/bin/python" "$dir/seen.py" >"$dir/seen"

diff - "$dir/seen" <<'EXPECTED'
0-6 toil 360 s, Snakemake 360 s, qtoolkit 360 s
90:30 toil 5430 s, Snakemake 325800 s, qtoolkit 5430 s
1-12 toil 129600 s, Snakemake 129600 s, qtoolkit 87120 s
EXPECTED
