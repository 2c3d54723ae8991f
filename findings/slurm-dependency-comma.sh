#!/usr/bin/env bash
# Slurm 22.05.8 (Debian 12) under pysqa 1.1.1 and simple-slurm 0.3.6 (PyPI): only the first job has to end well.
# Guess: a list of jobs to wait for, given to either kit, means afterok for all of them; Slurm's form is afterok:1:2.
# Seen: both kits write afterok:1,2. Slurm takes the comma for the next dependency and a bare ID for afterany: job 1 has
#   to succeed, job 2 only has to end, also if it fails.
set -euo pipefail
dir=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; wait; rm -rf "$dir"' EXIT
cd "$dir"
slurm=22.05.8-4+deb12u3
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pysqa==1.1.1 simple-slurm==0.3.6
apt-get -qq -o APT::Sandbox::User=root download \
  slurmctld=$slurm slurm-client=$slurm slurm-wlm-basic-plugins=$slurm libreadline8
for package in *.deb; do
  dpkg-deb -x "$package" unpacked
done
export PATH="$dir/unpacked/usr/sbin:$dir/unpacked/usr/bin:$PATH" SLURM_CONF="$dir/slurm.conf"
export LD_LIBRARY_PATH="$dir/unpacked/usr/lib/x86_64-linux-gnu/slurm-wlm:$dir/unpacked/lib/x86_64-linux-gnu"
cat >slurm.conf <<CONF
ClusterName=demo
SlurmctldHost=localhost
SlurmctldPort=$((20000 + RANDOM % 10000))
SlurmUser=$(id -un)
AuthType=auth/none
CredType=cred/none
PluginDir=$dir/unpacked/usr/lib/x86_64-linux-gnu/slurm-wlm
StateSaveLocation=$dir
SlurmctldPidFile=$dir/slurmctld.pid
ProctrackType=proctrack/linuxproc
SelectType=select/cons_tres
NodeName=node[1-4] State=FUTURE
PartitionName=demo Nodes=ALL Default=YES
CONF
slurmctld -D >slurmctld.log 2>&1 &
for _ in {1..100}; do
  scontrol ping >/dev/null 2>&1 && break
  sleep 0.1
done

cat >kits.py <<'PY'
from pysqa.wrapper.slurm import SlurmCommands
from simple_slurm import Slurm

print(SlurmCommands.dependencies(["1", "2"])[0])
print("--dependency=" + Slurm(dependency={"afterok": ["1", "2"]}).namespace.dependency)
PY
{
  venv/bin/python kits.py
  sbatch --hold --parsable --wrap true
  sbatch --hold --parsable --wrap true
  sbatch --hold --parsable "$(venv/bin/python kits.py | sed -n 1p)" --wrap true
  squeue --noheader --format '%i %E' --jobs 3
} >seen

diff - seen <<'EXPECTED'
--dependency=afterok:1,2
--dependency=afterok:1,2
1
2
3
3 afterok:1(unfulfilled),afterany:2(unfulfilled)
EXPECTED
