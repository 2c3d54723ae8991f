/** What a command may know of the world around it; a test brings its own. */
export interface Terminal {
  /** Writes the result, which another program may read. */
  out(text: string | Uint8Array): void;
  /** Writes what a person should know. */
  note(text: string | Uint8Array): void;
  /** Whether a terminal shows the result; else a program or a file takes it. */
  outIsTerminal: boolean;
  /** Whether a terminal shows the notes. */
  noteIsTerminal: boolean;
  /** Aborted when nobody reads the result any more, as after `head` has what it wanted. */
  outClosed: AbortSignal;
  /** Opens a place among the notes that can be rewritten; `null` where they go to no terminal. */
  openScreen: (() => Promise<Screen>) | null;
  env: Readonly<Record<string, string | undefined>>;
  homeDirectory: string;
  /** The operating system, as Node.js names it. */
  platform: NodeJS.Platform;
  workingDirectory: string;
  /** The folder with what the build left beside the command: `plugins/`, and in a checkout `development-build`. */
  packageDirectory: string;
  /** Aborted when the person or the system asks the command to stop (SIGINT, SIGTERM). */
  stop: AbortSignal;
}

/** A place on a terminal that shows one text after another. */
export interface Screen {
  /** Shows a text in place of the one before. */
  show(text: string): void;
  /** Takes the text away. */
  clear(): void;
}

/** How a command ended. */
export const ExitCode = {
  done: 0,
  /** It could not be done, or the job that was waited for has failed. */
  failed: 1,
  /** The command line, a file it names, an address, or the credentials cannot be used. */
  usage: 2,
  /** The time was over before a job had come as far as it was waited for. */
  timeout: 3,
  /** There is no such job or cluster. */
  notFound: 4,
  /** The service, or the way to it, failed; or the command itself, which then says nothing of a job. */
  service: 5,
  /** Stopped from outside; 128 and the number of SIGINT, as shells have it. */
  interrupted: 130,
} as const;

/** Ends a command with an exit code and a sentence for the person, which is empty where nobody wants one. */
export class CommandError extends Error {
  override readonly name = "CommandError";

  constructor(
    readonly exitCode: (typeof ExitCode)[Exclude<keyof typeof ExitCode, "done">],
    message: string,
  ) {
    super(message);
  }
}
