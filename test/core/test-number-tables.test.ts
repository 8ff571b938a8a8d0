import { describe, expect, test } from "vitest";
import { isFinal, mayFollow } from "../../src/core/status.ts";
import { testNumberLifecycles, testNumberOutcome, testNumberReplies } from "../../src/core/test-number-tables.ts";
import { describe as measure } from "../../src/core/text.ts";

describe("test numbers", () => {
  test.each([
    ["+55(11)900000009", { kind: "code", code: "009" }],
    ["11900000097", { kind: "code", code: "097" }],
    ["11900010203", { kind: "life", life: { code: "02" }, reply: { code: "03", replies: [{ text: "SAIR" }] } }],
    ["5543900010000", { kind: "life", life: { code: "00" }, reply: { code: "00", replies: [] } }],
  ])("%s", (number, expected) => {
    expect(testNumberOutcome(number)).toMatchObject(expected);
  });

  test.each(["11999990001", "11900019900", "11900010299", ""])("%j is none", (number) => {
    expect(testNumberOutcome(number)).toBeNull();
  });

  test.each<[table: string, rows: readonly { readonly code: string; readonly about: { readonly en: string } }[]]>([
    ["lives", testNumberLifecycles],
    ["replies", testNumberReplies],
  ])("%s: codes are two digits, each once, each said in words", (_table, rows) => {
    const codes = rows.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const { code, about } of rows) {
      expect(code).toMatch(/^\d\d$/);
      expect(about.en).not.toBe("");
    }
  });

  test.each(testNumberLifecycles.map((row) => [row.code, row.about.en, row.life ?? []] as const))(
    "life %s, %s, goes forward",
    (_code, _about, life) => {
      for (const [index, step] of life.entries()) {
        const previous = life[index - 1];
        if (previous === undefined) continue;
        expect(isFinal(previous.status)).toBe(false);
        expect(mayFollow(previous.status, step.status)).toBe(true);
        expect(step.after).toBeGreaterThanOrEqual(previous.after);
      }
    },
  );

  test("every end is there, at least once early, and the late ones at 48 hours", () => {
    const ends = testNumberLifecycles.map(({ life }) => life?.at(-1)?.status);
    for (const status of [
      "sent",
      "delivered",
      "unconfirmed",
      "undelivered",
      "invalid",
      "rejected",
      "expired",
      "cancelled",
      "unknown",
      "held",
    ] as const) {
      expect(ends).toContain(status);
    }
    const late = testNumberLifecycles
      .filter(({ life }) => life?.at(-1)?.after === 48 * 3_600_000)
      .map(({ code }) => code);
    expect(late).toEqual(["06", "22", "40"]);
  });

  test("replies are of every kind: in one part and several, GSM and UCS-2", () => {
    const kinds = new Set<string>();
    for (const { replies } of testNumberReplies) {
      for (const { text } of replies) {
        const { encoding, parts } = measure(text);
        kinds.add(`${encoding} ${parts > 1 ? "long" : "short"}`);
      }
    }
    expect([...kinds].sort()).toEqual(["gsm long", "gsm short", "ucs2 long", "ucs2 short"]);
  });
});
