// Guides that show files of examples/.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** A block of code behind the comment that names its file. */
const BLOCK = /(<!-- examples\/(\S+) -->\n\n```\w*\n).*?^(```\n)/gms;

/** Puts the files of examples/ that guides name into them: the tests run the files, and the guides show what was run. */
export function fillGuides(root) {
  const folder = path.join(root, "docs/guides");
  for (const name of readdirSync(folder)) {
    const page = readFileSync(path.join(folder, name), "utf8");
    const filled = page.replace(BLOCK, (_, head, file, tail) => {
      const text = readFileSync(path.join(root, "examples", file), "utf8");
      return `${head}${text.trimEnd()}\n${tail}`;
    });
    writeFileSync(path.join(folder, name), filled);
  }
}
