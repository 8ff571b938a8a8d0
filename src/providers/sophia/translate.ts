// Sophia's words to ours: what a request for one SMS asks, and the message it becomes.

import { type Account, accountKey } from "../../core/account.ts";
import { national, normalise, readNational } from "../../core/address.ts";
import type { Natural } from "../../core/exchange.ts";
import type { Channel } from "../../core/message.ts";
import { type Refusal, refuse } from "../../core/refusal.ts";
import { rehearsalOf } from "../../core/rehearsal.ts";
import type { RequestFacts } from "../../core/request-facts.ts";
import type { Sandbox } from "../../core/sandbox.ts";
import { describe } from "../../core/text.ts";
import type { OperationVocabulary } from "../../core/vocabulary.ts";
import type { Host } from "../provider.ts";
import { uniqid } from "./uniqid.ts";

/** One SMS as a client asks for it. */
export interface Pedido {
  readonly destino: string;
  readonly msg: string;
  /** Empty: none given. */
  readonly id: string;
  /** An element of `mensagens` that is no object. */
  readonly bad?: true;
}

/** Longest text, in characters: as many parts as the concatenation header can count (assumed: the document names none). */
const longestText = 255 * 153;
/** Longest id, in characters (assumed: the document names none). */
const longestId = 100;

export const emptyPedido: Pedido = { destino: "", msg: "", id: "" };

export function askFor(operation: string, channel: Channel, pedido: Pedido, account: Account | null): RequestFacts {
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
  ask: RequestFacts,
  pedido: Pedido,
  sandbox: Sandbox,
): Natural {
  const account = ask.account;
  const text = describe(pedido.msg);
  // DDD and number, as in all the document's examples; the country may stand before them.
  const number =
    (sandbox.rehearsal ? rehearsalOf(pedido.destino)?.number : undefined) ??
    readNational(national(normalise(pedido.destino)), account === undefined ? {} : { facts: account.numbers });
  const normal = "reason" in number ? pedido.destino : number.normal;
  const taken = (id: string): boolean => host.store.ledger.byId(sandbox.name, "sophia", id) !== null;

  function check(account: Account | null): Refusal | null {
    if (account === null) return refuse("unknown-credential");
    if (!account.enabled) return refuse("client-disabled");
    if (pedido.bad === true) return refuse("bad-record");
    if ("reason" in number) return number;
    const facts = account.numbers[normal];
    if (facts?.blackList === true || facts?.procon === true) return refuse("black-list");
    if (facts?.cancelled === true) return refuse("delivery-cancelled");
    if (facts?.invalid === true) return refuse("number-invalidated");
    if (pedido.msg.trim() === "") return refuse("empty-text");
    if (pedido.msg.length > longestText) return refuse("text-too-long");
    if (pedido.id.length > longestId) return refuse("id-too-long");
    if (pedido.id !== "" && taken(pedido.id)) return refuse("repeated-id");
    if (account.prepaid && (account.credits["sms"] ?? 0) < text.parts) return refuse("no-credit");
    return null;
  }

  return {
    operation,
    check,
    debits: () => [{ kind: "sms", amount: text.parts }],
    draft: () => ({
      id: pedido.id === "" ? uniqid(sandbox.clock, taken) : pedido.id,
      provider: "sophia",
      account: accountKey({ provider: "sophia", name: account?.name ?? "" }),
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

/** The phone as Sophia writes it: DDD and number. */
export function numero(normal: string): string {
  return national(normal);
}
