// The bounds of what is read as YAML: nothing made to be costly is, and nothing that somebody means is refused.

import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { parseDocument, stringify } from "yaml";
import { limits, parseYaml, type YamlText } from "../../src/yaml/parse.ts";
import { amount } from "../support/endurance/amount.ts";

/** In `npm run endurance` an eighth of what a text may have. */
const nearly = limits.length / amount(32, 8);
const filled = (text: string, length = nearly): string => text.repeat(Math.floor(length / text.length));
const many = (each: (n: number) => string, length = nearly): string => {
  let text = "";
  for (let n = 0; text.length < length; n++) text += each(n);
  return text.slice(0, text.lastIndexOf("\n", length) + 1 || length);
};
const first = (text: string): string => firstOf(parseYaml(text));
const firstOf = ({ mistakes, place }: YamlText): string => {
  const [mistake] = mistakes;
  if (mistake === undefined) return "fine";
  const { line, column } = place(mistake.at);
  return `${line}:${column}: ${mistake.problem}${mistake.remedy === undefined ? "" : `. ${mistake.remedy}.`}`;
};

const nested = "there are more than 100 values within one another. nest less deeply.";
const tooMuch = "there are more than 250,000 values, each alias counted as the value that it names.";
const aliases = "1:1: there are more than 1,000 aliases. write out what they stand for.";

const costly: Readonly<Record<string, readonly [text: string, found: string]>> = {
  "double quotes": [filled('"'), "Unexpected double-quoted-scalar at node end"],
  "single quotes": [filled("'"), "fine"],
  "quoted words": [filled('"a" '), "Unexpected double-quoted-scalar at node end"],
  "quoted words in a list": [`[${filled('"')}`, "1:4: Missing , or : between flow sequence items"],
  anchors: [filled("&a "), "1:4: A node can have at most one anchor"],
  aliases: [filled("*a "), "Unexpected"],
  "anchors of a list": [many((n) => `- &a${n} 1\n`), "fine"],
  "aliases of a list": [`- &a 1\n${filled("- *a\n")}`, aliases],
  "anchors and aliases": [many((n) => `- &a${n} 1\n- *a${n}\n`), aliases],
  tags: [filled("!a "), "1:4: A node can have at most one tag"],
  "tags, one a line": [filled("!a\n"), "2:1: A node can have at most one tag"],
  "lists that are never closed": [filled("["), nested],
  "mappings that are never closed": [filled('{"a":'), nested],
  "lists that are never opened": [filled("]"), "1:1: Unexpected flow-seq-end token"],
  "lists on one line": [filled("- "), nested],
  "lists by indentation": [many((n) => `${" ".repeat(n)}-\n`), nested],
  "mappings by indentation": [many((n) => `${" ".repeat(n)}a:\n`), nested],
  "keys on one line": [filled("a: "), nested],
  colons: [filled(": "), nested],
  "question marks": [filled("?\n"), "Map keys must be unique"],
  commas: [`[${filled(",")}`, "Unexpected , in flow sequence"],
  "keys of one mapping": [many((n) => `k${n}:\n`), "fine"],
  "keys in braces": [`{\n${many((n) => `k${n}: 1,\n`)}}`, "fine"],
  "one key": [filled("a: 1\n"), "2:1: Map keys must be unique"],
  "members of a set": [`!!set\n${many((n) => `? k${n}\n`)}`, "fine"],
  "an ordered mapping": [`!!omap\n${many((n) => `- k${n}: 1\n`)}`, "fine"],
  "lists as keys": [many((n) => `? [${n}]\n`), "fine"],
  documents: [filled("---\n"), "there is more than one document"],
  "ends of documents": [filled("...\n"), "there is more than one document"],
  directives: [filled("%YAML 1.2\n"), "Missing directives-end"],
  "empty lines": [`a: |\n${filled("\n")}`, "fine"],
  comments: [`[${filled(" #\n")}]`, "fine"],
  items: [`[${filled("1,", 600_000)}]`, tooMuch],
  laughs: [`- &a0 [x,x]\n${many((n) => `- &a${n + 1} [*a${n}, *a${n}]\n`, 1_000)}`, tooMuch],
  "laughs in a row": [`- &a [${filled("x,", 2_000)}]\n${filled("- *a\n", 4_500)}`, tooMuch],
  "an alias of itself": ["&a [*a]", tooMuch],
  "an alias of nothing": ["a: *b", "1:4: Unresolved alias (the anchor must be set before the alias): b"],
};

test.each(Object.entries(costly))("%s: read or refused at once", (_what, [text, result]) => {
  const before = process.cpuUsage();
  const read = parseYaml(text);
  const { user, system } = process.cpuUsage(before);
  expect(firstOf(read)).toContain(result);
  expect((user + system) / 1_000).toBeLessThan(4_000);
});

test("a text at the bound takes a time that goes with its length", () => {
  const before = process.cpuUsage();
  expect(first(`[${filled(",", limits.length - 1)}`)).toContain("Unexpected , in flow sequence");
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000).toBeLessThan(12_000);
});

test("a longer text is not read", () => {
  expect(first(filled('"a"\n', limits.length + 4))).toBe("1:1: it is longer than 1 MiB. write less, or split it.");
});

describe("within the bounds", () => {
  const written = fc.jsonValue({ maxDepth: 5 });
  it("any value is read as it was written", () => {
    fc.assert(
      fc.property(written, fc.constantFrom("yaml", "json"), (data, as) => {
        const text = as === "json" ? JSON.stringify(data) : stringify(data);
        const { mistakes, value } = parseYaml(text);
        expect(mistakes).toEqual([]);
        expect(value).toEqual(parseDocument(text).toJS());
      }),
    );
  });

  it("a text is refused only where the parser alone refuses it, and for the same reason", () => {
    const word = fc.constantFrom(
      "a",
      "b: ",
      ": ",
      "- ",
      "\n",
      "  ",
      "[",
      "]",
      "{",
      "}",
      ",",
      '"',
      "'",
      "&x ",
      "*x ",
      "!t ",
      "#",
      "|\n",
      "? ",
      "---\n",
      "1",
      "\t",
      "%",
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 25 }), (words) => {
        const text = words.join("");
        const alone = parseDocument(text, { prettyErrors: false, logLevel: "error" });
        const own = alone.errors.filter(({ code }) => code !== "DUPLICATE_KEY" && code !== "MULTIPLE_DOCS");
        const { mistakes, value } = parseYaml(text);
        if (own.length > 0) expect(mistakes[0]).toMatchObject({ at: own[0]?.pos[0], problem: own[0]?.message });
        else if (mistakes.length === 0) {
          expect(alone.errors).toEqual([]);
          expect(value).toEqual(alone.toJS());
        } else if (alone.errors.length === 0) {
          expect(mistakes[0]?.problem).toMatch(/^(there are more than 250,000 values|Unresolved alias)/);
        }
      }),
      { numRuns: amount(100, 500) },
    );
  });

  it("an alias may be used often, and a key may be one", () => {
    const text = `- &steps [ a ]\n- &key k\n${"- *steps\n".repeat(900)}- { *key : 1 }\n`;
    expect(first(text)).toBe("fine");
    expect(parseYaml(text).value).toHaveLength(903);
  });
});
