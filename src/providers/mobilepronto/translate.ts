// Between MobilePronto's words and ours: an accepted call as a message, a verdict as a return code.

import { type Account, accountKey } from "../../core/account.ts";
import type { Submitted } from "../../core/exchange.ts";
import type { Channel, NewMessage } from "../../core/message.ts";
import type { Reason } from "../../core/refusal.ts";
import type { Sandbox } from "../../core/sandbox.ts";
import { describe } from "../../core/text.ts";
import type { Verdict } from "../../core/verdict.ts";
import { codeFor, firstCode, type OperationVocabulary } from "../../core/vocabulary.ts";
import { sucesso } from "./codes.ts";
import type { Mobile } from "./mobile.ts";

/** What every sending operation has to say of its message. */
export interface Draft {
  readonly operation: OperationVocabulary;
  readonly channel: Channel;
  readonly account: Account;
  readonly sandbox: Sandbox;
  readonly mobile: Mobile;
  readonly text: string;
  readonly kind: "sms" | "voice";
  readonly fields: Readonly<Record<string, string>>;
}

const idSpan = 10 ** 12;

/** `MPG` and 12 digits (observed: MPG000236180474): counted on from where the sandbox's seed begins. */
export function messageId(sandbox: Sandbox, ordinal: number): string {
  const first = Math.floor(sandbox.dice.draw("mobilepronto ids") * idSpan);
  return `MPG${String((first + ordinal) % idSpan).padStart(12, "0")}`;
}

export function newMessage(draft: Draft, ordinal: number): NewMessage {
  const { operation, channel, account, sandbox, mobile, text, kind, fields } = draft;
  const { encoding, parts } = describe(text);
  return {
    id: messageId(sandbox, ordinal),
    provider: "mobilepronto",
    account: accountKey(account),
    operation: operation.name,
    channel,
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

/** What the client reads of a verdict; empty when there is no answer. */
export function codeOf(operation: OperationVocabulary, verdict: Submitted | Verdict): string {
  switch (verdict.kind) {
    case "accepted":
      return sucesso;
    case "refused":
      return codeOfReason(operation, verdict.refusal.reason);
    case "scripted":
      return verdict.code;
    case "unprocessed":
      return "";
  }
}
