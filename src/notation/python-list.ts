import { Scanner } from "./scanner";

const BLANKS = /\s+/y;
const BEGINNING = /^\s*\[\s*(?:u?['"]|\]\s*$)/;
/** What stands between quotes, by the quote. A backslash may stand before a quote and before itself. */
const QUOTED: Readonly<Record<string, RegExp>> = { "'": /[^'\\]+/y, '"': /[^"\\]+/y };

/** Whether a text begins like a list that Python prints: `['n1', 'n2']`, `[u"n1"]`, `[]`. A list in JSON does, too. */
export function isPythonList(text: string): boolean {
  return BEGINNING.test(text);
}

/** The texts in a list that Python prints, or `null` where it is not one to its end. */
export function pythonList(text: string): string[] | null {
  const scanner = new Scanner(text);
  const texts: string[] = [];
  scanner.take(BLANKS);
  scanner.accept("[");
  scanner.take(BLANKS);
  if (!scanner.accept("]")) {
    do {
      scanner.take(BLANKS);
      const quoted = takeText(scanner);
      if (quoted === null) {
        return null;
      }
      texts.push(quoted);
      scanner.take(BLANKS);
    } while (scanner.accept(","));
    if (!scanner.accept("]")) {
      return null;
    }
  }
  scanner.take(BLANKS);
  return scanner.done ? texts : null;
}

function takeText(scanner: Scanner): string | null {
  // Python 2 marks a text of Unicode so.
  scanner.accept("u");
  const quote = scanner.accept("'") ? "'" : scanner.accept('"') ? '"' : "";
  const inside = QUOTED[quote];
  if (inside === undefined) {
    return null;
  }
  let taken = "";
  while (!scanner.accept(quote)) {
    if (scanner.accept("\\")) {
      const escaped = ["\\", "'", '"'].find((character) => scanner.accept(character));
      if (escaped === undefined) {
        return null;
      }
      taken += escaped;
    } else {
      const more = scanner.take(inside);
      if (more === "") {
        return null;
      }
      taken += more;
    }
  }
  return taken;
}
