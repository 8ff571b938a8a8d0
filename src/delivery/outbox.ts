// From news to outbox entries: asks the provider what is worth telling and writes it in the transaction of the event that
// causes it, as the scenario's `callbacks` step wants it (copies, order, lost ones, delay).

import { type Account, accountKey } from "../core/account.ts";
import type { Events } from "../core/events.ts";
import type { CallbackPlan, Inbound, Message } from "../core/message.ts";
import type { OutboxEntry, Store } from "../core/ports.ts";
import type { Sandbox } from "../core/sandbox.ts";
import type { Sandboxes } from "../core/sandboxes.ts";
import type { FollowUp, News, Notice, OpenProvider, ProviderCallbacks } from "../providers/provider.ts";

/** Writes for each status and inbound; beside that: */
export interface OutboxWriter {
  /** A phone (in normal form) is reachable again. @returns what tells of it */
  onReachable(sandbox: Sandbox, phone: string): readonly OutboxEntry[];
}

export interface OutboxDeps {
  readonly store: Store;
  readonly events: Events;
  readonly sandboxes: Pick<Sandboxes, "get">;
  /** By id. */
  readonly providers: ReadonlyMap<string, OpenProvider>;
  /** A fresh entry is due now: hand it to its courier. */
  readonly ready: (entry: OutboxEntry) => void;
}

interface Told {
  readonly notice: Notice;
  readonly subject: Pick<OutboxEntry, "about" | "ref" | "status">;
}

function told(news: News, notice: Notice): Told {
  if (news.kind === "inbound") return { notice, subject: { about: "inbound", ref: news.inbound.seq } };
  return { notice, subject: { about: "report", ref: news.message.seq, status: news.message.status } };
}

export function createOutboxWriter(deps: OutboxDeps): OutboxWriter {
  const { store } = deps;

  function put(account: Account, { notice, subject }: Told, plan: CallbackPlan, lost: boolean): OutboxEntry | null {
    const sandbox = deps.sandboxes.get(account.sandbox);
    if (sandbox === null) return null;
    const now = sandbox.clock.now();
    const at = now + (plan.delay ?? 0);
    const entry = store.outbox.add({
      sandbox: account.sandbox,
      account: accountKey(account),
      provider: account.provider,
      ...subject,
      by: notice.by,
      at,
      data: notice.data,
    });
    if (lost) store.outbox.update(entry, "lost", 0, at);
    else if (at > now) store.schedule.add({ sandbox: account.sandbox, at, kind: "callback", ref: entry.seq, part: 0 });
    else deps.ready(entry);
    return entry;
  }

  /** @param before how many reports of the message there were before these */
  function tell(account: Account, all: readonly Told[], plan: CallbackPlan, before: number): void {
    for (const [index, one] of all.entries()) {
      const lost = before + index < (plan.lose ?? 0);
      for (let copy = 0; copy < (plan.copies ?? 1); copy++) put(account, one, plan, lost);
    }
  }

  function followUp(account: Account, all: readonly FollowUp[] = []): OutboxEntry[] {
    return all.flatMap(({ by, data, about }) => {
      const entry = put(account, { notice: { by, data }, subject: { about: "report", ref: about } }, {}, false);
      return entry === null ? [] : [entry];
    });
  }

  function reportsOf(callbacks: ProviderCallbacks, account: Account, message: Message): Told[] {
    const news: News = { kind: "status", message, account };
    return callbacks.notices(news).map((notice) => told(news, notice));
  }

  /** The reports of each step of a message so far, the latest last. */
  function story(callbacks: ProviderCallbacks, account: Account, message: Message): Told[][] {
    return store.stories.of(message.seq).map(({ status, at, word }) => {
      const then: Message = { ...message, status, statusAt: at, ...(word === undefined ? {} : { word }) };
      return reportsOf(callbacks, account, then);
    });
  }

  /** A plan that needs to know the reports before: which are lost, or all of them in another order once life is over. */
  function planned(callbacks: ProviderCallbacks, account: Account, message: Message, plan: CallbackPlan): void {
    const steps = story(callbacks, account, message);
    const before = steps.slice(0, -1).flat().length;
    const latest = steps.at(-1) ?? [];
    if (plan.order === undefined) {
      tell(account, latest, plan, before);
      return;
    }
    const began = store.outbox.firstAbout({ about: "report", ref: message.seq }) !== null;
    // A status forced after the planned life was told in its order: it comes after them, as it must.
    if (began) tell(account, latest, plan, before);
    else if (message.life.length === 0) {
      const all = steps.flat();
      if (plan.order === "reversed") all.reverse();
      else shuffle(all, deps.sandboxes.get(message.sandbox), message.seq);
      tell(account, all, plan, 0);
    }
  }

  function onStatus(message: Message): void {
    const callbacks = deps.providers.get(message.provider)?.callbacks;
    const account = store.accounts.get(message.sandbox, message.account);
    if (callbacks === undefined || account === null) return;
    const plan = message.callbacks ?? {};
    if (plan.order === undefined && plan.lose === undefined) {
      tell(account, reportsOf(callbacks, account, message), plan, 0);
    } else planned(callbacks, account, message, plan);
    followUp(account, callbacks.followUps?.({ kind: "status", message, account }));
  }

  function onInbound(inbound: Inbound): void {
    const callbacks = deps.providers.get(inbound.provider)?.callbacks;
    const account = store.accounts.get(inbound.sandbox, inbound.account);
    if (callbacks === undefined || account === null) return;
    const answered = inbound.answers === undefined ? null : store.ledger.get(inbound.answers);
    const news: News = { kind: "inbound", inbound, answered, account };
    const all = callbacks.notices(news).map((notice) => told(news, notice));
    tell(account, all, {}, 0);
    followUp(account, callbacks.followUps?.(news));
  }

  deps.events.on("status", ({ message }) => onStatus(message));
  deps.events.on("inbound", ({ inbound }) => onInbound(inbound));

  return {
    onReachable(sandbox, phone) {
      const now = sandbox.clock.now();
      return store.accounts
        .list(sandbox.name)
        .flatMap((account) =>
          followUp(account, deps.providers.get(account.provider)?.callbacks?.reachable?.(account, phone, now)),
        );
    },
  };
}

function shuffle<T>(all: T[], sandbox: Sandbox | null, seq: number): void {
  for (let last = all.length - 1; last > 0; last--) {
    const other = Math.floor((sandbox?.dice.draw(`shuffle ${seq} ${last}`) ?? 0) * (last + 1));
    const a = all[last];
    const b = all[other];
    if (a === undefined || b === undefined) continue;
    all[last] = b;
    all[other] = a;
  }
}
