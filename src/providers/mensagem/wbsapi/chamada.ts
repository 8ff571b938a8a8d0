// One call of a method of the web service, in whichever binding it came: who asks, with what, and what came of it.

import type { Account } from "../../../core/account.ts";
import type { Submitted } from "../../../core/exchange.ts";
import { instantOf as localInstant, parseLocalDateTime, saoPauloOffset } from "../../../core/local-time.ts";
import type { Message } from "../../../core/message.ts";
import type { Instant } from "../../../core/ports.ts";
import { type Refusal, refuse } from "../../../core/refusal.ts";
import type { RequestFacts } from "../../../core/request-facts.ts";
import { instantOf, isMissing } from "../../../protocols/asmx/date-time.ts";
import type { AsmxCall } from "../../../protocols/asmx/service.ts";
import type { Outcome } from "../../../scenario/engine/outcome.ts";
import type { Known } from "../../provider.ts";
import { codeOf, type Desk, failure, lines } from "../answer.ts";
import { sucesso } from "../codes.ts";
import { type Resposta, userRefusal } from "../funcao.ts";
import { lineOf } from "../send.ts";
import type { Operation } from "../vocabulary.ts";

export interface Chamada extends Desk {
  readonly operation: Operation;
  readonly call: AsmxCall;
  readonly known: Known | null;
  readonly sandbox: Known["sandbox"];
  readonly account: Account | null;
  /** Raw fields for scenario rules. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface Feito {
  /** The one string of the result; null: a fault left the call unprocessed. */
  readonly result: string | null;
  /** This very body instead. */
  readonly raw?: Uint8Array;
  readonly code: string;
  readonly decidedBy: string;
  readonly messages: readonly Message[];
  readonly outcome: Outcome;
}

export type Metodo = (chamada: Chamada) => Feito;

export function chamadaDe(desk: Desk, operation: Operation, call: AsmxCall): Chamada {
  const fields: Record<string, string> = {};
  for (const name of operation.requestFields) fields[name] = textOf(call, name);
  const known = desk.host.find(fields["Identificacao"] ?? "");
  return {
    ...desk,
    operation,
    call,
    known,
    sandbox: known?.sandbox ?? desk.host.fallback(),
    account: known?.account ?? null,
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

/** A method that sends nothing: the scenario, the user, then its work. `tells`: codes a rule can have told of each record. */
export function perguntada(
  chamada: Chamada,
  tells: ReadonlySet<string>,
  work: (account: Account, told: string | null) => Resposta,
): Feito {
  const { host, operation, sandbox, settings, account } = chamada;
  const { instead, outcome, decidedBy } = host.exchange.consider(sandbox, askOf(chamada), operation);
  const feito = { decidedBy, outcome, messages: [], ...rawOf(outcome) };
  if (instead?.kind === "unprocessed") return { ...feito, result: null, code: "" };
  const told = instead?.kind === "scripted" && tells.has(instead.code) ? instead.code : null;
  if (instead !== null && told === null) {
    const code = instead.kind === "scripted" ? instead.code : codeOf(operation, instead.refusal.reason);
    return { ...feito, result: failure(operation, code, settings), code };
  }
  const refusal = userRefusal(account);
  const done = account === null || refusal !== null ? (refusal ?? refuse("unknown-credential")) : work(account, told);
  if ("reason" in done) return { ...feito, ...refused(chamada, done) };
  return { ...feito, result: lines(done.records, settings), code: done.code };
}

export function refused(
  { operation, settings }: Chamada,
  refusal: Refusal,
): Pick<Feito, "result" | "code" | "decidedBy"> {
  const code = codeOf(operation, refusal.reason);
  const why = refusal.detail === undefined ? refusal.reason : `${refusal.reason} (${refusal.detail})`;
  return { result: failure(operation, code, settings), code, decidedBy: `nature: ${why}` };
}

export function askOf({ operation, call, fields, account }: Chamada): RequestFacts {
  return {
    provider: "mensagem",
    operation: operation.name,
    channel: call.channel,
    fields,
    ...(account === null ? {} : { account }),
  };
}

export function rawOf(outcome: Outcome): Pick<Feito, "raw"> {
  return outcome.raw === undefined ? {} : { raw: outcome.raw };
}

/** As SEND's line, but that what antifraud holds is answered as accepted ("61 -> 1"). */
export function linhaDe(
  submitted: Submitted,
  { operation, settings }: Chamada,
): { readonly code: string; readonly line: string } {
  if (submitted.kind !== "accepted" || submitted.message.status !== "held")
    return lineOf(submitted, operation, settings);
  return lineOf({ ...submitted, code: sucesso.code }, operation, settings);
}
