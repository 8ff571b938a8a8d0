// The bounds of what is read as YAML: nothing made to be costly is, and nothing that somebody means is refused.

import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { parseDocument, stringify } from "yaml";
import { most } from "../../src/yaml/bounds.ts";
import { parseYaml, type YamlText } from "../../src/yaml/parse.ts";
import { amount } from "../support/endurance/amount.ts";

const filled = (text: string, length = 50_000): string => text.repeat(Math.floor(length / text.length));
const many = (count: number, each: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => each(n)).join("");
const first = (text: string): string => firstOf(parseYaml(text));
const firstOf = ({ mistakes, place }: YamlText): string => {
  const [mistake] = mistakes;
  if (mistake === undefined) return "fine";
  const { line, column } = place(mistake.at);
  return `${line}:${column}: ${mistake.problem}${mistake.remedy === undefined ? "" : `. ${mistake.remedy}.`}`;
};

const nested = "there are more than 100 values within one another. nest less deeply.";
const named = "there are more than 5,000 anchors and aliases. write out what they stand for.";
const tooMuch = "values, each alias counted as what it stands for. write less, split it, or use fewer aliases.";

// Some tens of thousands of characters each, of which some took seconds.
const costly: Readonly<Record<string, readonly [text: string, found: string]>> = {
  "double quotes": [filled('"'), "Unexpected double-quoted-scalar at node end"],
  "single quotes": [filled("'"), "fine"],
  "quoted words": [filled('"a" '), "Unexpected double-quoted-scalar at node end"],
  "quoted words in a list": [`[${filled('"')}]`, "1:4: Missing , or : between flow sequence items"],
  anchors: [filled("&a "), named],
  aliases: [filled("*a "), named],
  "anchors of a list": [many(10_000, (n) => `- &a${n} 1\n`), named],
  tags: [filled("!a "), "1:4: A node can have at most one tag"],
  "tags, one a line": [filled("!a\n"), "2:1: A node can have at most one tag"],
  "lists that are never closed": [filled("["), `1:101: ${nested}`],
  "mappings that are never closed": [filled('{"a":'), `1:501: ${nested}`],
  "lists that are never opened": [filled("]"), "1:1: Unexpected flow-seq-end token"],
  "lists on one line": [filled("- "), nested],
  "lists by indentation": [many(400, (n) => `${" ".repeat(n)}-\n`), nested],
  "mappings by indentation": [many(400, (n) => `${" ".repeat(n)}a:\n`), nested],
  "keys on one line": [filled("a: "), nested],
  colons: [filled(": "), nested],
  "question marks": [filled("?\n"), "Map keys must be unique"],
  commas: [`[${filled(",")}`, "Unexpected , in flow sequence"],
  "keys of one mapping": [
    many(20_001, (n) => `k${n}:\n`),
    "20001:1: there are more than 20,000 keys in one mapping. write a list, or fewer.",
  ],
  "keys that may be": [many(10_000, (n) => `k${n}: 1\n`), "fine"],
  "keys in braces": [`{${many(10_000, (n) => `k${n}: 1,`)}}`, "fine"],
  "one key": [filled("a: 1\n"), "2:1: Map keys must be unique"],
  "members of a set": [`!!set\n${many(10_000, (n) => `? k${n}\n`)}`, "fine"],
  "an ordered mapping": [`!!omap\n${many(10_000, (n) => `- k${n}: 1\n`)}`, "fine"],
  "lists as keys": [many(10_000, (n) => `? [${n}]\n`), "1:3: a list or a mapping is no key"],
  documents: [filled("---\n"), "there is more than one document"],
  "ends of documents": [filled("...\n"), "there is more than one document"],
  directives: [filled("%YAML 1.2\n"), "Missing directives-end"],
  "empty lines": [`a: |\n${filled("\n")}`, "fine"],
  comments: [`[${filled(" #\n")}]`, "fine"],
  laughs: [`- &a0 [x,x]\n${many(60, (n) => `- &a${n + 1} [*a${n}, *a${n}]\n`)}`, tooMuch],
  "laughs in a row": [`- &a [${filled("x,", 2_000)}]\n${filled("- *a\n", 1_500)}`, tooMuch],
  "an alias of itself": ["&a [*a]", "1:5: the alias a stands within what it names"],
  "an alias of nothing": ["a: *b", "1:4: Unresolved alias (the anchor must be set before the alias): b"],
};

test.each(Object.entries(costly))("%s: read or refused at once", (_what, [text, found]) => {
  const before = process.cpuUsage();
  const read = parseYaml(text);
  if (read.mistakes.length === 0) read.document?.toJS({ maxAliasCount: -1 });
  const { user, system } = process.cpuUsage(before);
  expect(firstOf(read)).toContain(found);
  expect((user + system) / 1_000).toBeLessThan(1_500);
});

test("a text at the bound of tokens takes a time that goes with its length", () => {
  const before = process.cpuUsage();
  expect(first(filled('"', most.length))).toMatch(
    /: there are more than 500,000 words and marks\. write less, or split it\.$/,
  );
  expect(first(filled('"a"\n', most.length + 4))).toBe("1:1: it is longer than 2 MiB. write less, or split it.");
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000).toBeLessThan(6_000);
});

describe("within the bounds", () => {
  const value = fc.jsonValue({ maxDepth: 5 });
  it("any value is read as it was written", () => {
    fc.assert(
      fc.property(value, fc.constantFrom("yaml", "json"), (written, as) => {
        const text = as === "json" ? JSON.stringify(written) : stringify(written);
        const { mistakes, document } = parseYaml(text);
        expect(mistakes).toEqual([]);
        expect(document?.toJS({ maxAliasCount: -1 })).toEqual(parseDocument(text).toJS());
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
        const { mistakes, document } = parseYaml(text);
        if (own.length > 0) expect(mistakes[0]).toMatchObject({ at: own[0]?.pos[0], problem: own[0]?.message });
        else if (mistakes.length === 0) {
          expect(alone.errors).toEqual([]);
          expect(document?.toJS({ maxAliasCount: -1 })).toEqual(alone.toJS());
        } else if (alone.errors.length === 0) {
          expect(mistakes[0]?.problem).toMatch(/^(a list or a mapping is no key|the alias x stands|Unresolved alias)/);
        }
      }),
      { numRuns: amount(100, 500) },
    );
  });

  it("an alias may be used often, and a key may be one", () => {
    const text = `- &steps [ a ]\n- &key k\n${"- *steps\n".repeat(2_000)}- { *key : 1 }\n`;
    expect(first(text)).toBe("fine");
    expect(parseYaml(text).document?.toJS({ maxAliasCount: -1 })).toHaveLength(2_003);
  });
});
