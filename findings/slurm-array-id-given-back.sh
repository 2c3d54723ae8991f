#!/usr/bin/env bash
# Slurm 22.05.8 (Debian 12): the ID that squeue prints for the waiting tasks of an array is not an ID to squeue.
# Guess: what squeue prints in its column JOBID can be given back to squeue, scontrol and scancel.
# Seen: for `1_[1-3]`, squeue prints nothing and exits with 0, as if the tasks had ended; `scontrol show job` refuses it
#   with 1; `scancel` takes it. `1abc` is the other way round: job 1 to squeue, refused by scancel.
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
  sbatch --hold --parsable --array 1-3 --wrap true
  try squeue -h -o %i
  try squeue -h -o %i -j '1_[1-3]'
  try scontrol show job '1_[1-3]'
  try squeue -h -o %i -j 1abc
  try scancel 1abc
  try scancel '1_[1-3]'
  try squeue -h -o %i
} >seen

diff - seen <<'EXPECTED'
1
squeue -h -o %i: 1_[1-3] (0)
squeue -h -o %i -j 1_[1-3]:  (0)
scontrol show job 1_[1-3]: scontrol_print_job error: Invalid job id specified (1)
squeue -h -o %i -j 1abc: 1_[1-3] (0)
scancel 1abc: scancel: error: Invalid job id 1abc (1)
scancel 1_[1-3]:  (0)
squeue -h -o %i:  (0)
EXPECTED
