/** JSON does not escape these, but a terminal may execute some (C1), and others change the order of the output. */
const NOT_SHOWN = /[\u007f-\u009f\u2028\u2029]|\p{Cf}/gu;

/** Formats a value as JSON of several lines that is safe on a terminal. */
export function jsonText(value: unknown): string {
  return `${safeJson(value, 2)}\n`;
}

/** The same in one line. */
export function jsonLine(value: unknown): string {
  return `${safeJson(value, 0)}\n`;
}

function safeJson(value: unknown, indent: number): string {
  return JSON.stringify(value, null, indent).replace(NOT_SHOWN, escaped);
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, index) => {
    const unit = character.charCodeAt(index).toString(16).padStart(4, "0");
    return `\\u${unit}`;
  }).join("");
}
