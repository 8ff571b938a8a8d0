import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSeededRandom } from "../../src/clock/seeded-random.ts";
import { messageId, numberInId } from "../../src/core/message-id.ts";

const random = createSeededRandom("seed", "default");

describe("protocol ids", () => {
  it("contain the number of their message", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 32 - 1 }), (number) => {
        const id = messageId(random, number);
        expect(id).toMatch(/^[0-9a-f]{32}$/);
        expect(numberInId(id)).toBe(number);
      }),
    );
  });

  it("differ by seed and by sandbox", () => {
    const others = [createSeededRandom("other", "default"), createSeededRandom("seed", "ci-1")];
    for (const other of others) expect(messageId(other, 7)).not.toBe(messageId(random, 7));
  });

  it("of other forms tell nothing", () => {
    expect(["5b678259ef213", "", "MPG000236180474"].map(numberInId)).toEqual([null, null, null]);
  });
});
