import { continuations } from "../../base/utf8";
import { TerminalText } from "../terminal/terminal-text";

/** The destination of one log. */
export interface LogOutput {
  write(bytes: Uint8Array): void;
  /** No more bytes come. */
  end(): void;
}

/**
 * Creates an output that passes bytes unchanged to a program or a file. A terminal gets safe text, from the first
 * complete character to the end of a line.
 *
 * @param write receives the output
 */
export function createLogOutput(write: (data: string | Uint8Array) => void, isTerminal: boolean): LogOutput {
  if (!isTerminal) {
    return { write, end() {} };
  }
  const text = new TerminalText();
  let isFirst = true;
  let last = "\n";
  const show = (shown: string) => {
    if (shown === "") {
      return;
    }
    last = shown.slice(-1);
    write(shown);
  };
  return {
    write(bytes) {
      show(text.push(isFirst ? bytes.subarray(continuations(bytes)) : bytes));
      if (bytes.length > 0) {
        isFirst = false;
      }
    },
    end() {
      show(text.end());
      if (last !== "\n") {
        show("\n");
      }
    },
  };
}
