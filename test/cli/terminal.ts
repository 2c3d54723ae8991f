import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../src/cli/run";
import type { BareTerminal } from "../../src/cli/terminal/terminal";

/** A terminal in a folder of its own, which keeps what is written. */
export interface RecordedTerminal extends BareTerminal {
  written: { out: string; note: string };
  /** What went to standard output, byte for byte. */
  readonly bytes: Buffer;
  /** Presses Ctrl-C. */
  interrupt(): void;
  /** Leaves, as `head` does. */
  closeOut(): void;
  /** What the screen has shown, if one was opened. */
  readonly frames: readonly string[];
  /** Resolves when something was written to standard output. */
  firstOutput: Promise<void>;
  remove(): void;
}

export function createTerminal(
  env: BareTerminal["env"] = {},
  shown: Partial<Pick<BareTerminal, "outIsTerminal" | "noteIsTerminal" | "outColumns">> & {
    /** The size of a terminal for standard output and error, with a screen. @default none */
    size?: { columns: number; rows: number };
    /** What standard input holds. @default nothing */
    input?: string;
  } = {},
): RecordedTerminal {
  const folder = mkdtempSync(join(tmpdir(), "ehpc-cli-"));
  const written = { out: "", note: "" };
  const controller = new AbortController();
  const outClosed = new AbortController();
  const chunks: Buffer[] = [];
  const frames: string[] = [];
  const { size, input = "", ...given } = shown;
  const screen = size && {
    show: (text: string) => frames.push(text),
    clear: () => frames.push(""),
    size: () => size,
  };
  let sawOutput = () => {};
  const firstOutput = new Promise<void>((resolve) => {
    sawOutput = resolve;
  });
  return {
    written,
    firstOutput,
    out(text) {
      written.out += Buffer.from(text).toString("utf8");
      chunks.push(Buffer.from(text));
      sawOutput();
    },
    note(text) {
      written.note += Buffer.from(text).toString("utf8");
    },
    get bytes() {
      return Buffer.concat(chunks);
    },
    frames,
    outIsTerminal: size !== undefined,
    outColumns: () => size?.columns ?? 80,
    noteIsTerminal: size !== undefined,
    ...given,
    openInput: async function* () {
      yield input;
    },
    inputIsTerminal: false,
    outClosed: outClosed.signal,
    closeOut: () => outClosed.abort(),
    openScreen: screen === undefined ? null : async () => screen,
    env,
    homeDirectory: join(folder, "home"),
    platform: "linux",
    workingDirectory: join(folder, "work"),
    packageDirectory: join(folder, "package"),
    stop: controller.signal,
    interrupt: () => controller.abort(),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Runs a command to its end. */
export async function runIn(terminal: RecordedTerminal, ...args: string[]): Promise<number> {
  return run(args, terminal);
}
