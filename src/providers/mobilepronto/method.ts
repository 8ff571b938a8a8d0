// The two kinds of methods of a service: those that send, and those that query.

import type { Account } from "../../core/account.ts";
import type { Clearance, Decision } from "../../core/decision.ts";
import type { LifeStep, Message } from "../../core/message.ts";
import type { Outcome } from "../../core/outcome.ts";
import { type Refusal, refuse } from "../../core/refusal.ts";
import type { Bilingual } from "../../core/sentences.ts";
import type { ProviderDefaults, Submission } from "../../core/submission.ts";
import { describe } from "../../core/text.ts";
import type { OperationVocabulary } from "../../core/vocabulary.ts";
import type { AsmxCall, AsmxPerformed, AsmxReturn } from "../../protocols/asmx/service.ts";
import type { Host } from "../provider.ts";
import { accountOf, fieldsOf, type MobileProntoCaller } from "./caller.ts";
import { detailsOf } from "./details.ts";
import type { Mobile } from "./mobile.ts";
import type { MobileProntoSettings } from "./settings.ts";
import { codeOf, draftOf, messageId } from "./translate.ts";

/** Context of a method. */
export interface MethodContext {
  readonly host: Host;
  readonly settings: MobileProntoSettings;
  readonly call: AsmxCall;
}

/** Result of one call: the service's answer, and what the journal keeps. */
export interface PerformedMethod extends AsmxPerformed {
  readonly caller: MobileProntoCaller;
  readonly code: string;
  readonly decidedBy: Bilingual;
  readonly outcome: Outcome;
  readonly messages: readonly Message[];
}

export type MobileProntoMethod = (context: MethodContext) => PerformedMethod;

/** A send, as its operation reads it. */
interface Request {
  readonly caller: MobileProntoCaller;
  readonly mobile: Mobile;
  readonly text: string;
  readonly kind: "sms" | "voice";
  /** Fields that the ledger keeps beside the text; no secrets. */
  readonly fields: Readonly<Record<string, string>>;
  readonly cost: number;
  readonly life?: readonly LifeStep[];
}

/** A send ready to be decided. */
export interface Sending extends Submission, Request {
  readonly context: MethodContext;
}

/** @param check the checks after the credential, in the operation's order */
export function sendingDefaults(
  operation: OperationVocabulary,
  check: (account: Account, sending: Sending) => Refusal | null,
): ProviderDefaults<Sending> {
  return {
    operation,
    newId: ({ sandbox }, ordinal) => messageId(sandbox, ordinal),
    check(account, sending) {
      const { caller } = sending;
      if (caller.kind === "refused") return caller.refusal;
      return account === null ? refuse("unknown-credential") : check(account, sending);
    },
  };
}

/** Decides a send. */
export function send(context: MethodContext, defaults: ProviderDefaults<Sending>, request: Request): Decision {
  const { host, call } = context;
  const { caller, mobile, text, cost } = request;
  const account = accountOf(caller);
  const facts = {
    provider: "mobilepronto",
    operation: defaults.operation.name,
    channel: call.channel,
    to: mobile.to,
    text,
    fields: fieldsOf(call),
    http: call.request,
    ...(account === null ? {} : { account }),
  };
  const sending = { ...request, context, facts, draft: draftOf(request), debits: [{ kind: "sms", amount: cost }] };
  return host.submissions.submit(caller.sandbox, sending, defaults);
}

/** @param result what the operation answers instead of the bare code */
export function sent(
  caller: MobileProntoCaller,
  operation: OperationVocabulary,
  decision: Decision,
  result?: string,
): PerformedMethod {
  const code = codeOf(operation, decision);
  return {
    ...performedBy(caller, decision, code),
    returned: faultOf(decision.outcome) ?? { kind: "value", result: result ?? code },
    messages: decision.kind === "accepted" ? [decision.message] : [],
  };
}

/** Decides a query: the scenario, the credential, then `check`. A rule may have changed the account just now. */
export function query(
  { host, call }: MethodContext,
  operation: OperationVocabulary,
  caller: MobileProntoCaller,
  check: (caller: Extract<MobileProntoCaller, { kind: "known" }>) => Refusal | null,
): Decision<Clearance> {
  const account = accountOf(caller);
  const facts = {
    provider: "mobilepronto",
    operation: operation.name,
    channel: call.channel,
    fields: fieldsOf(call),
    http: call.request,
    ...(account === null ? {} : { account }),
  };
  return host.submissions.query(caller.sandbox, facts, operation, (now) => {
    if (caller.kind === "refused") return caller.refusal;
    return check(now === null ? caller : { ...caller, account: now, details: detailsOf(now) });
  });
}

/** @param returned what the operation answers, unless a rule answers a SOAP fault */
export function answered(
  caller: MobileProntoCaller,
  decision: Decision<Clearance>,
  code: string,
  returned: AsmxReturn,
): PerformedMethod {
  return {
    ...performedBy(caller, decision, code),
    returned: faultOf(decision.outcome) ?? returned,
    messages: [],
  };
}

function performedBy(
  caller: MobileProntoCaller,
  { outcome, decidedBy }: Decision | Decision<Clearance>,
  code: string,
): Omit<PerformedMethod, "returned" | "messages"> {
  return { caller, code, decidedBy, outcome };
}

/** The SOAP fault that a rule answers. */
function faultOf({ answer }: Outcome): AsmxReturn | null {
  return answer !== undefined && "fault" in answer ? { kind: "fault", ...answer.fault, isVerbatim: true } : null;
}

/** Credits that an SMS of this text costs. */
export function costOf(text: string, settings: MobileProntoSettings): number {
  return settings.cost === "message" ? 1 : describe(text).parts;
}

/** Refuses a prepaid account that cannot pay. */
export function checkCredit(account: Account, cost: number): Refusal | null {
  return account.prepaid && (account.credits["sms"] ?? 0) < cost ? refuse("no-credit") : null;
}
