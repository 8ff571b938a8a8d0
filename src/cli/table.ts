import { printable } from "./printable.ts";
import type { Terminal } from "./terminal.ts";
import { cut, widthOf } from "./width.ts";

export interface Column {
  readonly title: string;
  readonly right?: true;
  /** Gives way where the terminal is narrow, before any other does. */
  readonly gives?: true;
  /** Shown only where there is much room. */
  readonly wide?: true;
  /** Columns it takes from the start: tables that grow line by line stay aligned. */
  readonly least?: number;
}

const gap = "  ";
const leastGiven = 8;
const muchRoom = 120;

/** An aligned table that fits the terminal. Rows may be added later (`--follow`); cells are made printable here. */
export class TextTable {
  readonly #terminal: Terminal;
  readonly #visible: readonly number[];
  readonly #columns: readonly Column[];
  readonly #widths: number[];
  #begun = false;

  constructor(terminal: Terminal, columns: readonly Column[]) {
    const room = terminal.columns ?? muchRoom;
    this.#terminal = terminal;
    this.#visible = columns.flatMap(({ wide }, index) => (wide && room < muchRoom ? [] : [index]));
    this.#columns = columns.filter(({ wide }) => !wide || room >= muchRoom);
    this.#widths = this.#columns.map(({ title, least = 0 }) => Math.max(least, title.length));
  }

  /** The title comes with the first rows. */
  add(rows: readonly (readonly string[])[]): void {
    const cells = rows.map((row) => this.#visible.map((index) => printable(row[index] ?? "")));
    for (const row of cells) {
      for (const [index, cell] of row.entries()) {
        this.#widths[index] = Math.max(this.#widths[index] ?? 0, widthOf(cell));
      }
    }
    const widths = this.#fitted();
    const lines = this.#begun ? cells : [this.#columns.map(({ title }) => title), ...cells];
    this.#begun = true;
    this.#terminal.out(lines.map((line) => `${this.#line(line, widths)}\n`).join(""));
  }

  #fitted(): readonly number[] {
    const { columns } = this.#terminal;
    const widths = [...this.#widths];
    if (columns === null) return widths;
    const over = (): number =>
      widths.reduce((sum, width) => sum + width, 0) + gap.length * (widths.length - 1) - columns;
    for (const [index, { gives }] of this.#columns.entries()) {
      const width = widths[index] ?? 0;
      if (gives && over() > 0) widths[index] = Math.max(Math.min(width, leastGiven), width - over());
    }
    return widths;
  }

  #line(cells: readonly string[], widths: readonly number[]): string {
    const { columns } = this.#terminal;
    const padded = this.#columns.map(({ right }, index) => {
      const width = widths[index] ?? 0;
      const cell = columns === null ? (cells[index] ?? "") : cut(cells[index] ?? "", width);
      const blanks = " ".repeat(Math.max(0, width - widthOf(cell)));
      return right ? blanks + cell : cell + blanks;
    });
    const line = padded.join(gap).trimEnd();
    return columns === null ? line : cut(line, columns);
  }
}

/** Names and values, one pair a line; what has no value is left out. */
export function pairs(terminal: Terminal, values: Readonly<Record<string, string | undefined>>): void {
  const given = Object.entries(values).filter(
    (pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== "",
  );
  const width = Math.max(0, ...given.map(([name]) => name.length));
  for (const [name, value] of given) terminal.out(`${name.padEnd(width)}${gap}${printable(value)}\n`);
}
