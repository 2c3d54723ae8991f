import { plainLine } from "../../base/plain-text";
import { fitted, padded, widthOf } from "./text-width";

const ABSENT = "-";
/** Blanks between two columns. */
const GAP = 2;

/** A column of a table for a person. */
export interface Column<Row> {
  header: string;
  /** The text of a row; `null` or blank where there is none. */
  text: (row: Row) => string | null;
  /** A shorter form, for a narrow terminal. @default none */
  shortText?: (row: Row) => string | null;
  /** Texts are cut to this number of columns where the table is too wide. @default never */
  cutTo?: number;
  /** Columns with a higher number are left out first; without one, a column always stays. */
  leaveOut?: number;
  /** Decorates a text that has its final width, as with a colour. @default nothing */
  decorate?: (text: string, row: Row) => string;
}

/** A table that was fitted to a width. */
export interface FittedTable {
  /** The header and a line per row. */
  lines: string[];
  /** Headers of the columns with content that did not fit. */
  leftOut: string[];
}

/**
 * Formats rows as aligned columns under a header, in at most `width` columns of the terminal where that is possible. Each
 * text becomes one line that is safe on a terminal.
 *
 * A table that is too wide loses its empty columns first; then texts take their short forms; then texts are cut; then
 * whole columns go.
 */
export function fitTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width: number,
): FittedTable {
  const shown = columns.map((column) => measured(column, rows, column.text));
  let fitting = widthOfAll(shown) <= width ? shown : shown.filter(({ isEmpty }) => !isEmpty);
  if (widthOfAll(fitting) > width) {
    fitting = fitting.map((each) => {
      const { column } = each;
      return column.shortText === undefined ? each : measured(column, rows, column.shortText);
    });
  }
  const leftOut: string[] = [];
  for (;;) {
    const excess = widthOfAll(fitting) - width;
    const cut = excess > 0 ? cutBy(fitting, excess) : fitting;
    const last = widthOfAll(cut) > width ? leastNeeded(cut) : null;
    if (last === null) {
      return { lines: linesOf(cut, rows), leftOut };
    }
    leftOut.push(last.header);
    fitting = fitting.filter(({ column }) => column !== last);
  }
}

/** The same rows for a program: one line per row, with tabs between the texts. No text contains a tab. */
export function tabbedLines<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  return rows.map((row) => `${columns.map(({ text }) => shownText(text(row))).join("\t")}\n`).join("");
}

interface Measured<Row> {
  column: Column<Row>;
  /** The text of each row. */
  texts: string[];
  isEmpty: boolean;
  width: number;
}

function measured<Row>(
  column: Column<Row>,
  rows: readonly Row[],
  text: (row: Row) => string | null,
): Measured<Row> {
  const texts = rows.map((row) => shownText(text(row)));
  const isEmpty = texts.every((each) => each === ABSENT);
  return { column, texts, isEmpty, width: widest([column.header, ...texts]) };
}

function shownText(text: string | null): string {
  return plainLine(text ?? "") || ABSENT;
}

function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, widthOf(text)), 0);
}

function widthOfAll<Row>(columns: readonly Measured<Row>[]): number {
  return columns.reduce((sum, { width }) => sum + width + GAP, -GAP);
}

/** Narrows the columns that may be cut, the widest first, by `excess` in all if possible. */
function cutBy<Row>(columns: readonly Measured<Row>[], excess: number): Measured<Row>[] {
  const widths = columns.map(({ width }) => width);
  const room = ({ column }: Measured<Row>, index: number) =>
    column.cutTo === undefined ? 0 : (widths[index] ?? 0) - Math.max(column.cutTo, widthOf(column.header));
  for (let left = excess; left > 0; left -= 1) {
    const [widestFirst] = columns
      .map((column, index) => ({ index, room: room(column, index) }))
      .filter((each) => each.room > 0)
      .sort((a, b) => (widths[b.index] ?? 0) - (widths[a.index] ?? 0));
    if (widestFirst === undefined) {
      break;
    }
    widths[widestFirst.index] = (widths[widestFirst.index] ?? 0) - 1;
  }
  return columns.map((column, index) => ({ ...column, width: widths[index] ?? 0 }));
}

function leastNeeded<Row>(columns: readonly Measured<Row>[]): Column<Row> | null {
  const [last] = columns
    .flatMap(({ column }) => (column.leaveOut === undefined ? [] : [column]))
    .sort((a, b) => (b.leaveOut ?? 0) - (a.leaveOut ?? 0));
  return last ?? null;
}

function linesOf<Row>(columns: readonly Measured<Row>[], rows: readonly Row[]): string[] {
  const last = columns.length - 1;
  const cell = (text: string, width: number, index: number) =>
    index === last ? fitted(text, width) : padded(fitted(text, width), width);
  const gap = " ".repeat(GAP);
  return [
    columns.map(({ column, width }, index) => cell(column.header, width, index)).join(gap),
    ...rows.map((row, rowIndex) =>
      columns
        .map(({ column, texts, width }, index) => {
          const text = cell(texts[rowIndex] ?? "", width, index);
          return column.decorate === undefined ? text : column.decorate(text, row);
        })
        .join(gap),
    ),
  ];
}
