#!/usr/bin/env bash
# Slurm 22.05.8 (Debian 12): a job ID counts modulo 2^32, for scancel too.
# Guess: an ID that is too large is refused, as an ID that never was is.
# Seen: with two jobs in the cluster, `scontrol show job 4294967297` and `squeue -j 4294967297` show job 1, and
#   `scancel 4294967298` cancels job 2. All three exit with 0.
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

{
  sbatch --hold --parsable --wrap true
  sbatch --hold --parsable --wrap true
  squeue --noheader --format '%i %T' --jobs 4294967297
  scontrol --oneliner show job 4294967297 | cut -d' ' -f1
  scancel 4294967298
  squeue --noheader --states all --format '%i %T' --jobs 2
} >seen

diff - seen <<'EXPECTED'
1
2
1 PENDING
JobId=1
2 CANCELLED
EXPECTED
