import type { WriteStream } from "node:tty";
import { createLogUpdate } from "log-update";
import type { Screen } from "./terminal";

/**
 * A place on the terminal behind `stream` that can be rewritten. The cursor stays visible, so that a process that is
 * killed leaves the terminal as it was.
 */
export function openScreen(stream: WriteStream): Screen {
  // A terminal that tells no size, as CI systems have them, is taken for one without room for anything.
  stream.columns ||= 80;
  stream.rows ||= 24;
  const update = createLogUpdate(stream, { showCursor: true });
  return { show: (text) => update(text), clear: () => update.clear() };
}
