import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A command to run on this computer. */
export interface Command {
  /** For a shell. */
  readonly line: string;
  /** All that it finds in its environment beside PATH, HOME and TMPDIR. */
  readonly variables: Readonly<Record<string, string>>;
  /** It is killed after so many seconds, with all that it has started. */
  readonly timeLimitSeconds: number;
  /** Called with all that it has written so far, whenever it has written more. */
  onOutput(outputs: Outputs): void;
}

export interface Outputs {
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

/** A command that runs. */
export interface RunningCommand {
  /** How it ends; it resolves when nothing of it is left. */
  readonly ended: Promise<CommandEnd>;
  /** Kills it, with all that it has started. */
  kill(): void;
}

/** `null` for an exit by a signal. */
export interface CommandEnd {
  readonly exitCode: number | null;
  readonly timedOut: boolean;
}

/** So much of each output is kept, in bytes. */
const MOST_OUTPUT = 1024 * 1024;

/** Runs a command in a temporary folder of its own, which goes when the command has ended. Unix only. */
export function runCommand({ line, variables, timeLimitSeconds, onOutput }: Command): RunningCommand {
  const folder = mkdtempSync(join(tmpdir(), "ehpc-job-"));
  const { PATH = "/usr/bin:/bin" } = process.env;
  const child = spawn("/bin/sh", ["-c", line], {
    cwd: folder,
    env: { PATH, HOME: folder, TMPDIR: folder, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
    // The leader of a group of its own, which is killed as a whole.
    detached: true,
  });
  let outputs: Outputs = { stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].on("data", (chunk: Buffer) => {
      outputs = { ...outputs, [name]: Buffer.concat([outputs[name], chunk]).subarray(0, MOST_OUTPUT) };
      onOutput(outputs);
    });
  }
  let timedOut = false;
  const kill = () => {
    try {
      process.kill(-(child.pid ?? Number.NaN), "SIGKILL");
    } catch {
      // Nothing of it is left.
    }
  };
  const timer = setTimeout(() => {
    timedOut = true;
    kill();
  }, timeLimitSeconds * 1_000);
  const ended = new Promise<CommandEnd>((resolve) => {
    const end = (exitCode: number | null) => {
      clearTimeout(timer);
      rmSync(folder, { recursive: true, force: true });
      resolve({ exitCode, timedOut });
    };
    // What it has started in the background goes with it, and would else keep its output open.
    child.once("exit", kill);
    child.once("close", end);
    child.once("error", () => end(null));
  });
  return { ended, kill };
}
