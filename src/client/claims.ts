// What a test claims about a sandbox, judged with the waiting and the nearest misses of the control room.

import type { Control } from "../control/control.ts";
import type { Desk } from "../control/desk-type.ts";
import type { CallbackWanted, CallWanted, InboundWanted, MessageWanted } from "../control/filter-type.ts";
import type { Sought } from "../control/nearest.ts";
import type { Millis } from "../core/clock.ts";
import { defaultSandbox } from "../core/sandbox.ts";
import { UsageError } from "../core/usage-error.ts";

export interface How {
  /** Exactly so many; default: at least one. */
  readonly times?: number;
  /** Real time in which it may still come: `250ms`, `5s`, or milliseconds; default one second. */
  readonly timeout?: Millis | string;
}

/** A sandbox's desk, or an emulator: its sandbox `default`. */
export type Subject = Pick<Desk, "name" | "wait" | "verify"> | { readonly control: Pick<Control, "sandbox"> };

export interface Claim {
  readonly sought: Sought;
  /** What it says of the sandbox: `have sent a message`. */
  readonly words: string;
}
export const sent = (where: MessageWanted = {}): Claim => ({
  sought: { what: "messages", where },
  words: "have sent a message",
});
export const called = (where: CallWanted = {}): Claim => ({
  sought: { what: "calls", where },
  words: "have made a call",
});
export const receivedCallback = (where: CallbackWanted = {}): Claim => ({
  sought: { what: "callbacks", where: { state: "delivered", ...where } },
  words: "have received a callback",
});
export const receivedInbound = (where: InboundWanted = {}): Claim => ({
  sought: { what: "inbounds", where },
  words: "have received an inbound",
});

export interface Judgement {
  readonly pass: boolean;
  /** Why it is not as claimed (or denied). */
  message(): string;
}

/** @param denied the claim is that there is none: judged at once, since nothing need come */
export async function judge(subject: unknown, claim: Claim, how: How = {}, denied = false): Promise<Judgement> {
  const desk = deskOf(subject);
  const { sought } = claim;
  if (denied) {
    const none = how.times === undefined ? { atLeast: 1 } : { exactly: how.times };
    const found = await desk.verify({ ...sought, ...none });
    const why = await desk.verify({ ...sought, never: true });
    return judgement(desk.name, claim, how, { pass: found.ok, why: why.failure }, denied);
  }
  const { times = 1, timeout = "1s" } = how;
  if (times > 0) {
    const waited = await desk.wait({ ...sought, count: times, timeout });
    if (!waited.ok) return judgement(desk.name, claim, how, { pass: false, why: waited.failure }, denied);
  }
  const { ok, failure } = await desk.verify({ ...sought, ...(how.times === undefined ? {} : { exactly: times }) });
  return judgement(desk.name, claim, how, { pass: ok, why: failure }, denied);
}

/** Messages that match these, one after the other; others may come between. */
export async function judgeOrder(subject: unknown, order: readonly MessageWanted[]): Promise<Judgement> {
  const desk = deskOf(subject);
  const { ok, failure } = await desk.verify({ what: "messages", order });
  const words = order.map((where) => JSON.stringify(where)).join(", ");
  const not = ok ? " not" : "";
  return {
    pass: ok,
    message: () => `expected sandbox ${desk.name}${not} to have sent in this order: ${words}\n\n${failure ?? "it did"}`,
  };
}

function judgement(
  sandbox: string,
  { sought, words }: Claim,
  { times }: How,
  { pass, why }: { readonly pass: boolean; readonly why: string | null },
  denied: boolean,
): Judgement {
  const what = Object.keys(sought.where ?? {}).length === 0 ? "" : ` with ${JSON.stringify(sought.where)}`;
  const count = times === undefined ? "" : `, exactly ${times}`;
  const not = denied ? " not" : "";
  return { pass, message: () => `expected sandbox ${sandbox}${not} to ${words}${what}${count}\n\n${why ?? "it did"}` };
}

function deskOf(subject: unknown): Pick<Desk, "name" | "wait" | "verify"> {
  if (isSubject(subject)) return "control" in subject ? subject.control.sandbox(defaultSandbox) : subject;
  const remedy = "give what sandbox() resolves with, or an emulator";
  throw new UsageError({ where: "expect", problem: "takes a sandbox", value: typeof subject, remedy });
}

function isSubject(subject: unknown): subject is Subject {
  if (typeof subject !== "object" || subject === null) return false;
  if ("control" in subject) return typeof subject.control === "object";
  return "wait" in subject && "verify" in subject && typeof subject.wait === "function";
}
