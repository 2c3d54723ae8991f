#!/usr/bin/env bash
# Slurm 22.05.8 (Debian 12): one unknown job is an error to squeue, two are none; scancel never minds.
# Guess: an ID that never was is an error of each command, or of none, however many are given.
# Seen: `squeue -j 999` exits with 1 and an error, `squeue -j 999,998` and `squeue -j 999,999` print nothing and exit
#   with 0, `scancel 999` prints nothing and exits with 0, `scontrol hold 999` names the job and fails.
set -euo pipefail
dir=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; wait; rm -rf "$dir"' EXIT
cd "$dir"
slurm=22.05.8-4+deb12u3
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

try() {
  local output code=0
  output=$("$@" 2>&1) || code=$?
  printf '%s: %s (%s)\n' "$*" "$output" "$code"
}
{
  try squeue -h -j 999
  try squeue -h -j 999,998
  try squeue -h -j 999,999
  try scancel 999
  try scontrol hold 999 | sed -n 1p
} >seen

diff - seen <<'EXPECTED'
squeue -h -j 999: slurm_load_jobs error: Invalid job id specified (1)
squeue -h -j 999,998:  (0)
squeue -h -j 999,999:  (0)
scancel 999:  (0)
scontrol hold 999: Invalid job id specified for job 999
EXPECTED
