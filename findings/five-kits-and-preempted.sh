#!/usr/bin/env bash
# Six states of Slurm in five kits: reframe 4.10.4, toil 9.6.0, parsl 2026.10.26, qtoolkit 0.1.7, psij 0.9.11 (PyPI).
# Guess: PREEMPTED and REVOKED have ended badly for each of them; SPECIAL_EXIT and REQUEUED wait, STOPPED has not ended.
# Seen: no two kits agree. ReFrame takes PREEMPTED and REVOKED for pending and so waits for a job that is gone; parsl's
#   squeue table knows neither PREEMPTED nor OUT_OF_MEMORY; psij takes REVOKED for queued; qtoolkit raises on REQUEUED;
#   SPECIAL_EXIT, which waits for its release, is FAILED to three and active to one. A dash: the kit knows no such state.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check \
  reframe-hpc==4.10.4 toil==9.6.0 parsl==2026.10.26 qtoolkit==0.1.7 psij-python==0.9.11

cat >"$dir/seen.py" <<'PY'
from parsl.providers.slurm.slurm import squeue_translate_table
from psij.executors.batch.slurm import SlurmJobExecutor
from qtoolkit.io.slurm import SlurmState
from reframe.core.schedulers.slurm import slurm_state_completed, slurm_state_pending
from toil.batchSystems.slurm import NONTERMINAL_STATES, TERMINAL_STATES


def reframe(state):
    return "ended" if slurm_state_completed(state) else "pending" if slurm_state_pending(state) else "-"


def toil(state):
    return TERMINAL_STATES[state].name if state in TERMINAL_STATES else "goes on" if state in NONTERMINAL_STATES else "-"


def qtoolkit(state):
    try:
        return SlurmState(state).qstate.name
    except ValueError:
        return "ValueError"


def name(table, code):
    return table[code].name if code in table else "-"


for state, code in {
    "PREEMPTED": "PR",
    "REVOKED": "RV",
    "SPECIAL_EXIT": "SE",
    "REQUEUED": "RQ",
    "STOPPED": "ST",
    "OUT_OF_MEMORY": "OOM",
}.items():
    kits = [reframe(state), toil(state), name(squeue_translate_table, code), qtoolkit(state)]
    print(", ".join([state, *kits, name(SlurmJobExecutor._STATE_MAP, code)]))
PY
"$dir/venv/bin/python" "$dir/seen.py" >"$dir/seen"

diff - "$dir/seen" <<'EXPECTED'
PREEMPTED, pending, KILLED, -, FAILED, FAILED
REVOKED, pending, KILLED, FAILED, FAILED, QUEUED
SPECIAL_EXIT, pending, FAILED, FAILED, FAILED, ACTIVE
REQUEUED, pending, goes on, -, ValueError, ACTIVE
STOPPED, pending, goes on, -, RUNNING, ACTIVE
OUT_OF_MEMORY, ended, MEMLIMIT, -, FAILED, FAILED
EXPECTED
