// /sms/send: one SMS ("Envio de SMS Simples").

import type { Account } from "../../core/account.ts";
import { national, readNational } from "../../core/address.ts";
import type { Ask } from "../../core/ask.ts";
import type { Natural } from "../../core/exchange.ts";
import { messageId } from "../../core/message-id.ts";
import { type Refusal, refuse } from "../../core/refusal.ts";
import { rehearsalOf } from "../../core/rehearsal.ts";
import { describe } from "../../core/text.ts";
import type { OperationVocabulary } from "../../core/vocabulary.ts";
import { codeFor } from "../../core/vocabulary.ts";
import type { HttpAnswer, HttpRequest } from "../../wire/http/call.ts";
import { parseQuery } from "../../wire/http/query.ts";
import type { Host, Served } from "../provider.ts";
import { detailsOf } from "./details.ts";
import type { MensagemSettings } from "./settings.ts";
import { send } from "./vocabulary.ts";

/** Longest text, in characters ("Mensagem com até 600 caracteres"). */
const longestText = 600;

/** Parameters of `f` ("0=Comum, 1 = Comum Flash, 2 SMS Short, 4 = SMS Short Flash") as kinds of credit. */
const kinds: Readonly<Record<string, string>> = { "": "long", "0": "long", "1": "flash", "2": "short", "4": "short" };

/** Parameters by lower-case name; the first of a repeated one counts. */
export function parametersOf(request: HttpRequest): Readonly<Record<string, string>> {
  const out: Record<string, string> = Object.create(null);
  for (const [name, value] of parseQuery(request.query)) out[name.toLowerCase()] ??= value;
  return out;
}

export function plain(settings: MensagemSettings, body: string, status = 200): HttpAnswer {
  return { status, headers: [["Content-Type", settings.contentType]], body };
}

/** `<code>;<TEXT>` as the settings want it. */
export function failure(operation: OperationVocabulary, code: string, settings: MensagemSettings): string {
  if (settings.errorBody === "code") return code;
  const row = operation.codes.find((one) => one.code === code);
  return row === undefined ? code : `${code};${row.text}`;
}

export function serveSend(host: Host, settings: MensagemSettings, request: HttpRequest): Served {
  const parameters = parametersOf(request);
  const u = parameters["u"] ?? "";
  const known = host.find(u);
  const sandbox = known?.sandbox ?? host.fallback();
  const account = known?.account;
  const written = parameters["n"] ?? "";
  // "O caractere aspas simples é automaticamente substituído por espaço".
  const m = (parameters["m"] ?? "").replaceAll("'", " ");
  const id = parameters["id"] ?? "";
  const rehearsal = rehearsalOf(written);
  const number = rehearsal?.number ?? readNational(written, account === undefined ? {} : { facts: account.numbers });
  const to = "reason" in number ? written : number.normal;
  const described = describe(m);
  const kind = kinds[parameters["f"] ?? ""];
  const details = account === undefined ? null : detailsOf(account);
  const ask: Ask = {
    provider: "mensagem",
    operation: "send",
    channel: "get",
    to,
    text: m,
    fields: parameters,
    ...(account === undefined ? {} : { account }),
    ...(id === "" ? {} : { id }),
    ...(details === null ? {} : { from: details.la }),
  };

  function check(account: Account | null): Refusal | null {
    if (account === null) return refuse("unknown-credential");
    if (!account.enabled) return refuse("client-disabled");
    if (m.trim() === "") return refuse("empty-text");
    if (m.length > longestText) return refuse("text-too-long");
    if (kind === undefined) return refuse("kind-not-allowed");
    if (id.length > 40) return refuse("id-too-long");
    if ("reason" in number) return number;
    const facts = account.numbers[number.normal];
    if (facts?.blackList === true) return refuse("black-list");
    if (facts?.procon === true) return refuse("procon");
    if (facts?.invalid === true) return refuse("number-invalidated");
    if (account.prepaid && (account.credits[kind] ?? 0) < described.parts) return refuse("no-credit");
    return null;
  }

  const natural: Natural = {
    operation: send,
    check,
    debits: () => [{ kind: kind ?? "long", amount: described.parts }],
    draft: (ordinal) => ({
      id: messageId(sandbox.dice, ordinal),
      provider: "mensagem",
      account: `mensagem/${account?.name ?? ""}`,
      operation: "send",
      channel: "get",
      to,
      toWritten: written,
      from: details?.la ?? "",
      text: m,
      kind: kind ?? "long",
      encoding: described.encoding,
      parts: described.parts,
      status: "queued",
      fields: {},
      ...(id === "" ? {} : { clientId: id }),
    }),
  };

  const submitted = host.exchange.submit(sandbox, ask, natural);
  const code =
    submitted.kind === "accepted"
      ? "1"
      : submitted.kind === "refused"
        ? (codeFor(send, submitted.refusal.reason)?.code ?? "0")
        : submitted.kind === "scripted"
          ? submitted.code
          : "";
  const { raw } = submitted.outcome;
  const body =
    raw !== undefined
      ? Buffer.from(raw).toString("utf8")
      : submitted.kind === "accepted"
        ? `1;${submitted.message.id}${settings.sendSuccess === "trailing" ? ";" : ""}`
        : failure(send, code, settings);
  return {
    answer: submitted.kind === "unprocessed" ? null : plain(settings, body),
    sandbox,
    operation: "send",
    channel: "get",
    code,
    decidedBy: submitted.decidedBy,
    messages: submitted.kind === "accepted" ? [submitted.message] : [],
    findings: [],
    secrets: [u],
    outcome: submitted.outcome,
    ...(account === undefined ? {} : { account }),
  };
}

/** The phone as Mensagem writes it: DDD and number. */
export function msisdn(normal: string): string {
  return national(normal);
}
