import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../support/workspace";

const text = readFileSync(join(ROOT, "CONTRIBUTING.md"), "utf8");

/** The rows of the table below a heading, without the names of the columns. */
function rowsBelow(heading: string): string[] {
  const [, section = ""] = text.split(`## ${heading}\n`);
  return (section.split("\n## ")[0] ?? "")
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .slice(2);
}

/** What stands in backquotes and is a path from the repository's root. */
function pathsIn(part: string): string[] {
  return [...part.matchAll(/`((?:src|test|scripts|tools|examples|findings)\/[^`]*)`/g)].map(
    ([, path = ""]) => path,
  );
}

test("every room that CONTRIBUTING.md names is there", () => {
  const rooms = pathsIn(rowsBelow("The rooms").join("\n"));
  expect(rooms.length).toBeGreaterThan(10);
  expect(rooms.filter((room) => !existsSync(join(ROOT, room)))).toEqual([]);
});

test.each(rowsBelow("Where to change what"))("the files of the task are there: %s", (row) => {
  const paths = pathsIn(row);
  expect(paths.length).toBeGreaterThan(1);
  expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});
