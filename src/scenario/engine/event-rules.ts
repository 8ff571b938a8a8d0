// Rules on events: a phone has written, or a message has got a status. Their steps change variables and accounts.

import { type AccountKey, parseAccountKey } from "../../core/account.ts";
import type { Signal } from "../../core/events.ts";
import type { Inbound, Message } from "../../core/message.ts";
import type { Store } from "../../core/ports.ts";
import type { RequestFacts } from "../../core/request-facts.ts";

type SessionEvent = Extract<Signal, { readonly kind: "session" }>;

/** Facts of an inbound message: `from` is the phone. */
export function inboundFacts(store: Store, inbound: Inbound): RequestFacts {
  const { from, to, text, provider, id } = inbound;
  const answered = inbound.answers === undefined ? null : store.ledger.get(inbound.answers);
  return {
    ...common(store, inbound.sandbox, provider, inbound.account),
    event: "inbound",
    from,
    to,
    text,
    messageId: answered?.id ?? id,
    ...(answered?.clientId === undefined ? {} : { id: answered.clientId }),
  };
}

/** Facts of a message that has got a status: `to` is the phone. */
export function statusFacts(store: Store, message: Message): RequestFacts {
  const { to, from, text, provider, account, status, clientId, id } = message;
  return {
    ...common(store, message.sandbox, provider, account),
    event: "status",
    status,
    to,
    from,
    text,
    messageId: id,
    ...(clientId === undefined ? {} : { id: clientId }),
  };
}

/** Facts of a message that is accepted, with its first status. */
export function firstStatusFacts(store: Store, message: Message): RequestFacts {
  return { ...statusFacts(store, message), isFirstStatus: true };
}

/** Facts of a session that is bound, bound no more or idle; null: its account is gone. */
export function sessionEventFacts(
  store: Store,
  { sandbox, provider, account, event, session, silence }: SessionEvent,
): RequestFacts | null {
  const facts = common(store, sandbox, provider, account);
  if (facts.account === undefined) return null;
  return { ...facts, channel: "smpp", event, session, ...(silence === undefined ? {} : { silence }) };
}

function common(store: Store, sandbox: string, provider: string, key: AccountKey) {
  const account = parseAccountKey(key) === null ? null : store.accounts.get(sandbox, key);
  return {
    provider,
    operation: "",
    channel: "json" as const,
    fields: {},
    ...(account === null ? {} : { account }),
  };
}
