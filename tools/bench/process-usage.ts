import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Between two looks. What a process does after the last one is not seen. */
const POLL_MS = 20;

/** Linux tells processor time in ticks of 10 ms, whatever its own clock: USER_HZ is part of its interface. */
const TICK_MS = 10;

/** What a process and its children have used, each until shortly before its end. */
export interface Usage {
  /** User and system time, in milliseconds. */
  readonly ownCpuMs: number;
  /** The same of all children together. */
  readonly childrenCpuMs: number;
  /** The largest resident set that any child ever had. Linux keeps it itself, so nothing is missed between looks. */
  readonly childrenPeakBytes: number;
}

/**
 * Watches a process until it ends; null where the system has no /proc to tell.
 *
 * @param isOver - whether the process has ended
 */
export async function watchUsage(pid: number, isOver: () => boolean): Promise<Usage | null> {
  let own: number | null = null;
  const children = new Map<number, { cpuMs: number; peakBytes: number }>();
  const strangers = new Set<number>();
  while (!isOver()) {
    own = statOf(pid)?.cpuMs ?? own;
    for (const id of processIds()) {
      if (strangers.has(id)) {
        continue;
      }
      const stat = statOf(id);
      if (stat === null) {
        continue;
      }
      // One that has ended, and waits for somebody to ask how, has no memory any more.
      const peak = peakBytes(id) || (children.get(id)?.peakBytes ?? 0);
      if (stat.parent === pid) {
        children.set(id, { cpuMs: stat.cpuMs, peakBytes: peak });
      } else {
        strangers.add(id);
      }
    }
    await sleep(POLL_MS);
  }
  if (own === null) {
    return null;
  }
  const each = [...children.values()];
  return {
    ownCpuMs: own,
    childrenCpuMs: each.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    childrenPeakBytes: Math.max(0, ...each.map((child) => child.peakBytes)),
  };
}

function processIds(): number[] {
  try {
    return readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
  } catch {
    return [];
  }
}

function statOf(pid: number): { parent: number; cpuMs: number } | null {
  // The name in brackets may hold anything; behind it stand the fields from the third on. Source: proc_pid_stat(5).
  const fields = read(pid, "stat")?.split(") ").at(-1)?.split(" ");
  if (fields === undefined) {
    return null;
  }
  const field = (number: number) => Number(fields[number - 3]);
  return { parent: field(4), cpuMs: (field(14) + field(15)) * TICK_MS };
}

function peakBytes(pid: number): number {
  return Number(/^VmHWM:\s+(\d+)/m.exec(read(pid, "status") ?? "")?.[1] ?? 0) * 1024;
}

function read(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    // It has ended between two looks.
    return null;
  }
}
