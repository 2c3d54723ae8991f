/** A JSON value with all that a text says: members in their order, those that stand twice, and numbers as written. */
export type Tree =
  | { readonly kind: "null" | "true" | "false" }
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "array"; readonly items: readonly Tree[] }
  | { readonly kind: "object"; readonly members: readonly (readonly [string, Tree])[] };

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/** Deeper than anything that has to be judged. */
const MOST_DEPTH = 2_000;

/**
 * Reads a JSON text by the letter of RFC 8259, character by character, with a byte order mark before it at most. `null`
 * where it is none. Shares no code with the product, whose reader it is held against.
 */
export function readStrictly(text: string): Tree | null {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const blank = () => {
    while (at < text.length && " \t\n\r".includes(text.charAt(at))) {
      at += 1;
    }
  };
  const fail = (): never => {
    throw new NoJson();
  };
  const isDigit = () => at < text.length && text.charAt(at) >= "0" && text.charAt(at) <= "9";
  const digits = () => {
    if (!isDigit()) {
      fail();
    }
    while (isDigit()) {
      at += 1;
    }
  };

  function value(depth: number): Tree {
    if (depth > MOST_DEPTH) {
      fail();
    }
    blank();
    const character = text.charAt(at);
    if (character === "{") {
      return object(depth);
    }
    if (character === "[") {
      return array(depth);
    }
    if (character === '"') {
      return { kind: "string", value: string() };
    }
    for (const kind of ["null", "true", "false"] as const) {
      if (text.startsWith(kind, at)) {
        at += kind.length;
        return { kind };
      }
    }
    return number();
  }

  function number(): Tree {
    const start = at;
    if (text.charAt(at) === "-") {
      at += 1;
    }
    if (text.charAt(at) === "0") {
      at += 1;
    } else {
      digits();
    }
    if (text.charAt(at) === ".") {
      at += 1;
      digits();
    }
    if (text.charAt(at) === "e" || text.charAt(at) === "E") {
      at += 1;
      if (text.charAt(at) === "+" || text.charAt(at) === "-") {
        at += 1;
      }
      digits();
    }
    return { kind: "number", text: text.slice(start, at) };
  }

  function string(): string {
    if (text.charAt(at) !== '"') {
      fail();
    }
    at += 1;
    const parts: string[] = [];
    let start = at;
    for (;;) {
      const character = text.charAt(at);
      if (character === "" || character < " ") {
        fail();
      }
      if (character === '"') {
        break;
      }
      if (character !== "\\") {
        at += 1;
        continue;
      }
      parts.push(text.slice(start, at));
      const letter = text.charAt(at + 1);
      if (letter === "u") {
        const hex = text.slice(at + 2, at + 6);
        if (!/^[0-9a-fA-F]{4}$/.test(hex)) {
          fail();
        }
        parts.push(String.fromCharCode(Number.parseInt(hex, 16)));
        at += 6;
      } else {
        parts.push(ESCAPES[letter] ?? fail());
        at += 2;
      }
      start = at;
    }
    parts.push(text.slice(start, at));
    at += 1;
    return parts.join("");
  }

  function object(depth: number): Tree {
    const members: [string, Tree][] = [];
    at += 1;
    blank();
    if (text.charAt(at) === "}") {
      at += 1;
      return { kind: "object", members };
    }
    for (;;) {
      blank();
      const name = string();
      blank();
      if (text.charAt(at) !== ":") {
        fail();
      }
      at += 1;
      members.push([name, value(depth + 1)]);
      blank();
      const mark = text.charAt(at);
      at += 1;
      if (mark === "}") {
        return { kind: "object", members };
      }
      if (mark !== ",") {
        fail();
      }
    }
  }

  function array(depth: number): Tree {
    const items: Tree[] = [];
    at += 1;
    blank();
    if (text.charAt(at) === "]") {
      at += 1;
      return { kind: "array", items };
    }
    for (;;) {
      items.push(value(depth + 1));
      blank();
      const mark = text.charAt(at);
      at += 1;
      if (mark === "]") {
        return { kind: "array", items };
      }
      if (mark !== ",") {
        fail();
      }
    }
  }

  try {
    const tree = value(1);
    blank();
    return at === text.length ? tree : null;
  } catch (error) {
    if (error instanceof NoJson) {
      return null;
    }
    throw error;
  }
}

class NoJson extends Error {}
