import { readFileSync } from "node:fs";
import path from "node:path";
import { tableMarkdown } from "../../bench/markdown";
import { replacePart } from "../../bench/marked-part";
import { PARTS } from "../../bench/options";

const PAGE = readFileSync(path.resolve(__dirname, "../../../docs/performance.md"), "utf8");

test("a part of the page is replaced, and all else stays", () => {
  const page =
    "before\n<!-- bench: plans -->\nold\n<!-- end: plans -->\nafter\n<!-- bench: waits -->\n<!-- end: waits -->\n";
  expect(replacePart(page, "plans", "new $& 1\n")).toBe(page.replace("old", () => "new $& 1"));
});

test.each(PARTS)("the page has a place for %s, which can be written again and again", (part) => {
  const once = replacePart(PAGE, part, "| a |");
  expect(once).not.toBe(PAGE);
  expect(replacePart(once, part, "| a |")).toBe(once);
});

test("a page without the place is refused", () => {
  expect(() => replacePart("<!-- bench: plans -->", "plans", "")).toThrow('no place for "plans"');
});

test("a table has its figures to the right", () => {
  expect(tableMarkdown({ title: "Times", columns: ["what", "ms"], rows: [["a", "1"]] })).toBe(
    "Times:\n\n| what | ms |\n| --- | ---: |\n| a | 1 |",
  );
});
