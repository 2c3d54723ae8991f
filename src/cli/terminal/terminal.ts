/** The environment of a command; tests provide their own. */
export interface BareTerminal {
  /** Writes the result, for a person or a program. */
  out(text: string | Uint8Array): void;
  /** Writes a notice for a person. */
  note(text: string | Uint8Array): void;
  /** Opens standard input. */
  openInput(): AsyncIterable<Uint8Array | string>;
  /** Whether standard input is a terminal. */
  inputIsTerminal: boolean;
  /** Whether the result goes to a terminal and not to a program or a file. */
  outIsTerminal: boolean;
  /** The width of the terminal that the result goes to; 80 where it is not known. */
  outColumns(): number;
  /** Whether the notices go to a terminal. */
  noteIsTerminal: boolean;
  /** Aborted when the reader of the result has left, as `head` does. */
  outClosed: AbortSignal;
  /** Opens a rewritable area among the notices; `null` if they do not go to a terminal. */
  openScreen: (() => Promise<Screen>) | null;
  env: Readonly<Record<string, string | undefined>>;
  homeDirectory: string;
  /** The operating system, as in Node.js. */
  platform: NodeJS.Platform;
  workingDirectory: string;
  /** The folder with the output of the build: `plugins/`, and in a checkout `development-build`. */
  packageDirectory: string;
  /** Aborted when the person or the system asks the command to stop (SIGINT, SIGTERM). */
  stop: AbortSignal;
}

/** A terminal that hides secrets. */
export interface Terminal extends BareTerminal {
  /** From now on this text appears as `***` in notices. */
  conceal(secret: string): void;
}

/** A rewritable area on a terminal. */
export interface Screen {
  /** Replaces the text. */
  show(text: string): void;
  /** Removes the text. */
  clear(): void;
  /** The size of the terminal, which may change. */
  size(): { columns: number; rows: number };
}

/** The exit codes of a command. */
export const ExitCode = {
  done: 0,
  /** The command failed, or the job failed. */
  failed: 1,
  /** The command line, a file that it names, an address or the credentials are invalid. */
  usage: 2,
  /** The wait timed out. */
  timeout: 3,
  /** The job or the cluster does not exist. */
  notFound: 4,
  /** The service, the network or the command itself failed; this says nothing about the job. */
  service: 5,
  /** Interrupted; 128 plus the number of SIGINT, as in shells. */
  interrupted: 130,
} as const;

/** Ends a command with an exit code and a message for a person; an empty message is not printed. */
export class CommandError extends Error {
  override readonly name = "CommandError";

  constructor(
    readonly exitCode: (typeof ExitCode)[Exclude<keyof typeof ExitCode, "done">],
    message: string,
  ) {
    super(message);
  }
}
