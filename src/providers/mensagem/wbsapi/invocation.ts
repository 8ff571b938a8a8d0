// A call of a method of the web service, in any binding: caller, fields and result.

import type { Account } from "../../../core/account.ts";
import type { Instant } from "../../../core/clock.ts";
import type { Decision } from "../../../core/decision.ts";
import { instantOf as localInstant, parseLocalDateTime, saoPauloOffset } from "../../../core/local-time.ts";
import type { Message } from "../../../core/message.ts";
import type { Outcome } from "../../../core/outcome.ts";
import { refuse } from "../../../core/refusal.ts";
import type { RequestFacts } from "../../../core/request-facts.ts";
import type { Bilingual } from "../../../core/sentences.ts";
import { instantOf, isMissing } from "../../../protocols/asmx/date-time.ts";
import type { AsmxCall } from "../../../protocols/asmx/service.ts";
import type { SandboxAccount } from "../../provider.ts";
import type { MensagemContext } from "../answer.ts";
import { sucesso } from "../codes.ts";
import { type ConsultaWork, consultar, type Resposta } from "../consulta.ts";
import { userRefusal } from "../get-function.ts";
import type { MensagemOperation } from "../operation.ts";
import { lineOf } from "../send.ts";

export interface Invocation extends MensagemContext {
  readonly operation: MensagemOperation;
  readonly call: AsmxCall;
  readonly owner: SandboxAccount | null;
  readonly sandbox: SandboxAccount["sandbox"];
  readonly account: Account | null;
  /** Raw fields for scenario rules. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface InvocationResult {
  /** The one string of the result. */
  readonly result: string;
  readonly code: string;
  readonly decidedBy: Bilingual;
  readonly messages: readonly Message[];
  readonly outcome: Outcome;
}

export type SoapMethod = (invocation: Invocation) => InvocationResult;

export function invocationOf(context: MensagemContext, operation: MensagemOperation, call: AsmxCall): Invocation {
  const fields: Record<string, string> = {};
  for (const name of operation.requestFields) fields[name] = textOf(call, name);
  const owner = context.host.find(fields["Identificacao"] ?? "");
  return {
    ...context,
    operation,
    call,
    owner,
    sandbox: owner?.sandbox ?? context.host.fallback(),
    account: owner?.account ?? null,
    fields,
  };
}

/** A parameter as text; "" when it was not given, which of a number is 0. */
export function textOf(call: AsmxCall, name: string): string {
  const value = call.args.get(name) ?? null;
  if (value === null || value === 0 || value === 0n) return "";
  if (typeof value !== "object") return String(value);
  if (isMissing(value)) return "";
  const two = (part: number): string => String(part).padStart(2, "0");
  const date = `${String(value.year).padStart(4, "0")}-${two(value.month)}-${two(value.day)}`;
  return `${date} ${two(value.hour)}:${two(value.minute)}:${two(value.second)}`;
}

/** A date of the typed or the text form; null: not given (0001-01-01). */
export function dateOf(call: AsmxCall, name: string): Instant | null | "unreadable" {
  const value = call.args.get(name) ?? null;
  if (typeof value === "object" && value !== null) return isMissing(value) ? null : instantOf(value, saoPauloOffset);
  return dateIn(value === null ? "" : String(value));
}

/** `yyyy-MM-dd HH:mm:ss`, or with a T between; the date alone is its midnight. */
export function dateIn(written: string): Instant | null | "unreadable" {
  const trimmed = written.trim();
  if (trimmed === "") return null;
  const [, year = "", month = "", day = ""] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(trimmed) ?? [];
  if (year === "") return parseLocalDateTime(trimmed.replace("T", " ")) ?? "unreadable";
  const civil = { year: Number(year), month: Number(month), day: Number(day), hour: 0, minute: 0, second: 0 };
  return localInstant({ ...civil, millisecond: 0 }) ?? "unreadable";
}

/** A method that sends nothing; `ruleCodes`: codes that a rule can put into each record. */
export function queried(
  invocation: Invocation,
  ruleCodes: ReadonlySet<string>,
  work: (account: Account, ruleCode: string | null) => Resposta,
): InvocationResult {
  return consultado(invocation, ruleCodes, (ruleCode, account) => {
    const refusal = userRefusal(account);
    return account === null || refusal !== null ? (refusal ?? refuse("unknown-credential")) : work(account, ruleCode);
  });
}

export function consultado(
  invocation: Invocation,
  ruleCodes: ReadonlySet<string>,
  work: ConsultaWork,
): InvocationResult {
  const { operation, call, fields, account } = invocation;
  const facts: RequestFacts = {
    provider: "mensagem",
    operation: operation.name,
    channel: call.channel,
    fields,
    http: call.request,
    ...(account === null ? {} : { account }),
  };
  const { body, code, decidedBy, outcome } = consultar({ ...invocation, facts, ruleCodes }, work);
  return { result: body, code, decidedBy, outcome, messages: [] };
}

/** As SEND's line, but that what antifraud holds is answered as accepted ("61 -> 1"). */
export function linhaDe(
  decision: Decision,
  { operation, settings }: Invocation,
): { readonly code: string; readonly line: string } {
  if (decision.kind !== "accepted" || decision.instead !== undefined || decision.message.status !== "held")
    return lineOf(decision, operation, settings);
  return lineOf({ ...decision, code: sucesso.code }, operation, settings);
}
