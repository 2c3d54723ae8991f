/** The severity of a log line. */
export type LogLevel = "trace" | "debug" | "info" | "warn" | "error";

/**
 * Receives the log lines of this client. Neither `message` nor `fields` ever contains a secret, a signature or a URL with
 * parameters.
 */
export type Log = (
  level: LogLevel,
  message: string,
  fields?: Readonly<Record<string, string | number | boolean | null>>,
) => void;

/** A log that discards everything; the default. */
export const silentLog: Log = () => {};
