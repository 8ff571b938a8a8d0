import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inertJson, jsonText, printable, printableLines } from "../../src/cli/printable.ts";
import { pairs, TextTable } from "../../src/cli/table.ts";
import type { Terminal } from "../../src/cli/terminal.ts";
import { cut, widthOf } from "../../src/cli/width.ts";

function paper(columns: number | null): Terminal & { text: string } {
  return {
    text: "",
    columns,
    out(text) {
      this.text += String(text);
    },
    err() {},
    read: async () => "",
    onClosed() {},
  };
}

/** Characters that a terminal obeys or shows otherwise than they were written. */
const dangerous =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/u;
const hostile = fc.array(
  fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      "\u2065",
      "\x1b[2J",
      "\x1b]0;title\x07",
      "\x9b31m",
      "\u202e",
      "\r\n",
      "\t",
      "\u2028",
      "\ud800",
      "👩‍👩‍👧",
      "漢字",
      "é",
    ),
  ),
);
const text = hostile.map((parts) => parts.join(""));

describe("hostile text", () => {
  it("never reaches a terminal raw", () => {
    expect(printable("a\x1b[31mb\x9b2J\u202egnp.exe\nzeile\t\x7f")).toBe(
      "a\\x1b[31mb\\x9b2J\\u{202e}gnp.exe\\nzeile\\t\\x7f",
    );
    fc.assert(
      fc.property(text, (given) => {
        expect(printable(given)).not.toMatch(dangerous);
        expect(printable(given)).not.toMatch(/[\n\t]/);
        expect(printableLines(given)).not.toMatch(dangerous);
      }),
    );
  });

  it("stands in JSON escaped, and means the same", () => {
    fc.assert(
      fc.property(text, (given) => {
        const json = jsonText({ given });
        expect(json).not.toMatch(dangerous);
        expect(json).not.toMatch(/[\n\t]/);
        expect(JSON.parse(json)).toEqual({ given });
      }),
    );
    expect(inertJson('{"a":\n"\x9b"}\n')).toBe('{"a":\n"\\u009b"}\n');
  });

  it("keeps what people write: accents, emoji and their families", () => {
    expect(printable("Olá, você 👩‍👩‍👧 – 漢字 €")).toBe("Olá, você 👩‍👩‍👧 – 漢字 €");
  });
});

describe("a table", () => {
  const columns = [{ title: "#", right: true }, { title: "to" }, { title: "text", gives: true }] as const;

  it("is aligned, and gives way where the terminal is narrow", () => {
    const wide = paper(null);
    new TextTable(wide, columns).add([
      ["1", "5511999990001", "漢字 and more of it"],
      ["22", "55", "b"],
    ]);
    expect(wide.text).toBe(" #  to             text\n 1  5511999990001  漢字 and more of it\n22  55             b\n");
    const narrow = paper(32);
    new TextTable(narrow, columns).add([["1", "5511999990001", "漢字 and more of it"]]);
    expect(narrow.text).toBe("#  to             text\n1  5511999990001  漢字 and more…\n");
  });

  it("leaves columns out that need much room", () => {
    const rows = [["1", "x", "y"]];
    const some = [{ title: "a" }, { title: "b", wide: true }, { title: "c" }] as const;
    const [small, large] = [paper(80), paper(200)];
    new TextTable(small, some).add(rows);
    new TextTable(large, some).add(rows);
    expect([small.text, large.text]).toEqual(["a  c\n1  y\n", "a  b  c\n1  x  y\n"]);
  });

  it("has its title once, also when rows come later", () => {
    const page = paper(80);
    const table = new TextTable(page, columns);
    table.add([]);
    table.add([["1", "a", "b"]]);
    expect(page.text).toBe("#  to  text\n1  a   b\n");
  });

  it("is never wider than the terminal, whatever is in it", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text, text)), fc.integer({ min: 10, max: 120 }), (rows, width) => {
        const page = paper(width);
        new TextTable(page, columns).add(rows);
        const lines = page.text.slice(0, -1).split("\n");
        expect(lines).toHaveLength(rows.length + 1);
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
        expect(page.text).not.toMatch(dangerous);
      }),
    );
  });
});

describe("names and values", () => {
  it("are aligned; what has none is left out", () => {
    const page = paper(80);
    pairs(page, { id: "a\nb", text: undefined, long: "", status: "sent" });
    expect(page.text).toBe("id      a\\nb\nstatus  sent\n");
  });
});

describe("the width of a text", () => {
  it.each([
    ["Oi", 2],
    ["Olá", 3],
    ["Ola\u0301", 3],
    ["漢字", 4],
    ["👍", 2],
    ["👩‍👩‍👧", 2],
    ["🇧🇷", 2],
    ["한글", 4],
    ["ｆｕｌｌ", 8],
  ])("of %s is %i", (given, columns) => expect(widthOf(given)).toBe(columns));

  it("is kept when it is cut", () => {
    expect([cut("abcdef", 4), cut("漢字漢字", 6), cut("漢字漢字", 5), cut("ab", 2), cut("abc", 0)]).toEqual([
      "abc…",
      "漢字…",
      "漢字…",
      "ab",
      "",
    ]);
  });
});
