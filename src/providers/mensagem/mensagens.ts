// Answers of STAT, STAM, CACL and the web service for existing messages, found by their protocol (md5).

import { national } from "../../core/address.ts";
import { localDateTimeMillis } from "../../core/local-time.ts";
import type { Message } from "../../core/message.ts";
import { type Refusal, refuse } from "../../core/refusal.ts";
import type { Host } from "../provider.ts";
import { cell, sentence, type Visit } from "./answer.ts";
import { statusRows } from "./codes-messages.ts";
import { recordsOf } from "./registros.ts";
import type { MensagemSettings } from "./settings.ts";

/** "até 1.000 registros na requisição" of the web service; of STAM and CACL too (assumed). */
const maxHashes = 1_000;

/** Protocols in a list, blanks around them dropped; an empty list has an empty protocol. */
export function hashesDe(written: string): readonly string[] | Refusal {
  const hashes = recordsOf(written, ";", maxHashes);
  if (hashes === null) return refuse("bad-layout", `> ${maxHashes} hashes`);
  return hashes.length === 0 ? [""] : hashes.map((hash) => hash.trim());
}

/** The message of this protocol in whichever sandbox it is: STAT and STAM carry no credential. */
export function mensagemDe(host: Host, hash: string): Message | null {
  for (const sandbox of host.store.sandboxes()) {
    const message = mensagemEm(host, sandbox, hash);
    if (message !== null) return message;
  }
  return null;
}

export function mensagemEm(host: Host, sandbox: string, hash: string): Message | null {
  return host.store.ledger.byId(sandbox, "mensagem", hash.toLowerCase());
}

/** The message of this protocol, if it is the account's own. */
export function mensagemDaConta(
  host: Host,
  account: { readonly sandbox: string; readonly name: string },
  hash: string,
): Message | null {
  const message = mensagemEm(host, account.sandbox, hash);
  return message?.account === `mensagem/${account.name}` ? message : null;
}

/** Values of a message in STAT and STAM, in the order of "Parâmetros de Resposta". */
export function columnsOf(message: Message, visit: Visit, ruleCode: string | null): readonly string[] {
  const { fields, settings } = visit;
  const row = visit.operation.codes.find((row) => row.code === ruleCode) ?? statusRows[message.status];
  const operator = String(message.fields["operadora"] ?? "");
  const columns = [localDateTimeMillis(message.acceptedAt), sentence(row, settings)];
  if (fields.get("C").trim() === "1") {
    return [...columns, operator, row.code, cell(message.clientId ?? ""), national(message.to)];
  }
  return fields.get("o").trim() === "1" ? [...columns, operator] : columns;
}

/** "Somente mensagens com status de aguardando envio estão aptas a cancelamento": cancels it if it is. */
export function cancelada(host: Host, message: Message): Message {
  if (message.status !== "scheduled" && message.status !== "held") return message;
  return host.lifecycles.force(message, "cancelled", "client") ?? message;
}

/** A line of CACL and cancel: hash, status, its words, external id, number, when it was carried out. */
export function linhaDeCancelamento(
  hash: string,
  row: { readonly code: string; readonly text: string; readonly literal?: string },
  message: Message | null,
  now: number,
  settings: MensagemSettings,
): string {
  const id = cell(message?.clientId ?? "");
  const number = message === null ? "" : national(message.to);
  return [cell(hash), row.code, sentence(row, settings), id, number, localDateTimeMillis(now)].join(";");
}
