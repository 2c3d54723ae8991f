/** What a command may know of the world around it; a test brings its own. */
export interface Terminal {
  /** Writes the result, which another program may read. */
  out(text: string): void;
  /** Writes what a person should know. */
  note(text: string): void;
  env: Readonly<Record<string, string | undefined>>;
  homeDirectory: string;
  workingDirectory: string;
  /** The folder with what the build left beside the command: `plugins/`, and in a checkout `development-build`. */
  packageDirectory: string;
  /** Aborted when the person or the system asks the command to stop (SIGINT, SIGTERM). */
  stop: AbortSignal;
}

/** How a command ended. */
export const ExitCode = {
  done: 0,
  /** It could not be done. */
  failed: 1,
  /** The command line, a file it names, or an address cannot be used. */
  usage: 2,
} as const;

/** Ends a command with a sentence for the person and an exit code. */
export class CommandError extends Error {
  override readonly name = "CommandError";

  constructor(
    readonly exitCode: (typeof ExitCode)["failed" | "usage"],
    message: string,
  ) {
    super(message);
  }
}
