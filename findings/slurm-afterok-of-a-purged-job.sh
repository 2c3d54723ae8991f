#!/usr/bin/env bash
# Slurm 22.05.8 (Debian 12): afterok of a job that failed, or never was, lets the job start once nobody remembers it.
# Guess: a job that cannot be found has not ended well: refused, or never satisfied.
# Seen: while the failed job is remembered, its follower waits for ever (DependencyNeverSatisfied). Once it is purged
#   (MinJobAge, 300 s by default, 2 s here), a new follower has no dependency at all and starts. So does one of an ID that
#   never was, with afterok and with afternotok. The purge takes about a minute.
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
NodeName=node[1-4] NodeHostname=localhost State=CLOUD
SuspendProgram=/bin/true
ResumeProgram=/bin/true
SuspendTime=300
MinJobAge=2
PartitionName=demo Nodes=ALL Default=YES
CONF
slurmctld -D >slurmctld.log 2>&1 &
for _ in {1..100}; do
  scontrol ping >/dev/null 2>&1 && break
  sleep 0.1
done

# The state of a job and its dependency, once it does not just wait to be looked at.
follower() {
  local line
  for _ in {1..100}; do
    line=$(squeue --noheader --format '%T %r %E' --jobs "$1")
    [[ $line == PENDING\ Dependency\ * || $line == PENDING\ None\ * ]] || break
    sleep 0.1
  done
  echo "$line"
}
{
  failed=$(sbatch --hold --parsable --wrap true)
  scancel "$failed"
  echo "remembered: $(follower "$(sbatch --parsable --dependency "afterok:$failed" --wrap true)")"
  for _ in {1..300}; do
    scontrol show job "$failed" >/dev/null 2>&1 || break
    sleep 1
  done
  echo "purged: $(follower "$(sbatch --parsable --dependency "afterok:$failed" --wrap true)")"
  echo "never was: $(follower "$(sbatch --parsable --dependency afterok:999 --wrap true)")"
  echo "never was: $(follower "$(sbatch --parsable --dependency afternotok:999 --wrap true)")"
} >seen

diff - seen <<'EXPECTED'
remembered: PENDING DependencyNeverSatisfied afterok:1(failed)
purged: CONFIGURING None (null)
never was: CONFIGURING None (null)
never was: CONFIGURING None (null)
EXPECTED
