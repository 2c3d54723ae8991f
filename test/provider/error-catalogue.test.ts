import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { ERROR_CATALOGUE, TERRAFORMS_OWN } from "../../src/provider/error-catalogue";

const SRC = path.resolve(__dirname, "../../src");

/** They pass on a title that was given elsewhere. */
const PASSED_ON = ["plugin/rpc/diagnostic-to-proto.ts", "plugin/rpc/guard.ts", "provider/ehpc-diagnostic.ts"];

const catalogue = ERROR_CATALOGUE.flatMap(({ entries }) => entries.map(({ title }) => title));
const files = ["provider", "plugin"].flatMap((room) =>
  readdirSync(path.join(SRC, room), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.includes("generated/"))
    .map((name) => `${room}/${name}`),
);
const found = files.flatMap((file) => titlesIn(file).map((title) => ({ file, title })));

test("every title of a diagnostic in the code is in the catalogue", () => {
  expect(found.length).toBeGreaterThan(50);
  expect(found.filter(({ title }) => title !== null && !catalogue.includes(title))).toEqual([]);
});

test("a title is written out where the diagnostic is made, so that this test sees it", () => {
  const unseen = found.filter(({ title }) => title === null).map(({ file }) => file);
  expect([...new Set(unseen)].sort()).toEqual(PASSED_ON);
});

test("every title of the catalogue is in the code, and in the catalogue once", () => {
  const inCode = new Set(found.map(({ title }) => title));
  expect(catalogue.filter((title) => !inCode.has(title))).toEqual([]);
  expect(catalogue).toEqual([...new Set(catalogue)]);
});

test.each([...ERROR_CATALOGUE, TERRAFORMS_OWN].flatMap(({ entries }) => entries))(
  "$title has a cause and a cure in sentences",
  ({ cause, cure }) => {
    for (const text of [cause, cure]) {
      expect(text).toMatch(/^[A-Z[`].*\.$/s);
    }
  },
);

/** The titles of the diagnostics that a file makes; `null` for one that is not written out. */
function titlesIn(file: string): (string | null)[] {
  const text = readFileSync(path.join(SRC, file), "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const titles: (string | null)[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const named = (name: string) => node.properties.find((each) => each.name?.getText() === name);
      const summary = named("summary");
      // With a description, it is the summary of a function.
      if (summary !== undefined && named("description") === undefined) {
        titles.push(...(ts.isPropertyAssignment(summary) ? textsOf(summary.initializer) : [null]));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return titles;
}

function textsOf(expression: ts.Expression): (string | null)[] {
  if (ts.isConditionalExpression(expression)) {
    return [...textsOf(expression.whenTrue), ...textsOf(expression.whenFalse)];
  }
  return [ts.isStringLiteral(expression) ? expression.text : null];
}
