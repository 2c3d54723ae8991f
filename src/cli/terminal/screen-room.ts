import type { Screen } from "./terminal";

/** The room for a text on a screen. */
export interface Room {
  lines: number;
  width: number;
}

/** The room on a screen. The cursor stays on the line below a text. */
export function roomOn(screen: Screen): Room {
  const { columns, rows } = screen.size();
  return { lines: Math.max(1, rows - 1), width: columns };
}
