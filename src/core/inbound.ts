// An SMS from a phone finds its way: to the account that the message it answers came from, else the one named, else the
// one that wrote to that phone last.

import { type Account, type AccountKey, accountKey } from "./account.ts";
import { normalise } from "./address.ts";
import type { Events } from "./events.ts";
import type { Inbound, Message } from "./message.ts";
import type { Due, Store } from "./ports.ts";
import type { Sandbox } from "./sandbox.ts";
import type { Sandboxes } from "./sandboxes.ts";
import { UsageError } from "./usage-error.ts";

/** What a phone sends. */
export interface InboundFromPhone {
  /** The phone, in any written form. */
  readonly from: string;
  readonly text: string;
  readonly provider?: string;
  readonly account?: AccountKey;
  /** The number it writes to; default: where the message it answers came from, else the account's own. */
  readonly to?: string;
  /** Protocol id of the message it answers; null: none. Default: the last one sent to that phone. */
  readonly answers?: string | null;
}

export interface Inbounds {
  /** @throws UsageError when no account can be found for it, or the message it should answer is unknown */
  receive(sandbox: Sandbox, phone: InboundFromPhone): Inbound;
  /** A reply that a scenario gave a message has fallen due. */
  reply(due: Due): void;
}

export interface InboundsDeps {
  readonly store: Store;
  readonly events: Events;
  readonly sandboxes: Pick<Sandboxes, "get">;
  /** By id. The address is the number that phones write to; absent: the provider takes no SMS of phones. */
  readonly providers: ReadonlyMap<string, { inboundAddress?(account: Account): string }>;
}

/** Longest text a phone can send, in characters: as many parts as a concatenated SMS may have. */
const longest = 255 * 153;

export function createInbounds(deps: InboundsDeps): Inbounds {
  const { store } = deps;

  function lastTo(sandbox: Sandbox, phone: InboundFromPhone, from: string): Message | null {
    const found = store.ledger.list(sandbox.name, {
      to: from,
      newestFirst: true,
      limit: 50,
      ...(phone.provider === undefined ? {} : { provider: phone.provider }),
      ...(phone.account === undefined ? {} : { account: phone.account }),
    });
    return found.find((message) => takes(store.accounts.get(sandbox.name, message.account))) ?? null;
  }

  function addressOf(account: Account): string | null {
    return deps.providers.get(account.provider)?.inboundAddress?.(account) ?? null;
  }

  function takes(account: Account | null): account is Account {
    return account !== null && addressOf(account) !== null;
  }

  function answeredBy(sandbox: Sandbox, phone: InboundFromPhone, from: string): Message | null {
    if (phone.answers === null) return null;
    if (phone.answers === undefined) return lastTo(sandbox, phone, from);
    const answered = store.ledger.list(sandbox.name, { id: phone.answers, limit: 1 })[0];
    if (answered !== undefined) return answered;
    throw new UsageError({
      where: "answers",
      problem: "must be the id of a message",
      value: phone.answers,
      remedy: "leave it out to answer the last message sent to that phone",
    });
  }

  function accountFor(sandbox: Sandbox, phone: InboundFromPhone, answered: Message | null): Account {
    const key = phone.account ?? answered?.account;
    if (key !== undefined) {
      const account = store.accounts.get(sandbox.name, key);
      if (account !== null) return account;
      throw new UsageError({
        where: "account",
        problem: "is not in the sandbox",
        value: key,
        remedy: "name one that is",
      });
    }
    const first = store.accounts
      .list(sandbox.name)
      .find((account) => takes(account) && (phone.provider === undefined || account.provider === phone.provider));
    if (first !== undefined) return first;
    const remedy = "name a provider or an account, or send that phone a message first";
    throw new UsageError({ where: "inbound", problem: "has no account it could be for", remedy });
  }

  function put(
    sandbox: Sandbox,
    account: Account,
    answered: Message | null,
    from: string,
    to: string,
    text: string,
  ): Inbound {
    const ordinal = store.ledger.nextInbound(sandbox.name);
    const inbound = store.ledger.addInbound({
      sandbox: sandbox.name,
      id: sandbox.random.digest(`inbound ${ordinal}`),
      provider: account.provider,
      account: accountKey(account),
      from,
      to,
      text,
      receivedAt: sandbox.clock.now(),
      fetched: false,
      ...(answered === null ? {} : { answers: answered.seq }),
    });
    deps.events.emit({ kind: "inbound", inbound });
    return inbound;
  }

  return {
    receive(sandbox, phone) {
      const from = normalise(phone.from);
      if (from === "" || phone.text.length > longest) {
        const problem = from === "" ? "must be a phone number" : `has a text over ${longest} characters`;
        throw new UsageError({ where: "inbound", problem, remedy: "mend it" });
      }
      const answered = answeredBy(sandbox, phone, from);
      const account = accountFor(sandbox, phone, answered);
      const to = phone.to ?? (answered?.from || addressOf(account)) ?? "";
      return put(sandbox, account, answered, from, to, phone.text);
    },
    reply(due) {
      const message = store.ledger.get(due.ref);
      const reply = message?.replies[due.part];
      const sandbox = deps.sandboxes.get(due.sandbox);
      if (message === null || reply === undefined || sandbox === null || message.status === "cancelled") return;
      const account = store.accounts.get(due.sandbox, message.account);
      if (takes(account)) put(sandbox, account, message, message.to, message.from, reply.text);
    },
  };
}
