/** JSON does not escape these, but a terminal may execute some (C1), and others change the order of the output. */
const NOT_SHOWN = /[\u007f-\u009f\u2028\u2029]|\p{Cf}/gu;

/** Formats a value as JSON of several lines that is safe on a terminal. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2).replace(NOT_SHOWN, escaped);
  return `${text}\n`;
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, index) => {
    const unit = character.charCodeAt(index).toString(16).padStart(4, "0");
    return `\\u${unit}`;
  }).join("");
}
