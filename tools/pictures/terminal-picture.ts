import { WIDTH } from "./render-svg";
import type { Theme } from "./theme";

/** Characters of a line that look alike. */
export interface CapturedRun {
  text: string;
  /** The number of an ANSI colour; `null` for the colour of text. */
  color: number | null;
  bold: boolean;
}

/** What a terminal has shown. */
export interface CapturedTerminal {
  command: string;
  columns: number;
  lines: CapturedRun[][];
}

const MARGIN = 16;
const LINE_HEIGHT = 17;
const FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

/** Draws a terminal as SVG, on a transparent background, with the command above what it shows. */
export function terminalPicture(theme: Theme, { command, columns, lines }: CapturedTerminal): string {
  const column = (WIDTH - 2 * MARGIN) / columns;
  const size = (column / 0.6).toFixed(2);
  const prompt: CapturedRun[] = [
    { text: "$ ", color: 8, bold: false },
    { text: command, color: null, bold: false },
  ];
  const all = [prompt, ...lines];
  const height = 2 * MARGIN + all.length * LINE_HEIGHT;
  const texts = all.flatMap((line, row) => textsOf(theme, line, MARGIN + (row + 0.75) * LINE_HEIGHT, column));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}">`,
    `<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="6" fill="none" stroke="${theme.line}"/>`,
    `<g font-family="${FONT}" font-size="${size}" xml:space="preserve">`,
    ...texts,
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

function textsOf(theme: Theme, line: readonly CapturedRun[], y: number, column: number): string[] {
  let at = 0;
  return line.flatMap(({ text, color, bold }) => {
    const x = MARGIN + at * column;
    at += text.length;
    if (text.trim() === "") {
      return [];
    }
    // Each text has the width that it has in the terminal, whatever font a system has.
    const length = ` textLength="${(text.length * column).toFixed(1)}" lengthAdjust="spacingAndGlyphs"`;
    const weight = bold ? ' font-weight="600"' : "";
    return [
      `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" fill="${fillOf(theme, color)}"${weight}${length}>${escaped(text)}</text>`,
    ];
  });
}

function fillOf(theme: Theme, color: number | null): string {
  switch (color) {
    case 1:
      return theme.bad;
    case 2:
      return theme.good;
    case 3:
      return theme.peer;
    case 6:
      return theme.running;
    case 8:
      return theme.quiet;
    default:
      return theme.text;
  }
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
