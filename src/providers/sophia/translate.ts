// Sophia's words to ours and back: what a request for one SMS asks, what its answer says.

import type { Account } from "../../core/account.ts";
import { national, normalise, readNational } from "../../core/address.ts";
import type { Ask } from "../../core/ask.ts";
import type { Natural, Submitted } from "../../core/exchange.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { localDateTime } from "../../core/local-time.ts";
import type { Channel } from "../../core/message.ts";
import type { Instant } from "../../core/ports.ts";
import { type Refusal, refuse } from "../../core/refusal.ts";
import { rehearsalOf } from "../../core/rehearsal.ts";
import { describe } from "../../core/text.ts";
import type { OperationVocabulary } from "../../core/vocabulary.ts";
import type { Host } from "../provider.ts";
import { causes, detailOf, envioStatus, sucesso } from "./codes.ts";
import type { SophiaSettings } from "./settings.ts";
import { uniqid } from "./uniqid.ts";

/** One SMS as a client asks for it. */
export interface Pedido {
  readonly destino: string;
  readonly msg: string;
  /** Empty: none given. */
  readonly id: string;
}

/** Longest text, in characters: as many parts as the concatenation header can count (assumed: the document names none). */
const longestText = 255 * 153;

export function askFor(operation: string, channel: Channel, pedido: Pedido, account: Account | null): Ask {
  return {
    provider: "sophia",
    operation,
    channel,
    to: normalise(pedido.destino),
    text: pedido.msg,
    fields: { destino: pedido.destino, msg: pedido.msg, id: pedido.id },
    ...(account === null ? {} : { account }),
    ...(pedido.id === "" ? {} : { id: pedido.id }),
  };
}

export function naturalFor(
  host: Host,
  operation: OperationVocabulary,
  ask: Ask,
  pedido: Pedido,
  sandbox: string,
): Natural {
  const account = ask.account;
  const text = describe(pedido.msg);
  const rehearsal = rehearsalOf(pedido.destino);
  // DDD and number, as in all the document's examples; the country may stand before them.
  const number =
    rehearsal?.number ??
    readNational(national(normalise(pedido.destino)), account === undefined ? {} : { facts: account.numbers });
  const normal = "reason" in number ? pedido.destino : number.normal;

  function check(account: Account | null): Refusal | null {
    if (account === null) return refuse("unknown-credential");
    if (!account.enabled) return refuse("client-disabled");
    if ("reason" in number) return number;
    if (account.numbers[normal]?.blackList === true) return refuse("black-list");
    if (account.numbers[normal]?.invalid === true) return refuse("number-invalidated");
    if (pedido.msg.trim() === "") return refuse("empty-text");
    if (pedido.msg.length > longestText) return refuse("text-too-long");
    if (pedido.id !== "" && host.store.ledger.byId(sandbox, "sophia", pedido.id) !== null) return refuse("repeated-id");
    if (account.prepaid && (account.credits["sms"] ?? 0) < text.parts) return refuse("no-credit");
    return null;
  }

  return {
    operation,
    check,
    debits: () => [{ kind: "sms", amount: text.parts }],
    draft: (_ordinal, now) => ({
      id: pedido.id === "" ? uniqid(now, (id) => host.store.ledger.byId(sandbox, "sophia", id) !== null) : pedido.id,
      provider: "sophia",
      account: account === undefined ? "" : `sophia/${account.name}`,
      operation: operation.name,
      channel: ask.channel,
      to: normal,
      toWritten: pedido.destino,
      from: "",
      text: pedido.msg,
      kind: "sms",
      encoding: text.encoding,
      parts: text.parts,
      status: "queued",
      fields: {},
      ...(pedido.id === "" ? {} : { clientId: pedido.id }),
    }),
  };
}

/** One entry of `envio` or `detalhes`, keys in the document's order. */
export function entryFor(submitted: Submitted, pedido: Pedido, now: Instant, settings: SophiaSettings): JsonObject {
  switch (submitted.kind) {
    case "accepted":
      return entry(
        settings,
        pedido.destino,
        envioStatus.incluida,
        submitted.message.id,
        now,
        sucesso,
        submitted.fields,
      );
    case "refused":
      return entry(settings, pedido.destino, envioStatus.erro, "", now, detailOf(submitted.refusal.reason), undefined);
    case "scripted":
      return entry(
        settings,
        pedido.destino,
        envioStatus.erro,
        "",
        now,
        scriptedDetail(submitted.code),
        submitted.fields,
      );
    case "unprocessed":
      return {};
  }
}

export function entry(
  settings: SophiaSettings,
  destino: string,
  status: number,
  id: string,
  now: Instant,
  detail: string,
  scripted: JsonObject | undefined,
): JsonObject {
  const ids: Record<string, Json> = {};
  if (settings.messageIdKey !== "messageID") ids["mesageID"] = id;
  if (settings.messageIdKey !== "mesageID") ids["messageID"] = id;
  return { destino, status, ...ids, data: localDateTime(now), detailDescription: detail, ...scripted };
}

function scriptedDetail(code: string): string {
  return causesByNumber.get(code) ?? "ERRO INTERNO";
}

const causesByNumber = new Map(causes.map((cause) => [cause.number, cause.detail]));

/** The phone as Sophia writes it: DDD and number. */
export function numero(normal: string): string {
  return national(normal);
}
