// Brazilian mobile operators, and which of them a number belongs to. Real numbers are ported between operators one by
// one; the emulator decides by the two digits after the leading 9 (assumed), and by account facts where they say so.

import { isArea } from "./numbering-plan.ts";

/** A mobile operator by its RN1 of ABR Telecom with the country before it. */
export interface Operator {
  readonly code: string;
  readonly name: string;
}

export const operators = [
  { code: "55312", name: "ALGAR" },
  { code: "55314", name: "OI" },
  { code: "55320", name: "VIVO" },
  { code: "55321", name: "CLARO" },
  { code: "55331", name: "OI" },
  { code: "55341", name: "TIM" },
  { code: "55343", name: "SERCOMTEL" },
  { code: "55351", name: "NEXTEL" },
] as const satisfies readonly Operator[];
type OperatorCode = (typeof operators)[number]["code"];

/** A line of the table: subscribers `9` + from..to, in the areas named or in all. The first that fits decides. */
export interface OperatorRange {
  readonly from: number;
  readonly to: number;
  readonly code: OperatorCode;
  readonly areas?: readonly string[];
}

const algarAreas = ["16", "17", "34", "35", "37", "64", "67"];
/** The south and the centre-west, where OI grew out of another company and kept its routing code. */
// biome-ignore format: one line a region
const oiWestAreas = [
  "41", "42", "43", "44", "45", "46", "47", "48", "49", "51", "53", "54", "55",
  "61", "62", "63", "64", "65", "66", "67", "68", "69",
];

/**
 * Assumed. 00-09 are test numbers; 10, 20, 30 and 40 belong to nobody, so that a number without operator can be
 * written. OI never has 87, because 98765-4321 is the number that everybody tries first and OI reports no handset.
 */
export const operatorRanges: readonly OperatorRange[] = [
  { from: 88, to: 88, code: "55343", areas: ["43"] },
  { from: 96, to: 96, code: "55312", areas: algarAreas },
  { from: 84, to: 86, code: "55314", areas: oiWestAreas },
  { from: 88, to: 89, code: "55314", areas: oiWestAreas },
  { from: 11, to: 19, code: "55320" },
  { from: 21, to: 29, code: "55321" },
  { from: 31, to: 39, code: "55341" },
  { from: 41, to: 49, code: "55321" },
  { from: 50, to: 59, code: "55341" },
  { from: 60, to: 76, code: "55320" },
  { from: 77, to: 79, code: "55351" },
  { from: 80, to: 83, code: "55341" },
  { from: 84, to: 86, code: "55331" },
  { from: 87, to: 87, code: "55341" },
  { from: 88, to: 89, code: "55331" },
  { from: 90, to: 94, code: "55321" },
  { from: 95, to: 99, code: "55320" },
];

const byCode = new Map<string, Operator>(operators.map((operator) => [operator.code, operator]));
const byArea = new Map<string, readonly (Operator | null)[]>();

/** The operator with this RN1, or one that is named by the code itself when the table lacks it. */
export function operatorByCode(code: string): Operator {
  return byCode.get(code) ?? { code, name: code };
}

/** The operator of a mobile number of nine digits in an area, or null where the prefix belongs to nobody. */
export function operatorOf(area: string, subscriber: string): Operator | null {
  let table = byArea.get(area);
  if (table === undefined) {
    table = Array.from({ length: 100 }, (_, prefix) => rangeOf(area, prefix));
    // Areas outside the plan are not kept: their number has no bound.
    if (isArea(area)) byArea.set(area, table);
  }
  return table[Number(subscriber.slice(1, 3))] ?? null;
}

function rangeOf(area: string, prefix: number): Operator | null {
  for (const range of operatorRanges) {
    if (prefix < range.from || prefix > range.to) continue;
    if (range.areas === undefined || range.areas.includes(area)) return operatorByCode(range.code);
  }
  return null;
}
