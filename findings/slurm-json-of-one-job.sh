#!/usr/bin/env bash
# Slurm 22.05.8 (Debian 12): `squeue --json -j 2` is a list of all jobs, job 1 first.
# Guess: --json changes the form, not the choice: one job, as without it.
# Seen: -j, -t and -n are without effect once --json is given; `.jobs[0]` is another job than was asked for.
set -euo pipefail
dir=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; wait; rm -rf "$dir"' EXIT
cd "$dir"
slurm=22.05.8-4+deb12u3
apt-get -qq -o APT::Sandbox::User=root download \
  slurmctld=$slurm slurm-client=$slurm slurm-wlm-basic-plugins=$slurm libreadline8 libjson-c5
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
  for _ in 1 2 3; do
    sbatch --hold --parsable --wrap true
  done
  squeue --noheader --format %i --jobs 2
  squeue --json --jobs 2 | python3 -c 'import json, sys; print([job["job_id"] for job in json.load(sys.stdin)["jobs"]])'
  squeue --json --states RUNNING | python3 -c 'import json, sys; print(len(json.load(sys.stdin)["jobs"]))'
} >seen

diff - seen <<'EXPECTED'
1
2
3
2
[1, 2, 3]
3
EXPECTED
