import type { SecretFilter } from "../../base/secret-filter";

/** Extra keys of a log line. Never secrets, never whole configurations. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

type Log = (message: string, fields?: LogFields) => void;

/** Writes to Terraform's log. Silent unless TF_LOG or TF_LOG_PROVIDER asks for the level. */
export interface Logger {
  readonly trace: Log;
  readonly debug: Log;
  readonly info: Log;
  readonly warn: Log;
  readonly error: Log;
}

const LEVELS = ["trace", "debug", "info", "warn", "error"] as const;

/** Severity of a log line, least severe first; `off` drops all lines. */
export type LogLevel = (typeof LEVELS)[number] | "off";

/** The options of {@link createLogger}. */
export interface LoggerOptions {
  /** Lines below this level are dropped. */
  readonly level: LogLevel;
  /** Provider address, shown as `tf_provider_addr`. */
  readonly address: string;
  /** Receives each line, newline included. */
  readonly write: (line: string) => void;
  readonly secrets: SecretFilter;
  /** @default Date.now */
  readonly now?: () => number;
}

/** go-plugin shows a line of more than 64 KiB as plain debug text, so longer values are truncated. */
const MAX_LINE_BYTES = 64 * 1024 - 1;

/**
 * The level in TF_LOG_PROVIDER, else in TF_LOG, in upper or lower case. `JSON` and any unknown word mean trace, as in
 * Terraform. Unset or `off` means no logging.
 */
export function logLevel(env: NodeJS.ProcessEnv): LogLevel {
  const asked = (env.TF_LOG_PROVIDER || env.TF_LOG || "off").trim().toLowerCase();
  if (asked === "off") {
    return "off";
  }
  return LEVELS.find((level) => level === asked) ?? "trace";
}

/**
 * A logger in the JSON form of hashicorp/go-hclog, which Terraform sorts into its own log by level. Source:
 * go-plugin `log_entry.go`; a `@message` that is not a string makes Terraform panic.
 */
export function createLogger(options: LoggerOptions): Logger {
  const { level, now = Date.now } = options;
  const threshold = level === "off" ? LEVELS.length : LEVELS.indexOf(level);

  function at(index: number): Log {
    if (index < threshold) {
      return () => {};
    }
    return (message, fields) => {
      const entry = {
        "@level": LEVELS[index],
        "@message": message,
        "@module": "provider",
        "@timestamp": timestamp(now()),
        tf_provider_addr: options.address,
      };
      options.write(logLine({ ...fields, ...entry }, options.secrets));
    };
  }

  return { trace: at(0), debug: at(1), info: at(2), warn: at(3), error: at(4) };
}

/** ISO 8601 with exactly six fractional digits: with any other number go-plugin loses the level of the line. */
function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace("Z", "000Z");
}

function logLine(entry: LogFields, secrets: SecretFilter): string {
  for (let longest = 16_384; ; longest = Math.floor(longest / 2)) {
    const line = `${JSON.stringify(entry, (_key, value: unknown) => shown(value, longest, secrets))}\n`;
    if (Buffer.byteLength(line) <= MAX_LINE_BYTES || longest < 1) {
      return line;
    }
  }
}

function shown(value: unknown, longest: number, secrets: SecretFilter): unknown {
  if (typeof value !== "string") {
    return value;
  }
  // Remove secrets first: truncation could leave half of one, which no longer matches.
  const filtered = secrets.filter(value);
  return filtered.length > longest ? `${filtered.slice(0, longest)} [cut]` : filtered;
}
