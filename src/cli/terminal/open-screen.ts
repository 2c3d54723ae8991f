import type { WriteStream } from "node:tty";
import { createLogUpdate } from "log-update";
import type { Screen } from "./terminal";

/**
 * Opens a rewritable area on the terminal behind `stream`. The cursor stays visible, so a killed process leaves the
 * terminal intact.
 */
export function openScreen(stream: WriteStream): Screen {
  // Without a size, as on CI systems, log-update would assume a terminal without any space.
  stream.columns ||= 80;
  stream.rows ||= 24;
  const update = createLogUpdate(stream, { showCursor: true });
  return {
    show: (text) => update(text),
    clear: () => update.clear(),
    size: () => ({ columns: stream.columns || 80, rows: stream.rows || 24 }),
  };
}
