import { NotationError } from "./notation-error";

const MS_PER_UNIT: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

const PART = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/y;

/**
 * Reads a duration in the form that Terraform and Go use: decimal numbers, each with a unit, such as `90s`, `1.5h` or
 * `2h45m`. Units are `ns`, `us`, `ms`, `s`, `m` and `h`.
 *
 * @returns milliseconds, negative after a minus sign
 * @throws NotationError for any other text
 */
export function parseDuration(text: string): number {
  const sign = text.startsWith("-") ? -1 : 1;
  let rest = text.replace(/^[+-]/, "");
  if (rest === "0") {
    return 0;
  }
  if (rest === "") {
    throw notDuration(text);
  }
  let ms = 0;
  while (rest !== "") {
    PART.lastIndex = 0;
    const match = PART.exec(rest);
    if (match === null) {
      throw notDuration(text);
    }
    const [part, amount = "", unit = ""] = match;
    ms += Number(amount) * (MS_PER_UNIT[unit] ?? Number.NaN);
    rest = rest.slice(part.length);
  }
  return sign * ms;
}

/** Writes milliseconds for people, in the form that {@link parseDuration} reads: whole seconds, such as `2h45m`. */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  const parts = [
    [Math.floor(seconds / 3_600), "h"],
    [Math.floor(seconds / 60) % 60, "m"],
    [seconds % 60, "s"],
  ] as const;
  const text = parts.map(([amount, unit]) => (amount === 0 ? "" : `${amount}${unit}`)).join("");
  return text === "" ? "0s" : text;
}

function notDuration(text: string): NotationError {
  return new NotationError(text, 'is not a duration; examples are "90s", "30m" and "2h45m"');
}
