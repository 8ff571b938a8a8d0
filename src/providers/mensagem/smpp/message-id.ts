// message_id: the protocol as SMPP shows it (dialect `messageId`), and the message that one means.

import type { Account } from "../../../core/account.ts";
import { accountKey } from "../../../core/account.ts";
import type { Message } from "../../../core/message.ts";
import { numberInId } from "../../../core/message-id.ts";
import { placeOf, type Store } from "../../../core/ports.ts";
import type { SmppDialect } from "./context.ts";

/** Hex digits of the short form: 32 bits are unique within a sandbox. */
const short = 8;

/** The protocol in a response, or in a receipt. */
export function shownId(id: string, { messageId }: SmppDialect, where: "response" | "receipt"): string {
  if (messageId === "md5") return id;
  const hex = id.slice(0, short);
  return messageId === "decimal" || where === "receipt" ? String(Number.parseInt(hex, 16)) : hex;
}

export type FoundMessage = { readonly message: Message } | "unknown" | "foreign";

/** The account's message that a message_id of a request means. */
export function findMessage(store: Store, account: Account, shown: string, dialect: SmppDialect): FoundMessage {
  const message = lookUp(store, account.sandbox, shown, dialect);
  if (message === null || message.provider !== "mensagem") return "unknown";
  return message.account === accountKey(account) ? { message } : "foreign";
}

function lookUp(store: Store, sandbox: string, shown: string, { messageId }: SmppDialect): Message | null {
  if (/^[0-9a-f]{32}$/i.test(shown)) return store.ledger.byId(sandbox, "mensagem", shown.toLowerCase());
  const hex = hexOf(shown, messageId);
  const place = hex === null ? null : numberInId(hex.padEnd(32, "0"));
  const last = store.ledger.list(sandbox, { limit: 1, newestFirst: true })[0];
  if (place === null || last === undefined) return null;
  const message = store.ledger.get(last.seq - placeOf(last.seq) + place);
  return message?.sandbox === sandbox && message.id.slice(0, short) === hex ? message : null;
}

function hexOf(shown: string, dialect: SmppDialect["messageId"]): string | null {
  if (dialect === "hex-submit-decimal-receipt" && /^[0-9a-f]{8}$/i.test(shown)) return shown.toLowerCase();
  if (dialect === "md5" || !/^\d{1,10}$/.test(shown) || Number(shown) > 0xffffffff) return null;
  return Number(shown).toString(16).padStart(short, "0");
}
