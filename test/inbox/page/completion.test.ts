import { describe, expect, it } from "vitest";
import schema from "../../../schemas/scenario.schema.json";
import { schemaWords } from "../../../src/inbox/page/views/scenarios/schema-words.ts";
import { yamlPlace } from "../../../src/inbox/page/views/scenarios/yaml-path.ts";

/** The cursor is where `|` stands. */
function place(text: string) {
  const at = text.indexOf("|");
  return yamlPlace(text.replace("|", ""), at);
}

describe("where the cursor stands in a scenario", () => {
  const cases: readonly (readonly [text: string, path: readonly string[], word: string])[] = [
    ["sc|", [], "sc"],
    ["scenario: a\nru|", [], "ru"],
    ["rules:\n  - wh|", ["rules", "[]"], "wh"],
    ["rules:\n- wh|", ["rules", "[]"], "wh"],
    ["rules:\n  - rule: a\n    wh|", ["rules", "[]"], "wh"],
    ["rules:\n  - rule: a\n    when: { op|", ["rules", "[]", "when"], "op"],
    ["rules:\n  - rule: a\n    when: { provider: mensagem, operation: se|", ["rules", "[]", "when", "operation"], "se"],
    ["rules:\n  - rule: a\n    when: { provider: [a, b], op|", ["rules", "[]", "when"], "op"],
    ["rules:\n  - rule: a\n    when:\n      op|", ["rules", "[]", "when"], "op"],
    [
      "rules:\n  - rule: a\n    when: {}\n    then: [ callbacks: { lo|",
      ["rules", "[]", "then", "[]", "callbacks"],
      "lo",
    ],
    ["rules:\n  - rule: a\n    then:\n      - an|", ["rules", "[]", "then", "[]"], "an"],
    ["rules:\n  - rule: a\n    then:\n      - delay: 1s\n      - an|", ["rules", "[]", "then", "[]"], "an"],
    ["clock: ma|", ["clock"], "ma"],
    ["# rules:\nabout: 'x: {'\ncl|", [], "cl"],
  ];
  it.each(cases)("%j", (text, path, word) => {
    expect(place(text)).toMatchObject({ path, word });
  });
});

describe("what fits there, by the schema", () => {
  const words = (text: string) => schemaWords(schema, place(text).path).map((word) => word.word);

  it("offers the keys of a scenario, a rule, a condition and a step", () => {
    expect(words("|")).toEqual(expect.arrayContaining(["scenario", "about", "rules", "seed", "clock"]));
    expect(words("rules:\n  - |")).toEqual(expect.arrayContaining(["rule", "when", "then"]));
    expect(words("rules:\n  - when: { |")).toEqual(expect.arrayContaining(["provider", "operation", "to", "nth"]));
    expect(words("rules:\n  - then:\n      - |")).toEqual(expect.arrayContaining(["answer", "delay", "life"]));
  });

  it("offers words for a value", () => {
    expect(words("clock: |")).toEqual(expect.arrayContaining(["manual", "real"]));
  });

  it("offers nothing where nothing is known", () => {
    expect(words("nonsense: { more: |")).toEqual([]);
  });
});
