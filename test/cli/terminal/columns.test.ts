import { type Column, fitTable, tabbedLines } from "../../../src/cli/terminal/columns";
import { fitted, padded, widthOf } from "../../../src/cli/terminal/text-width";

type Row = readonly (string | null)[];

/** A column per header, with what else is given for it. */
function columnsOf(
  ...given: readonly (string | ({ header: string } & Partial<Column<Row>>))[]
): Column<Row>[] {
  return given.map((column, index) => ({
    text: (row) => row[index] ?? null,
    ...(typeof column === "string" ? { header: column } : column),
  }));
}

it("aligns columns, of wide characters too", () => {
  const rows = [
    ["1.manager", "训练", "Running"],
    ["2", "", "Failed"],
    ["3", "cafe\u0301", null],
  ];
  expect(fitTable(columnsOf("ID", "NAME", "STATE"), rows, 80)).toEqual({
    lines: [
      "ID         NAME  STATE",
      "1.manager  训练  Running",
      "2          -     Failed",
      "3          cafe\u0301  -",
    ],
    leftOut: [],
  });
});

it("writes one line per row for a program, whatever the content", () => {
  const columns = columnsOf("A", "B");
  expect(
    tabbedLines(columns, [
      ["a\tb\nc", ""],
      ["\u001b[31mred", "x"],
    ]),
  ).toBe("a b c\t-\nred\tx\n");
  expect(tabbedLines(columns, [])).toBe("");
});

describe("a table that is too wide", () => {
  const columns = columnsOf("ID", { header: "NAME", cutTo: 6, leaveOut: 1 }, "NONE", {
    header: "TIME",
    shortText: () => "10:00",
    leaveOut: 2,
  });
  const rows: Row[] = [["1.manager", "a-long-name", null, "10:00:00"]];
  const at = (width: number) => fitTable(columns, rows, width);

  it.each([
    [38, "1.manager  a-long-name  -     10:00:00", []],
    [37, "1.manager  a-long-name  10:00:00", []],
    [32, "1.manager  a-long-name  10:00:00", []],
    [31, "1.manager  a-long-name  10:00", []],
    [28, "1.manager  a-long-na…  10:00", []],
    [24, "1.manager  a-lon…  10:00", []],
    [23, "1.manager  a-long-name", ["TIME"]],
    [17, "1.manager  a-lon…", ["TIME"]],
    [16, "1.manager", ["TIME", "NAME"]],
    [2, "1.manager", ["TIME", "NAME"]],
  ])("of %i columns loses empty columns, then length of texts, then columns", (width, line, leftOut) => {
    expect([at(width).lines[1], at(width).leftOut]).toEqual([line, leftOut]);
  });

  it("is decorated after it is cut", () => {
    const marked = columnsOf({ header: "NAME", cutTo: 4, decorate: (text) => `<${text}>` });
    expect(fitTable(marked, [["abcdefgh"], ["ab"]], 5).lines).toEqual(["NAME", "<abcd…>", "<ab>"]);
  });
});

describe("the width of a line", () => {
  it.each([
    ["abc", 3],
    ["训练", 4],
    ["cafe\u0301", 4],
    ["👩‍🚀", 2],
    ["", 0],
  ])("of %j is %i", (line, width) => {
    expect(widthOf(line)).toBe(width);
  });

  it("is cut between characters, never within one", () => {
    expect([4, 3, 2, 1, 0].map((width) => fitted("训练集", width))).toEqual(["训…", "训…", "…", "…", ""]);
    expect(fitted("cafe\u0301s", 5)).toBe("cafe\u0301s");
    expect(fitted("cafe\u0301 noir", 5)).toBe("cafe\u0301…");
    expect(padded("训练", 6)).toBe("训练  ");
  });
});
