import { TerminalText } from "./terminal-text";

/** The destination of one log. */
export interface LogOutput {
  write(bytes: Uint8Array): void;
  /** No more bytes come. */
  end(): void;
}

/** The maximum number of continuation bytes of a character in UTF-8. */
const MOST_CONTINUATIONS = 3;

/**
 * Creates an output that passes bytes unchanged to a program or a file. A terminal gets safe text, from the first
 * complete character to the end of a line.
 *
 * @param write receives the output
 */
export function createLogOutput(write: (data: string | Uint8Array) => void, isTerminal: boolean): LogOutput {
  if (!isTerminal) return { write, end() {} };
  const text = new TerminalText();
  let isFirst = true;
  let last = "\n";
  const show = (shown: string) => {
    if (shown === "") return;
    last = shown.slice(-1);
    write(shown);
  };
  return {
    write(bytes) {
      show(text.push(isFirst ? bytes.subarray(continuations(bytes)) : bytes));
      if (bytes.length > 0) isFirst = false;
    },
    end() {
      show(text.end());
      if (last !== "\n") show("\n");
    },
  };
}

/** The number of continuation bytes at the start. */
function continuations(bytes: Uint8Array): number {
  let count = 0;
  while (count < MOST_CONTINUATIONS && ((bytes[count] ?? 0) & 0xc0) === 0x80) count += 1;
  return count;
}
