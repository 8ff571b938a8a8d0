// Between MobilePronto's words and ours: an accepted call as a message, a decision as a return code.

import { answeredDecision, type Clearance, type Decision } from "../../core/decision.ts";
import type { Reason } from "../../core/refusal.ts";
import type { Sandbox } from "../../core/sandbox.ts";
import type { Draft } from "../../core/submission.ts";
import { describe } from "../../core/text.ts";
import { codeFor, firstCode, type OperationVocabulary } from "../../core/vocabulary.ts";
import { sucesso } from "./codes.ts";
import type { Mobile } from "./mobile.ts";

const idCount = 10 ** 12;

/** First number of a sandbox, which follows from its seed; kept as long as the sandbox, since each send asks for it. */
const firsts = new WeakMap<Sandbox["random"], number>();

/** `MPG` and 12 digits (observed: MPG000236180474): counted on from where the sandbox's seed begins. */
export function messageId({ random }: Sandbox, ordinal: number): string {
  const first = firsts.get(random) ?? Math.floor(random.draw("mobilepronto ids") * idCount);
  firsts.set(random, first);
  return `MPG${String((first + ordinal) % idCount).padStart(12, "0")}`;
}

/** @param request the send as its operation read it */
export function draftOf({
  mobile,
  text,
  kind,
  fields,
}: {
  readonly mobile: Mobile;
  readonly text: string;
  readonly kind: "sms" | "voice";
  readonly fields: Readonly<Record<string, string>>;
}): Draft {
  const { encoding, parts } = describe(text);
  return {
    to: mobile.to,
    toWritten: mobile.written,
    from: "",
    text,
    kind,
    encoding,
    parts: kind === "voice" ? 1 : parts,
    status: "queued",
    fields,
  };
}

/** The code of a refusal; a reason that the operation's table lacks is a failure of the gateway. */
export function codeOfReason(operation: OperationVocabulary, reason: Reason): string {
  const row = codeFor(operation, reason) ?? codeFor(operation, "internal-error");
  return row === null ? "" : firstCode(row);
}

/** Code that the client reads; empty when there is no answer. */
export function codeOf(operation: OperationVocabulary, decided: Decision | Decision<Clearance>): string {
  const decision = decided.kind === "cleared" ? decided : answeredDecision(decided);
  switch (decision.kind) {
    case "accepted":
    case "cleared":
      return sucesso;
    case "refused":
      return codeOfReason(operation, decision.refusal.reason);
    case "scripted":
      return decision.code;
    case "unprocessed":
      return "";
  }
}
