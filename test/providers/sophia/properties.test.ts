// Properties over open input: JSON and its mistakes, PHP's escaping, ids.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonMistake } from "../../../src/protocols/php/json-mistake.ts";
import { phpJson } from "../../../src/providers/sophia/php-json.ts";
import { uniqid } from "../../../src/providers/sophia/uniqid.ts";
import { amount } from "../../support/endurance/amount.ts";
import { handClock } from "../../support/host-clock.ts";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** JSON with one character taken out, put in or changed. */
const damaged = fc
  .tuple(
    fc.json(),
    fc.nat(),
    fc.constantFrom("", "{", "}", "[", "]", ",", ":", '"', "\\", "0", "-", ".", "e", "t", "\u0001", "\n"),
    fc.nat(1),
  )
  .map(([text, where, put, cut]) => {
    const at = where % (text.length + 1);
    return text.slice(0, at) + put + text.slice(at + cut);
  });

describe("jsonMistake", () => {
  it("agrees with the engine on what is JSON, and what stands before the mistake could still become it", () => {
    fc.assert(
      fc.property(fc.oneof(damaged, fc.json(), fc.string()), (text) => {
        const mistake = jsonMistake(text);
        expect(mistake === null).toBe(isJson(text));
        if (mistake === null) return;
        expect(mistake.at).toBeLessThanOrEqual(text.length);
        const lines = text.slice(0, mistake.at).split("\n");
        expect([mistake.line, mistake.column]).toEqual([lines.length, (lines.at(-1)?.length ?? 0) + 1]);
      }),
      { numRuns: amount(400, 2_000) },
    );
  });

  it.each([
    ["", 0],
    ["[1,]", 3],
    ['{"a" 1}', 5],
    ["{a:1}", 1],
    ["[1 2]", 3],
    ["[1]]", 3],
    ['{"a":1,}', 7],
    ['{"a":"b', 5],
    ["[01]", 1],
    ["tru", 0],
    ["{]", 1],
  ])("%j breaks at %d", (text, at) => {
    expect(jsonMistake(text)?.at).toBe(at);
  });

  it("is not slowed by depth or length", () => {
    const deep = "[".repeat(200_000);
    expect(jsonMistake(deep)?.at).toBe(200_000);
    expect(jsonMistake(`"${"\\\\".repeat(200_000)}`)?.at).toBe(0);
  });
});

describe("phpJson", () => {
  it("is ASCII, without a bare slash, and means the same", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const written = phpJson({ text });
        expect(written).toMatch(/^[\x20-\x7f]*$/);
        expect(written).not.toMatch(/(?<!\\)\//);
        expect(JSON.parse(written)).toEqual({ text });
      }),
    );
  });
});

describe("uniqid", () => {
  it("never gives a taken id, and looks few times, whatever is taken and wherever the clock stands", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 300 }),
        fc.array(fc.nat(400)),
        fc.array(fc.nat(2), { maxLength: 50 }),
        (run, extra, steps) => {
          const clock = handClock();
          const name = (n: number): string => {
            const micros = clock.now() * 1_000 + n;
            return (
              Math.floor(micros / 1e6)
                .toString(16)
                .padStart(8, "0") + (micros % 1e6).toString(16).padStart(5, "0")
            );
          };
          const taken = new Set([...Array(run).keys(), ...extra].map(name));
          let looks = 0;
          for (const step of steps) {
            clock.advance(step);
            const id = uniqid(clock, (item) => {
              looks += 1;
              return taken.has(item);
            });
            expect(taken.has(id)).toBe(false);
            expect(id).toMatch(/^[0-9a-f]{13}$/);
            taken.add(id);
          }
          expect(looks).toBeLessThan(40 + 2 * steps.length + extra.length);
        },
      ),
    );
  });
});
