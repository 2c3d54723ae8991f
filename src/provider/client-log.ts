import type { Log } from "../ehpc/log";
import type { Logger } from "../plugin/log";

/** Hands the client's log lines to Terraform's log. */
export function clientLog(logger: Logger): Log {
  return (level, message, fields) => logger[level](message, fields);
}
