// Receipts and inbound messages as the outbox keeps them, for the deliver_sm that is made at each attempt.

import { type Account, accountKey } from "../../../core/account.ts";
import type { JsonObject } from "../../../core/json.ts";
import { errorIn } from "../../../core/lifecycles.ts";
import type { Message } from "../../../core/message.ts";
import type { Store } from "../../../core/ports.ts";
import { type ReceiptsTo, reportReceiver } from "../../../core/report-receivers.ts";
import { isFinal } from "../../../core/status.ts";
import { receiptTextOctets } from "../../../protocols/smpp/receipt.ts";
import type { CallbackRequest, ClientEvent } from "../../provider.ts";
import { detailsOf } from "../details.ts";
import { clientAddress, endsOf, phoneAddress } from "./addresses.ts";
import { stateOf } from "./codes.ts";
import { dialectOf, type SmppDialect } from "./context.ts";
import { formattedId, shortForm } from "./message-id.ts";
import { receiptsToIn } from "./receipts-to.ts";

/**
 * True if registered_delivery asks for a report of this status (5.2.17). A message of another channel gets its final
 * report.
 */
function wanted(message: Message): boolean {
  if (message.channel !== "smpp") return isFinal(message.status);
  const registeredDelivery = Number(message.fields["registered_delivery"] ?? 0);
  if (!isFinal(message.status)) return message.status === "sent" && (registeredDelivery & 0x10) !== 0;
  const failed = message.status !== "delivered" && message.status !== "unconfirmed";
  switch (registeredDelivery & 3) {
    case 1:
      return true;
    case 2:
      return failed;
    case 3:
      return !failed;
    default:
      return false;
  }
}

export function smppRequests(store: Store, clientEvent: ClientEvent, dialect: SmppDialect): readonly CallbackRequest[] {
  const { account } = clientEvent;
  if (clientEvent.kind === "inbound") return [{ by: "smpp", data: inboundOf(store, clientEvent, dialect) }];
  const { message } = clientEvent;
  if (!wanted(message)) return [];
  const data = receiptOf(store, account, message, dialectOf(dialect, account));
  const receiver = receiptsToIn(data);
  return [{ by: "smpp", data, ...(typeof receiver === "string" ? {} : { account: receiver.account }) }];
}

/** Names the account of a system_id: a fork of the sandbox has the same accounts, with other system_ids. */
function named(store: Store, account: Account, receiptsTo: ReceiptsTo): ReceiptsTo {
  if (typeof receiptsTo !== "string" || typeof reportReceiver(receiptsTo) === "string") return receiptsTo;
  const owner = store.accounts
    .list(account.sandbox)
    .find((other) => other.provider === account.provider && detailsOf(other).integrationUser === receiptsTo);
  return owner === undefined ? receiptsTo : { account: accountKey(owner) };
}

function inboundOf(
  store: Store,
  { inbound, account }: Extract<ClientEvent, { kind: "inbound" }>,
  dialect: SmppDialect,
): JsonObject {
  const from = phoneAddress(store, account, inbound.from, dialect);
  const to = clientAddress(store, account, inbound.to);
  return {
    what: "inbound",
    at: inbound.receivedAt,
    reference: inbound.seq % 0x10000,
    fromTon: from.ton,
    fromNpi: from.npi,
    from: from.address,
    toTon: to.ton,
    toNpi: to.npi,
    to: to.address,
    text: inbound.text,
  };
}

function receiptOf(store: Store, account: Account, message: Message, dialect: SmppDialect): JsonObject {
  const { batch, session = 0, shortId, replaced_at, user_message_reference } = message.fields;
  const err = errorIn(message);
  const receiptsTo = message.callbacks?.receiptsTo ?? detailsOf(account).smpp.receiptsTo;
  const form = shortId === 1 ? shortForm(dialect.messageId) : dialect.messageId;
  return {
    what: "receipt",
    message: message.seq,
    at: message.statusAt,
    session: Number(session),
    id: formattedId(typeof batch === "string" ? batch : message.id, form, "receipt"),
    state: stateOf(message.status, dialect),
    final: isFinal(message.status),
    // Appendix B: of a message that was replaced, the date of the replacement.
    submitted: Number(replaced_at ?? message.acceptedAt),
    done: message.statusAt,
    text: firstCharacters(message.text, receiptTextOctets),
    delivered: message.status === "delivered" ? 1 : 0,
    ...(err === undefined ? {} : { err }),
    ...(receiptsTo === undefined ? {} : { receiptsTo: named(store, account, receiptsTo) }),
    ...endsOf(store, account, message, dialect),
    ...(typeof user_message_reference === "number" ? { userReference: user_message_reference } : {}),
  };
}

function firstCharacters(text: string, count: number): string {
  const start = text.slice(0, count);
  // Only a surrogate makes a character of two units.
  if (!/[\ud800-\udfff]/.test(start)) return start;
  return [...text.slice(0, 2 * count)].slice(0, count).join("");
}
