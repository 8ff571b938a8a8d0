// What a method of a service is, and the two ways they go: one that sends, one that asks.

import { type Account, accountKey } from "../../core/account.ts";
import type { Considered, Natural, Submitted } from "../../core/exchange.ts";
import type { LifeStep, Message } from "../../core/message.ts";
import { type Refusal, refuse } from "../../core/refusal.ts";
import { describe } from "../../core/text.ts";
import type { OperationVocabulary } from "../../core/vocabulary.ts";
import type { AsmxCall, AsmxReturn } from "../../protocols/asmx/service.ts";
import type { Outcome } from "../../scenario/engine/outcome.ts";
import type { Host } from "../provider.ts";
import { accountOf, type Caller, fieldsOf } from "./caller.ts";
import type { Mobile } from "./mobile.ts";
import type { MobileProntoSettings } from "./settings.ts";
import { codeOf, newMessage } from "./translate.ts";

/** What a method works with. */
export interface Context {
  readonly host: Host;
  readonly settings: MobileProntoSettings;
  readonly call: AsmxCall;
}

/** What came of one call: what the service answers, and what the journal is to know. */
export interface Performed {
  readonly returned: AsmxReturn;
  readonly caller: Caller;
  readonly code: string;
  readonly decidedBy: string;
  readonly outcome: Outcome;
  readonly messages: readonly Message[];
  /** False: a fault struck before the request was processed, so there is no answer. */
  readonly processed: boolean;
}

export type Method = (context: Context) => Performed;

/** One send, as its operation puts it. */
export interface Sending {
  readonly operation: OperationVocabulary;
  readonly caller: Caller;
  readonly mobile: Mobile;
  readonly text: string;
  readonly kind: "sms" | "voice";
  /** What the ledger keeps beside the text; no secrets. */
  readonly fields: Readonly<Record<string, string>>;
  readonly cost: number;
  /** The checks after the credential, in the operation's order. */
  check(account: Account): Refusal | null;
  life?(): readonly LifeStep[];
}

/** Takes a send through scenario, rehearsal numbers and checks. */
export function send({ host, call }: Context, sending: Sending): Submitted {
  const { operation, caller, mobile, text, kind, fields, cost } = sending;
  const { sandbox } = caller;
  const account = accountOf(caller);
  const natural: Natural = {
    operation,
    check: (now) => (caller.kind === "refused" || now === null ? refusalOf(caller) : sending.check(now)),
    debits: () => [{ kind: "sms", amount: cost }],
    draft(ordinal) {
      // A draft is asked for only once there is an account.
      if (account === null) throw new Error(`${operation.name} was accepted without an account`);
      const draft = { operation, channel: call.channel, account, sandbox, mobile, text, kind, fields };
      return newMessage(draft, ordinal);
    },
    ...(sending.life === undefined ? {} : { life: sending.life }),
  };
  const ask = {
    provider: "mobilepronto",
    operation: operation.name,
    channel: call.channel,
    to: mobile.to,
    text,
    fields: fieldsOf(call),
    ...(account === null ? {} : { account }),
  };
  return host.exchange.submit(sandbox, ask, natural);
}

function refusalOf(caller: Caller): Refusal {
  return caller.kind === "refused" ? caller.refusal : refuse("unknown-credential");
}

/** @param result what the operation answers instead of the bare code */
export function sent(caller: Caller, operation: OperationVocabulary, submitted: Submitted, result?: string): Performed {
  const code = codeOf(operation, submitted);
  return {
    returned: rawOf(submitted.outcome) ?? { kind: "value", result: result ?? code },
    caller,
    code,
    decidedBy: submitted.decidedBy,
    outcome: submitted.outcome,
    messages: submitted.kind === "accepted" ? [submitted.message] : [],
    processed: submitted.kind !== "unprocessed",
  };
}

/** What a query came to before it is answered: the scenario's word, the caller's refusal or a check's; null: go on. */
export interface Asked {
  readonly considered: Considered;
  readonly code: string | null;
  readonly decidedBy: string;
}

/** Asks the scenario, then the credential, then the checks of a call that sends nothing. */
export function ask(
  { host, call }: Context,
  operation: OperationVocabulary,
  caller: Caller,
  check: (known: Extract<Caller, { kind: "known" }>) => Refusal | null,
): Asked {
  const account = accountOf(caller);
  const considered = host.exchange.consider(
    caller.sandbox,
    {
      provider: "mobilepronto",
      operation: operation.name,
      channel: call.channel,
      fields: fieldsOf(call),
      ...(account === null ? {} : { account }),
    },
    operation,
  );
  if (considered.instead !== null) {
    return { considered, code: codeOf(operation, considered.instead), decidedBy: considered.decidedBy };
  }
  // A rule may have changed the account just now.
  const fresh = freshly(host, caller);
  const refusal = fresh.kind === "refused" ? fresh.refusal : check(fresh);
  if (refusal === null) return { considered, code: null, decidedBy: considered.decidedBy };
  const code = codeOf(operation, { kind: "refused", refusal });
  return { considered, code, decidedBy: `nature: ${refusal.reason}` };
}

function freshly(host: Host, caller: Caller): Caller {
  if (caller.kind === "refused") return caller;
  const { sandbox, account } = caller;
  const now = host.store.accounts.get(sandbox.name, accountKey(account));
  return now === null ? caller : { ...caller, account: now };
}

/** @param returned what the operation answers, unless a rule gives the body */
export function answered(caller: Caller, asked: Asked, code: string, returned: AsmxReturn): Performed {
  const { outcome, instead } = asked.considered;
  return {
    returned: rawOf(outcome) ?? returned,
    caller,
    code,
    decidedBy: asked.decidedBy,
    outcome,
    messages: [],
    processed: instead?.kind !== "unprocessed",
  };
}

/** The body that a rule gives whole. */
function rawOf({ raw }: Outcome): AsmxReturn | null {
  return raw === undefined ? null : { kind: "raw", body: Buffer.from(raw) };
}

/** What an SMS of this text costs. */
export function costOf(text: string, settings: MobileProntoSettings): number {
  return settings.cost === "message" ? 1 : describe(text).parts;
}

/** Whether a prepaid account cannot pay it. */
export function checkCredit(account: Account, cost: number): Refusal | null {
  return account.prepaid && (account.credits["sms"] ?? 0) < cost ? refuse("no-credit") : null;
}
