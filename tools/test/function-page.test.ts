import { execFileSync } from "node:child_process";
import { ROOT } from "../../test/support/workspace";

/** A page, made by the script that `npm run generate` uses: an ES module, so in a process of its own. */
function pageOf(signature: object): string {
  const program = `
    import { functionPage } from "./tools/generate/function-page.mjs";
    const signature = ${JSON.stringify(signature)};
    process.stdout.write(functionPage({ name: "sample", called: "repeated", signature, example: "# shown" }));`;
  return execFileSync(process.execPath, ["--input-type=module", "-e", program], {
    cwd: ROOT,
    encoding: "utf8",
  });
}

test("the page of a function has its signature, its arguments in order and its example", () => {
  const page = pageOf({
    summary: "Repeats a text.",
    description: "Gives a text `times` times.",
    return_type: ["list", "string"],
    parameters: [
      { name: "text", type: "string", description: "What to repeat." },
      { name: "times", type: "number", description: "How often." },
    ],
  });
  expect(page).toContain('page_title: "repeated function - sample"');
  expect(page).toContain("description: |-\n  Repeats a text.\n");
  expect(page).toContain("```terraform\n# shown\n```");
  expect(page).toContain("repeated(text string, times number) list of string");
  expect(page).toContain("1. `text` (String) What to repeat.\n2. `times` (Number) How often.");
  expect(page).toContain("The result is of type List of String.");
});

test("an object is named as one", () => {
  const object = ["object", { a: "string" }];
  const page = pageOf({ summary: "", description: "", return_type: object, parameters: [] });
  expect(page).toContain("repeated() object");
});
