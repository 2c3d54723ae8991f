import type { Log } from "../base/log";
import type { Logger } from "../plugin/author/log";

/** Passes the client's log lines to Terraform's log. */
export function clientLog(logger: Logger): Log {
  return (level, message, fields) => logger[level](message, fields);
}
