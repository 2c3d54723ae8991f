import { TerminalText } from "./terminal-text";

/** Where the bytes of one log go. */
export interface LogOutput {
  write(bytes: Uint8Array): void;
  /** No more bytes come. */
  end(): void;
}

/** The most bytes that a character has after its first one, in UTF-8. */
const MOST_CONTINUATIONS = 3;

/**
 * An output that gives a program or a file every byte as it is, and a terminal text that is harmless there, from the
 * first whole character to the end of a line.
 *
 * @param write takes what is to be seen
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

/** How many bytes at the beginning can only be later ones of a character. */
function continuations(bytes: Uint8Array): number {
  let count = 0;
  while (count < MOST_CONTINUATIONS && ((bytes[count] ?? 0) & 0xc0) === 0x80) count += 1;
  return count;
}
