// Sophia's words to ours: what a request for one SMS asks, and the message it becomes.

import type { Account } from "../../core/account.ts";
import { national, normalise, type PhoneNumber, readNational } from "../../core/address.ts";
import type { Message } from "../../core/message.ts";
import { type Refusal, refuse } from "../../core/refusal.ts";
import type { RequestFacts } from "../../core/request-facts.ts";
import type { Sandbox } from "../../core/sandbox.ts";
import type { MessageIds, ProviderDefaults, Submission } from "../../core/submission.ts";
import { isWithoutCode, testNumberPhone } from "../../core/test-number-tables.ts";
import { describe } from "../../core/text.ts";
import type { OperationVocabulary } from "../../core/vocabulary.ts";
import type { SophiaCaller } from "./caller.ts";
import type { SophiaSettings } from "./settings.ts";
import { uniqid } from "./uniqid.ts";

/** An SMS as a client asks for it. */
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

export function factsFor(
  operation: string,
  { request, parameters, account }: Pick<SophiaCaller, "request" | "parameters" | "account">,
  pedido: Pedido,
): RequestFacts {
  return {
    provider: "sophia",
    operation,
    channel: parameters.channel,
    http: request,
    to: normalise(pedido.destino),
    text: pedido.msg,
    fields: { destino: pedido.destino, msg: pedido.msg, id: pedido.id },
    ...(account === null ? {} : { account }),
    ...(pedido.id === "" ? {} : { id: pedido.id }),
  };
}

/** An SMS ready to be decided. */
export interface SophiaEnvio extends Submission {
  readonly pedido: Pedido;
  readonly number: PhoneNumber | Refusal;
  /** Mistake of the body that should be JSON; null: there is none. */
  readonly mistake: string | null;
}

/** @param mistake of a body that is no JSON: wrong before anything in the message can be */
export function envioOf(
  facts: RequestFacts,
  pedido: Pedido,
  sandbox: Sandbox,
  mistake: string | null = null,
): SophiaEnvio {
  const { account } = facts;
  const text = describe(pedido.msg);
  // DDD and number, as in all the document's examples; the country may stand before them.
  const number =
    (sandbox.testNumbers ? testNumberPhone(pedido.destino) : null) ??
    readNational(national(normalise(pedido.destino)), account === undefined ? {} : { facts: account.numbers });
  return {
    facts,
    pedido,
    number,
    mistake,
    debits: [{ kind: "sms", amount: text.parts }],
    draft: {
      to: "reason" in number ? pedido.destino : number.normal,
      toWritten: pedido.destino,
      from: "",
      text: pedido.msg,
      kind: "sms",
      encoding: text.encoding,
      parts: text.parts,
      status: "queued",
      fields: {},
      ...(pedido.id === "" ? {} : { clientId: pedido.id }),
    },
    ...(pedido.id === "" ? {} : { id: pedido.id }),
  };
}

export function envioDefaults(operation: OperationVocabulary): ProviderDefaults<SophiaEnvio> {
  return { operation, check, newId: ({ sandbox, taken }) => uniqid(sandbox.clock, taken) };
}

function check(
  account: Account | null,
  { pedido, number, draft, mistake }: SophiaEnvio,
  ids: MessageIds,
): Refusal | null {
  if (mistake !== null) return refuse("bad-layout", mistake);
  if (account === null) return refuse("unknown-credential");
  if (!account.enabled) return refuse("client-disabled");
  if (pedido.bad === true) return refuse("bad-record");
  if ("reason" in number) return number;
  if (isWithoutCode(number)) return refuse("wrong-prefix");
  const facts = account.numbers[number.normal];
  if (facts?.blackList === true || facts?.procon === true) return refuse("black-list");
  if (facts?.cancelled === true) return refuse("delivery-cancelled");
  if (facts?.invalid === true) return refuse("number-invalidated");
  if (pedido.msg.trim() === "") return refuse("empty-text");
  if (pedido.msg.length > longestText) return refuse("text-too-long");
  if (pedido.id.length > longestId) return refuse("id-too-long");
  if (pedido.id !== "" && ids.taken(pedido.id)) return refuse("repeated-id");
  return account.prepaid && (account.credits["sms"] ?? 0) < draft.parts ? refuse("no-credit") : null;
}

/** The phone as Sophia writes it: DDD and number, or as the request of the message wrote it. */
export function numero(
  normal: string,
  message: Pick<Message, "toWritten"> | null,
  { numberForm }: Pick<SophiaSettings, "numberForm">,
): string {
  return numberForm === "as-sent" && message !== null ? message.toWritten : national(normal);
}
