import { execFileSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

/** The processes that a process has started. */
export function childrenOf(parent: number): number[] {
  return processes().flatMap(({ pid, ppid }) => (ppid === parent ? [pid] : []));
}

/** Waits for the processes to end, and tells how long that took: figures are for people, not for the verdict. */
export async function ended(cause: string, since: number, pids: readonly number[]): Promise<void> {
  while (processes().some(({ pid }) => pids.includes(pid))) {
    await sleep(5);
  }
  process.stdout.write(`${cause}: all processes gone after ${Math.round(performance.now() - since)} ms\n`);
}

/** All processes but those that have ended and wait for somebody to ask how. */
function processes(): { pid: number; ppid: number }[] {
  return execFileSync("ps", ["-A", "-o", "pid=,ppid=,stat="], { encoding: "utf8" })
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state]) => state !== undefined && !state.startsWith("Z"))
    .map(([pid, ppid]) => ({ pid: Number(pid), ppid: Number(ppid) }));
}
