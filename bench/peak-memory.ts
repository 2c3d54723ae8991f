import type { ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS = 10;

/**
 * Watches the children of a process until it ends and returns the largest resident set any of them ever had, in bytes;
 * null where the system has no /proc to tell. Linux keeps the peak itself, so nothing is missed between two looks.
 */
export async function peakMemoryOfChildren(parent: ChildProcess): Promise<number | null> {
  let peak: number | null = null;
  while (parent.exitCode === null && parent.signalCode === null) {
    for (const id of processIds()) {
      const status = statusOf(id);
      if (status?.parent === parent.pid) peak = Math.max(peak ?? 0, status?.peakBytes ?? 0);
    }
    await sleep(POLL_MS);
  }
  return peak;
}

function processIds(): string[] {
  try {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

function statusOf(id: string): { parent: number; peakBytes: number } | null {
  try {
    const status = readFileSync(`/proc/${id}/status`, "utf8");
    const number = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
    return { parent: number("PPid"), peakBytes: number("VmHWM") * 1024 };
  } catch {
    // It ended between the two looks.
    return null;
  }
}
