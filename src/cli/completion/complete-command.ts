import type { Command } from "commander";
import { systemClock } from "../../base/clock";
import { plainLine } from "../../base/plain-text";
import type { Terminal } from "../terminal/terminal";
import { type Candidate, type Completion, complete } from "./completion";
import { FILES, type Shell } from "./completion-scripts";
import { replacement, wordsFrom } from "./completion-words";

/**
 * Prints what may stand at the cursor, one candidate a line; other shells than bash get a description after a tab.
 *
 * @param timeoutMs the time that the service has to name jobs, in milliseconds
 */
export async function runComplete(
  shell: Shell,
  given: readonly string[],
  { program, timeoutMs }: { program: Command; timeoutMs: number },
  terminal: Terminal,
): Promise<void> {
  const { typed, before, ...completion } = complete(program, wordsFrom(shell, given));
  if (completion.kind === "files") {
    terminal.out(`${FILES}\n`);
    return;
  }
  const candidates =
    completion.kind === "words" ? completion.candidates : await jobs(completion, timeoutMs, terminal);
  const fitting = candidates.filter(({ value }) => value.startsWith(typed));
  const lines = fitting.map(({ value, description }) => {
    const word = replacement(shell, value, { typed, before });
    return shell === "bash" || description === "" ? `${word}\n` : `${word}\t${plainLine(description)}\n`;
  });
  terminal.out(lines.join(""));
}

/** The jobs that the service names in time. Who completes a word is not told what failed. */
async function jobs(
  completion: Completion & { kind: "jobs" },
  timeoutMs: number,
  terminal: Terminal,
): Promise<readonly Candidate[]> {
  const ended = new AbortController();
  const signal = AbortSignal.any([terminal.stop, ended.signal]);
  const found: Candidate[] = [];
  const read = import("./complete-jobs").then(({ completeJobs }) =>
    completeJobs(completion, { ...terminal, note() {} }, found, signal),
  );
  // Signing in may start a program or ask another service, which no signal ends.
  await Promise.race([read, systemClock.sleep(timeoutMs, signal)]).catch(() => {});
  ended.abort();
  read.catch(() => {});
  return found;
}
