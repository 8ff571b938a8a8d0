// Delivery pending flag (SMPP 3.4 4.12, 5.3.2.28, 5.3.2.29): a data_sm with set_dpf that failed sets it for its phone.
// A later delivery, an inbound message or a person makes the phone reachable: alert_notification.

import { type Account, accountKey } from "../../../core/account.ts";
import type { Instant } from "../../../core/clock.ts";
import type { JsonObject } from "../../../core/json.ts";
import { instantAfter } from "../../../core/lifecycles.ts";
import type { Message } from "../../../core/message.ts";
import type { Store } from "../../../core/ports.ts";
import { isFinal, type Status } from "../../../core/status.ts";
import { number, optional, record, text, whole } from "../../../core/validate.ts";
import type { DeliverPdu } from "../../../protocols/smpp/pool.ts";
import type { ClientEvent, FollowUp } from "../../provider.ts";
import { endsOf } from "./addresses.ts";
import type { SmppDialect } from "./context.ts";

/** Phones with the flag set that one sandbox remembers at most. */
const maxFlags = 10_000;

const octet = optional(number(0, 255), 0);
const alertValidator = record({
  what: text(),
  at: whole(),
  session: optional(whole(), 0),
  sourceTon: octet,
  sourceNpi: octet,
  source: text(),
  destTon: octet,
  destNpi: octet,
  dest: text(),
});

/** True if the phone was away, as far as a status shows. */
function isFailure(status: Status): boolean {
  return status === "undelivered" || status === "expired";
}

/** True if the planned lifecycle of a message will set the flag: dpf_result in transaction mode. */
export function willSetFlag({ life, expiresAt, ...message }: Message): boolean {
  const end = life.find((step) => isFinal(step.status));
  if (end === undefined) return expiresAt !== undefined;
  return isFailure(end.status) || (expiresAt !== undefined && instantAfter(message, end.after) >= expiresAt);
}

/** Sets the flag, or clears it with an alert. */
export function flagFollowUps(store: Store, clientEvent: ClientEvent, dialect: SmppDialect): readonly FollowUp[] {
  const { account } = clientEvent;
  if (clientEvent.kind === "inbound")
    return reachable(store, account, clientEvent.inbound.from, clientEvent.inbound.receivedAt, dialect);
  const { message } = clientEvent;
  const { status } = message;
  if (status === "delivered") return reachable(store, account, message.to, message.statusAt, dialect);
  if (isFailure(status) && message.fields["set_dpf"] === 1) {
    const { keyValue } = store;
    const key = keyOf(account, message.to);
    if (keyValue.get(account.sandbox, key) !== null || keyValue.all(account.sandbox, "phone:").length < maxFlags) {
      keyValue.set(account.sandbox, key, message.id);
    }
  }
  return [];
}

/** Clears the flag of a phone, with an alert. */
export function reachable(
  store: Store,
  account: Account,
  phone: string,
  at: Instant,
  dialect: SmppDialect,
): readonly FollowUp[] {
  const key = keyOf(account, phone);
  const flag = store.keyValue.get(account.sandbox, key);
  if (flag === null) return [];
  store.keyValue.clear(account.sandbox, key);
  const flagged = store.ledger.byId(account.sandbox, account.provider, flag);
  return flagged === null ? [] : [alertOf(store, account, flagged, at, dialect)];
}

/** An alert_notification to the session of a message: its phone is available. */
export function alertOf(store: Store, account: Account, message: Message, at: Instant, dialect: SmppDialect): FollowUp {
  const session = Number(message.fields["session"] ?? 0);
  const data = { what: "alert", at, session, ...endsOf(store, account, message, dialect) };
  return { by: "smpp", about: message.seq, data };
}

/** The end mark keeps one number from being the beginning of another. */
function keyOf(account: Account, phone: string): string {
  return `phone:${accountKey(account)} ${phone};`;
}

/** The phone is the source, the sender of the submission the ESME's address. */
export function alertPdu(data: JsonObject): DeliverPdu {
  const it = alertValidator(data, "outbox");
  const body = {
    source_addr_ton: it.destTon,
    source_addr_npi: it.destNpi,
    source_addr: it.dest,
    esme_addr_ton: it.sourceTon,
    esme_addr_npi: it.sourceNpi,
    esme_addr: it.source,
  };
  return { command: "alert_notification", body };
}
