/** How urgent a line of the log is. */
export type LogLevel = "trace" | "debug" | "info" | "warn" | "error";

/**
 * Receives the lines that this client writes. Neither `message` nor `fields` ever holds a secret, a signature or a
 * URL with parameters.
 */
export type Log = (
  level: LogLevel,
  message: string,
  fields?: Readonly<Record<string, string | number | boolean | null>>,
) => void;

/** A log that keeps nothing; the default. */
export const silentLog: Log = () => {};
