import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canGsm, gsmCost } from "../../src/core/gsm.ts";
import { describe as describeText, type Encoding, limits, segments, withoutAccents } from "../../src/core/text.ts";

const a = (count: number) => "a".repeat(count);

describe("what a text costs", () => {
  test.each([
    ["", "gsm", 0, 1, 160],
    [a(160), "gsm", 160, 1, 0],
    [a(161), "gsm", 161, 2, 145],
    [a(306), "gsm", 306, 2, 0],
    [a(307), "gsm", 307, 3, 152],
    [`${a(158)}€`, "gsm", 160, 1, 0],
    [`${a(159)}€`, "gsm", 161, 2, 145],
    // The extended character does not fit into the last septet of the first part and goes whole into the second.
    [`${a(152)}€${a(7)}`, "gsm", 161, 2, 144],
    ["{}[]", "gsm", 8, 1, 152],
    ["ç", "ucs2", 1, 1, 69],
    [`${a(69)}ç`, "ucs2", 70, 1, 0],
    [`${a(70)}ç`, "ucs2", 71, 2, 63],
    [`${a(134 - 1)}ç`, "ucs2", 134, 2, 0],
    [`${a(134)}ç`, "ucs2", 135, 3, 66],
    ["😀".repeat(35), "ucs2", 70, 1, 0],
    // 67 is odd: a part holds 33 pairs.
    ["😀".repeat(36), "ucs2", 72, 2, 61],
  ] as const)("%j: %s, %i units, %i parts, %i left", (text, encoding, units, parts, left) => {
    expect(describeText(text)).toMatchObject({ encoding, units, parts, left });
  });

  test("the characters that force UCS-2 are named once each, a surrogate pair whole", () => {
    expect(describeText("ação não é 😀😀 {}").blame).toEqual(["ç", "ã", "😀"]);
    expect(describeText("é à Ç {}").blame).toEqual([]);
  });

  test("an encoding can be given: octets are counted one a character, GSM takes unknown characters for one septet", () => {
    expect(describeText(a(141), "octets")).toMatchObject({ encoding: "octets", units: 141, parts: 2, left: 127 });
    expect(describeText("ação", "gsm")).toMatchObject({ encoding: "gsm", units: 4, parts: 1, blame: [] });
    expect(describeText(a(71), "ucs2")).toMatchObject({ encoding: "ucs2", parts: 2, blame: [] });
  });
});

describe("parts", () => {
  test("an extended character and a surrogate pair are never cut", () => {
    expect(segments(`${a(152)}€${a(7)}`)).toEqual([a(152), `€${a(7)}`]);
    expect(segments("😀".repeat(36))).toEqual(["😀".repeat(33), "😀".repeat(3)]);
    expect(segments(a(141), "octets")).toEqual([a(134), a(7)]);
    expect(segments("")).toEqual([""]);
  });

  const gsmText = fc.array(fc.constantFrom("a", "é", "€", "{", "\n"), { maxLength: 700 }).map((all) => all.join(""));
  const anyText = fc.oneof(gsmText, fc.string({ unit: "binary", maxLength: 400 }));
  const encodings = fc.constantFrom<Encoding>("gsm", "ucs2", "octets");

  function unitsOf(text: string, encoding: Encoding): number {
    if (encoding !== "gsm") return text.length;
    return text.split("").reduce((sum, unit) => sum + (gsmCost(unit.charCodeAt(0)) || 1), 0);
  }

  test("joined they are the text, each within its limit, as many as described, none to spare", () => {
    fc.assert(
      fc.property(anyText, encodings, (text, encoding) => {
        const parts = segments(text, encoding);
        const described = describeText(text, encoding);
        const limit = parts.length === 1 ? limits[encoding].single : limits[encoding].part;
        expect(parts.join("")).toBe(text);
        expect(parts).toHaveLength(described.parts);
        expect(described.units).toBe(unitsOf(text, encoding));
        for (const part of parts) expect(unitsOf(part, encoding)).toBeLessThanOrEqual(limit);
        for (const part of parts.slice(0, -1)) expect(unitsOf(part, encoding)).toBeGreaterThanOrEqual(limit - 1);
        expect(described.left).toBe(limit - unitsOf(parts.at(-1) ?? "", encoding));
        if (encoding === "ucs2") for (const part of parts) expect(part.isWellFormed()).toBe(text.isWellFormed());
      }),
    );
  });

  test("left to itself a text is GSM exactly when it can be", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const described = describeText(text);
        expect(described.encoding).toBe(canGsm(text) ? "gsm" : "ucs2");
        expect(described.blame.length === 0).toBe(canGsm(text));
        expect(segments(text)).toHaveLength(described.parts);
      }),
    );
  });
});

describe("accents as carriers replace them", () => {
  test.each([
    ["Atenção: ação às 10h, não é você", "Atencao: acao as 10h, nao e voce"],
    ["ÁÀÂÃÄ ÉÈÊË ÍÏ ÓÔÕÖ ÚÜ Ç Ñ", "AAAAA EEEE II OOOO UU C N"],
    ["nº 1, 2ª", "no 1, 2a"],
    ["nao\u0303 c\u0327", "nao c"],
    ["€ {} § ß 😀 й", "€ {} § ß 😀 й"],
  ])("%s", (text, plain) => {
    expect(withoutAccents(text)).toBe(plain);
  });
});
