// SMS from phones (MO). The account is that of the answered message, else the named one, else the first that takes them.

import { type Account, type AccountKey, accountKey } from "./account.ts";
import { normalise } from "./address.ts";
import type { Events } from "./events.ts";
import type { Inbound, Message } from "./message.ts";
import type { Due, Store } from "./ports.ts";
import type { Sandbox } from "./sandbox.ts";
import type { Sandboxes } from "./sandboxes.ts";
import { UsageError } from "./usage-error.ts";

export interface InboundFromPhone {
  /** The phone, in any written form. */
  readonly from: string;
  readonly text: string;
  readonly provider?: string;
  readonly account?: AccountKey;
  /** The number written to; default: the sender of the answered message, else the account's own number. */
  readonly to?: string;
  /** Protocol id of the answered message; null: none. Default: the last message to that phone. */
  readonly answers?: string | null;
}

export interface InboundMessagesDeps {
  readonly store: Store;
  readonly events: Events;
  readonly sandboxes: Pick<Sandboxes, "get">;
  /** By id. The address is the number that phones write to; absent: the provider takes no SMS of phones. */
  readonly providers: ReadonlyMap<string, { inboundAddress?(account: Account): string }>;
}

/** Longest text of a phone in characters: a concatenated SMS has at most 255 parts. */
const maxLength = 255 * 153;
/** Latest messages to a phone among which the answered one is looked for. */
const maxAnswered = 50;

/** An inbound message before it has a number and an id. */
interface InboundDraft {
  readonly answered: Message | null;
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

export class InboundMessages {
  readonly #deps: InboundMessagesDeps;

  constructor(deps: InboundMessagesDeps) {
    this.#deps = deps;
    deps.events.on("due-reply", ({ due }) => this.#reply(due));
  }

  /** @throws UsageError when no account takes the SMS, or the answered message does not exist */
  receive(sandbox: Sandbox, phone: InboundFromPhone): Inbound {
    const from = normalise(phone.from);
    if (from === "" || phone.text.length > maxLength) {
      const problem = from === "" ? "must be a phone number" : `has a text over ${maxLength} characters`;
      throw new UsageError({ where: "inbound", problem, remedy: "mend it" });
    }
    const answered = this.#answered(sandbox, phone, from);
    const account = this.#account(sandbox, phone, answered);
    const to = phone.to ?? (answered?.from || this.#address(account)) ?? "";
    return this.#add(sandbox, account, { answered, from, to, text: phone.text });
  }

  /** Sends a reply of a scenario or test number that is due. */
  #reply(due: Due): void {
    const { store, sandboxes } = this.#deps;
    const message = store.ledger.get(due.ref);
    const reply = message?.replies[due.part];
    const sandbox = sandboxes.get(due.sandbox);
    if (message === null || reply === undefined || sandbox === null || message.status === "cancelled") return;
    const account = store.accounts.get(due.sandbox, message.account);
    if (!this.#takes(account)) return;
    this.#add(sandbox, account, { answered: message, from: message.to, to: message.from, text: reply.text });
  }

  #address(account: Account): string | null {
    return this.#deps.providers.get(account.provider)?.inboundAddress?.(account) ?? null;
  }

  #takes(account: Account | null): account is Account {
    return account !== null && this.#address(account) !== null;
  }

  #answered(sandbox: Sandbox, phone: InboundFromPhone, from: string): Message | null {
    if (phone.answers === null) return null;
    if (phone.answers === undefined) return this.#lastTo(sandbox, phone, from);
    const answered = this.#deps.store.ledger.list(sandbox.name, { id: phone.answers, limit: 1 })[0];
    if (answered !== undefined) return answered;
    throw new UsageError({
      where: "answers",
      problem: "must be the id of a message",
      value: phone.answers,
      remedy: "leave it out to answer the last message sent to that phone",
    });
  }

  #lastTo(sandbox: Sandbox, phone: InboundFromPhone, from: string): Message | null {
    const { ledger, accounts } = this.#deps.store;
    const latest = ledger.list(sandbox.name, {
      to: from,
      newestFirst: true,
      limit: maxAnswered,
      ...(phone.provider === undefined ? {} : { provider: phone.provider }),
      ...(phone.account === undefined ? {} : { account: phone.account }),
    });
    return latest.find((message) => this.#takes(accounts.get(sandbox.name, message.account))) ?? null;
  }

  #account(sandbox: Sandbox, phone: InboundFromPhone, answered: Message | null): Account {
    const { accounts } = this.#deps.store;
    const key = phone.account ?? answered?.account;
    if (key !== undefined) {
      const account = accounts.get(sandbox.name, key);
      if (account !== null) return this.#taking(account, phone);
      const remedy = `it has ${accounts.list(sandbox.name).map(accountKey).join(", ")}`;
      throw new UsageError({ where: "account", problem: "must be an account of the sandbox", value: key, remedy });
    }
    const first = accounts
      .list(sandbox.name)
      .find((account) => this.#takes(account) && (phone.provider ?? account.provider) === account.provider);
    if (first !== undefined) return first;
    const remedy = "name a provider or an account, or send that phone a message first";
    throw new UsageError({ where: "inbound", problem: "has no account it could be for", remedy });
  }

  /** Refuses an account that takes no SMS of phones, or is of another provider. */
  #taking(account: Account, { provider = account.provider }: InboundFromPhone): Account {
    if (this.#takes(account) && provider === account.provider) return account;
    const problem = provider === account.provider ? "must take SMS of phones" : `must be an account of ${provider}`;
    const remedy = "name another account, or leave it out";
    throw new UsageError({ where: "account", problem, value: accountKey(account), remedy });
  }

  #add(sandbox: Sandbox, account: Account, { answered, from, to, text }: InboundDraft): Inbound {
    const { store, events } = this.#deps;
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
    events.emit({ kind: "received", inbound });
    const planned = store.ledger.getInbound(inbound.seq) ?? inbound;
    events.emit({ kind: "inbound", inbound: planned });
    return planned;
  }
}
