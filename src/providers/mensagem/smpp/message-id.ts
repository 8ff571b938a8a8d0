// message_id: the protocol as SMPP shows it (dialect `messageId`), and the message that one means.

import type { Account } from "../../../core/account.ts";
import { accountKey } from "../../../core/account.ts";
import type { Message } from "../../../core/message.ts";
import { numberInId } from "../../../core/message-id.ts";
import { placeOf, type Store } from "../../../core/ports.ts";
import type { IdForm } from "./context.ts";

/** Hex digits of the short form: 32 bits are unique within a sandbox. */
const short = 8;

/** The form for a peer of 3.3: 8 hex digits, where the dialect has no receipts in decimal of its own. */
export function shortForm(form: IdForm): IdForm {
  return form === "hex-submit-decimal-receipt" ? form : "hex";
}

/** The protocol in a response, or in a receipt. */
export function formattedId(id: string, form: IdForm, where: "response" | "receipt"): string {
  if (form === "md5") return id;
  const hex = id.slice(0, short);
  if (form === "hex" || (form === "hex-submit-decimal-receipt" && where === "response")) return hex;
  return String(Number.parseInt(hex, 16));
}

export type MessageLookup = { readonly message: Message } | "unknown" | "foreign";

/** The account's message that a message_id of a request means. */
export function findMessage(store: Store, account: Account, messageId: string, form: IdForm): MessageLookup {
  const message = lookUp(store, account.sandbox, messageId, form);
  if (message === null || message.provider !== "mensagem") return "unknown";
  return message.account === accountKey(account) ? { message } : "foreign";
}

function lookUp(store: Store, sandbox: string, messageId: string, form: IdForm): Message | null {
  if (/^[0-9a-f]{32}$/i.test(messageId)) return store.ledger.byId(sandbox, "mensagem", messageId.toLowerCase());
  const hex = hexOf(messageId, form);
  const place = hex === null ? null : numberInId(hex.padEnd(32, "0"));
  const last = store.ledger.list(sandbox, { limit: 1, newestFirst: true })[0];
  if (place === null || last === undefined) return null;
  const message = store.ledger.get(last.seq - placeOf(last.seq) + place);
  return message?.sandbox === sandbox && message.id.slice(0, short) === hex ? message : null;
}

/** The first digits of the protocol. Hex digits are tried first but where the form is decimal. */
function hexOf(messageId: string, form: IdForm): string | null {
  if (form !== "decimal" && /^[0-9a-f]{8}$/i.test(messageId)) return messageId.toLowerCase();
  if (form === "md5" || form === "hex" || !/^\d{1,10}$/.test(messageId) || Number(messageId) > 0xffffffff) return null;
  return Number(messageId).toString(16).padStart(short, "0");
}
