import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDice } from "../../src/clock/dice.ts";
import { messageId, placeInId } from "../../src/core/message-id.ts";

const dice = createDice("seed", "default");

describe("protocol ids", () => {
  it("tell the place of their message", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 32 - 1 }), (place) => {
        const id = messageId(dice, place);
        expect(id).toMatch(/^[0-9a-f]{32}$/);
        expect(placeInId(id)).toBe(place);
      }),
    );
  });

  it("differ by seed and by sandbox", () => {
    const others = [createDice("other", "default"), createDice("seed", "ci-1")];
    for (const other of others) expect(messageId(other, 7)).not.toBe(messageId(dice, 7));
  });

  it("of other forms tell nothing, but MobilePronto's", () => {
    expect([placeInId("5b678259ef213"), placeInId(""), placeInId("MPG000236180474")]).toEqual([null, null, null]);
  });
});
