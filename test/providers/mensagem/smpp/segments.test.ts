// Segments of long messages (M7): a repeat of an open set has the old id, another text under a used reference new ones.

import { afterEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../../../src/client/sandbox.ts";
import type { RawClient } from "../../../protocols/smpp/support/client.ts";
import { emulate, undoAll } from "../../../support/sandboxed.ts";
import { messageIdOf, requestPdu, submitSmOctets } from "./support/pdus.ts";
import { rawBound } from "./support/smsc.ts";

afterEach(undoAll);
const byte = (number: number): string => number.toString(16).padStart(2, "0");
type Way = "udh8" | "udh16" | "sar";
const ways: Record<Way, (number: number, total: number, text: string) => Buffer> = {
  udh8: (number, total, text) =>
    submitSmOctets({ registered: "00", esm: "40", text: `05 00 03 2a ${byte(total)} ${byte(number)} '${text}'` }),
  udh16: (number, total, text) =>
    submitSmOctets({ registered: "00", esm: "40", text: `06 08 04 00 2a ${byte(total)} ${byte(number)} '${text}'` }),
  sar: (number, total, text) =>
    submitSmOctets({
      registered: "00",
      text: `'${text}'`,
      tlvs: `020c 0002 002a 020e 0001 ${byte(total)} 020f 0001 ${byte(number)}`,
    }),
};
/** Segment number and text, or seconds that pass. */
type Turn = readonly [number: number, text: string] | number;

async function scenarioWith(
  way: Way,
  turns: readonly Turn[],
): Promise<{ ids: number[]; notes: string[][]; texts: unknown[] }> {
  const emulator: Emulator = await emulate({}, { smpp: { enquireLinkMs: 0, inactivityMs: 0 } });
  const client: RawClient = await rawBound(emulator);
  const earlier: string[] = [];
  const ids: number[] = [];
  for (const turn of turns) {
    if (typeof turn === "number") {
      await emulator.clock.advance(turn * 1_000);
      continue;
    }
    const answer = await requestPdu(client, ways[way](turn[0], 2, turn[1]));
    expect(answer.status).toBe(0);
    const id = messageIdOf(answer);
    if (!earlier.includes(id)) earlier.push(id);
    ids.push(earlier.indexOf(id));
  }
  const rows = await emulator.requests({ operation: "submit_sm" });
  const messages = await emulator.messages();
  return {
    ids,
    notes: rows.map((row) => row.findings.map(({ text }) => text)),
    texts: messages.map(({ text }) => text),
  };
}

const another = (seconds: number): string => `reference 42 was used for another text ${seconds} s ago`;
const lost = "only 1 of 2 segments came of the earlier text with reference 42";
const expired = "only 1 of 2 segments had come of the text with reference 42 within 3600 s";
const table: readonly [what: string, turns: readonly Turn[], ids: readonly number[], notes: readonly string[][]][] = [
  [
    "a whole set",
    [
      [1, "a"],
      [2, "b"],
    ],
    [0, 1],
    [[], []],
  ],
  [
    "a repeat within an open set",
    [
      [1, "a"],
      [1, "a"],
      [2, "b"],
    ],
    [0, 0, 1],
    [[], [], []],
  ],
  [
    "another text after a whole set",
    [[1, "a"], [2, "b"], 3, [1, "c"], [2, "d"]],
    [0, 1, 2, 3],
    [[], [], [another(3)], []],
  ],
  ["the same text after a whole set", [[1, "a"], [2, "b"], 3, [1, "a"], [2, "b"]], [0, 1, 2, 3], [[], [], [], []]],
  ["another text within an open set", [[1, "a"], 5, [1, "c"], [2, "d"]], [0, 1, 2], [[], [another(5), lost], []]],
  ["the rest of an open set an hour later", [[1, "a"], 3_601, [2, "b"]], [0, 1], [[expired], [lost]]],
  ["another text an hour later", [[1, "a"], [2, "b"], 3_601, [1, "c"]], [0, 1, 2], [[], [], []]],
  ["a set in reverse, then another", [[2, "b"], [1, "a"], 1, [2, "d"]], [0, 1, 2], [[], [], [another(1)]]],
];

describe.each(["udh8", "udh16", "sar"] as const)("M7, by %s", (way) => {
  it.each(table)("%s", async (_what, turns, ids, notes) => {
    const reported = await scenarioWith(way, turns);
    expect(reported.ids).toEqual(ids);
    expect(reported.notes).toEqual(notes);
    expect(reported.texts).toHaveLength(new Set(ids).size);
  });
});
