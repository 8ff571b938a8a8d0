// Test numbers: without any scenario they reach every outcome. Their subscriber part begins with 90, which no
// Brazilian phone can have, so the numbering plan (address.ts) refuses them: ask here first, unless they are switched off.

import type { PhoneNumber } from "./address.ts";
import { normalise } from "./address.ts";
import { brazil, isArea } from "./numbering-plan.ts";

/** Outcome that a test number asks for. */
export type TestNumber =
  /** DDD + `900000CCC`: the provider's own code, three digits as dialled. */
  | { readonly kind: "code"; readonly code: string; readonly number: PhoneNumber }
  /** DDD + `90001LLRR`: accepted, with a later life and an automatic reply (00: none), two digits each. */
  | { readonly kind: "life"; readonly life: string; readonly reply: string; readonly number: PhoneNumber };

/** The rehearsal that a number in any written form stands for, or null for an ordinary one. */
export function testNumberOf(written: string): TestNumber | null {
  const normal = normalise(written);
  if (normal.length !== 13 || !normal.startsWith(brazil) || normal.charAt(5) !== "0") return null;
  const area = normal.slice(2, 4);
  const subscriber = normal.slice(4);
  if (!isArea(area)) return null;
  const number: PhoneNumber = { line: "mobile", country: brazil, area, subscriber, normal };
  if (subscriber.startsWith("900000")) return { kind: "code", code: subscriber.slice(6), number };
  if (!subscriber.startsWith("90001")) return null;
  return { kind: "life", life: subscriber.slice(5, 7), reply: subscriber.slice(7), number };
}

/** Whether a number in any written form is a test number. */
export function isTestNumber(written: string): boolean {
  return testNumberOf(written) !== null;
}
