import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { jobIdProblem } from "../../notation/job-id";
import { systemCodeOf } from "../system-error";
import { CommandError, ExitCode, type Terminal } from "../terminal/terminal";

/**
 * Reads job IDs, one per line. What comes after a tab is left out, so lines of `list` will do. Throws {@link CommandError}
 * for a line that is no ID, and where there are none: no job has ended as required.
 *
 * @param source a file; `-` is standard input
 */
export async function readJobIds(
  source: string,
  terminal: Pick<Terminal, "openInput" | "inputIsTerminal" | "note" | "stop" | "workingDirectory">,
): Promise<string[]> {
  const text = source === "-" ? await readInput(terminal) : await readPath(source, terminal.workingDirectory);
  const place = source === "-" ? "standard input" : source;
  const jobIds = text.split(/\r?\n/).flatMap((line, index) => {
    const [id = ""] = line.split("\t");
    if (id.trim() === "") {
      return [];
    }
    const problem = jobIdProblem(id.trim());
    if (problem !== undefined) {
      throw new CommandError(ExitCode.usage, `Line ${index + 1} of ${place}: the ID ${problem}`);
    }
    return [id.trim()];
  });
  if (jobIds.length === 0) {
    throw new CommandError(ExitCode.usage, `There are no job IDs in ${place}.`);
  }
  return jobIds;
}

async function readInput({
  openInput,
  inputIsTerminal,
  note,
  stop,
}: Pick<Terminal, "openInput" | "inputIsTerminal" | "note" | "stop">): Promise<string> {
  if (inputIsTerminal) {
    note("Enter job IDs, one per line, and end with Ctrl-D.\n");
  }
  const interrupted = new Promise<never>((_, reject) => {
    const onStop = () => reject(new CommandError(ExitCode.interrupted, "Interrupted."));
    if (stop.aborted) {
      onStop();
    }
    stop.addEventListener("abort", onStop, { once: true });
  });
  return Promise.race([textOf(openInput()), interrupted]);
}

async function textOf(input: AsyncIterable<Uint8Array | string>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) {
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks).toString("utf8");
}

async function readPath(path: string, workingDirectory: string): Promise<string> {
  try {
    return await readFile(resolve(workingDirectory, path), "utf8");
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === null) {
      throw error;
    }
    throw new CommandError(ExitCode.usage, `Could not read ${path} (${code}).`);
  }
}
