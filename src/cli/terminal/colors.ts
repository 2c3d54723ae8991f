import { createColors } from "picocolors";
import type { Phase } from "../../notation/phase";
import type { Terminal } from "./terminal";

/** Colours of a text on a terminal; each leaves the text unchanged where colours are off. */
export type Colors = ReturnType<typeof createColors>;

/**
 * The colours for a stream. There are none where the stream is no terminal or a dumb one, and where `NO_COLOR` is set to
 * anything (https://no-color.org).
 */
export function colorsFor(env: Terminal["env"], isTerminal: boolean): Colors {
  return createColors(isTerminal && env.TERM !== "dumb" && (env.NO_COLOR ?? "") === "");
}

/** The text in the colour of a phase. */
export function inPhase(text: string, phase: Phase, colors: Colors): string {
  return colors[COLOR_OF[phase]](text);
}

const COLOR_OF = {
  succeeded: "green",
  failed: "red",
  running: "cyan",
  pending: "gray",
  unknown: "yellow",
} as const satisfies Record<Phase, keyof Colors>;
