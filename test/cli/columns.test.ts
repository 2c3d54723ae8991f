import { alignedColumns, tabbedLines } from "../../src/cli/columns";

it("aligns columns, of wide characters too", () => {
  expect(
    alignedColumns(
      ["ID", "NAME", "STATE"],
      [
        ["1.manager", "训练", "Running"],
        ["2", "", "Failed"],
        ["3", "cafe\u0301", ""],
      ],
    ),
  ).toBe(
    [
      "ID         NAME  STATE",
      "1.manager  训练  Running",
      "2          -     Failed",
      "3          cafe\u0301  -",
      "",
    ].join("\n"),
  );
});

it("writes one line per row for a program, whatever the content", () => {
  expect(
    tabbedLines([
      ["a\tb\nc", ""],
      ["\u001b[31mred", "x"],
    ]),
  ).toBe("a b c\t-\nred\tx\n");
  expect(tabbedLines([])).toBe("");
});
