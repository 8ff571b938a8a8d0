// From news to outbox entries: asks the provider what is worth telling and writes it in the transaction of the event that
// causes it, as the scenario's `callbacks` step wants it (copies, order, lost ones, delay).

import { type Account, accountKey } from "../core/account.ts";
import type { CallbackPlan, Inbound, Message } from "../core/message.ts";
import type { OutboxEntry, Store } from "../core/ports.ts";
import type { Sandbox } from "../core/sandbox.ts";
import type { News, Notice, OpenProvider } from "../providers/provider.ts";

export interface OutboxWriter {
  onStatus(message: Message): void;
  onInbound(inbound: Inbound, answered: Message | null): void;
}

export interface OutboxDeps {
  readonly store: Store;
  readonly sandbox: (name: string) => Sandbox | null;
  readonly provider: (id: string) => OpenProvider | null;
  /** A fresh entry is due now: hand it to its courier. */
  readonly ready: (entry: OutboxEntry) => void;
}

export function createOutboxWriter(deps: OutboxDeps): OutboxWriter {
  const { store } = deps;

  function put(account: Account, news: News, notice: Notice, plan: CallbackPlan, lost: boolean): void {
    const sandbox = deps.sandbox(account.sandbox);
    if (sandbox === null) return;
    const at = sandbox.clock.now() + (plan.delay ?? 0);
    const ref = news.kind === "status" ? news.message.seq : news.inbound.seq;
    const key = accountKey(account);
    const entry = store.outbox.add({
      sandbox: account.sandbox,
      account: key,
      provider: account.provider,
      about: news.kind === "status" ? "report" : "inbound",
      ref,
      by: notice.by,
      at,
      lane: news.kind === "status" ? `m${ref}` : `i${ref}`,
      data: notice.data,
      ...(news.kind === "status" ? { status: news.message.status } : {}),
    });
    if (lost) store.outbox.update(entry.seq, "lost", 0);
    else if (at > sandbox.clock.now()) {
      store.schedule.add({ sandbox: account.sandbox, at, kind: "callback", ref: entry.seq, part: 0 });
    } else deps.ready(entry);
  }

  function tell(
    account: Account,
    all: readonly { readonly news: News; readonly notice: Notice }[],
    plan: CallbackPlan,
    lostBefore: number,
  ): void {
    for (const [index, { news, notice }] of all.entries()) {
      const lost = lostBefore + index < (plan.lose ?? 0);
      for (let copy = 0; copy < (plan.copies ?? 1); copy++) put(account, news, notice, plan, lost);
    }
  }

  /** All reports of a message so far, for a plan that changes their order: told together once its life is over. */
  function reordered(provider: OpenProvider, account: Account, message: Message, plan: CallbackPlan): void {
    if (message.life.length > 0) return;
    const all = store.stories.of(message.seq).flatMap((step) => {
      const news: News = {
        kind: "status",
        account,
        message: {
          ...message,
          status: step.status,
          statusAt: step.at,
          ...(step.word === undefined ? {} : { word: step.word }),
        },
      };
      return provider.notices(news).map((notice) => ({ news, notice }));
    });
    if (plan.order === "reversed") all.reverse();
    else shuffle(all, deps.sandbox(message.sandbox), message.seq);
    tell(account, all, plan, 0);
  }

  return {
    onStatus(message) {
      const provider = deps.provider(message.provider);
      const account = store.accounts.get(message.sandbox, message.account);
      if (provider === null || account === null) return;
      const plan = message.callbacks ?? {};
      if (plan.order !== undefined) {
        reordered(provider, account, message, plan);
        return;
      }
      const news: News = { kind: "status", message, account };
      const all = provider.notices(news).map((notice) => ({ news, notice }));
      const before =
        plan.lose === undefined
          ? 0
          : store.outbox.count(message.sandbox, { ref: message.seq, about: "report" }) / (plan.copies ?? 1);
      tell(account, all, plan, before);
    },
    onInbound(inbound, answered) {
      const provider = deps.provider(inbound.provider);
      const account = store.accounts.get(inbound.sandbox, inbound.account);
      if (provider === null || account === null) return;
      const news: News = { kind: "inbound", inbound, answered, account };
      tell(
        account,
        provider.notices(news).map((notice) => ({ news, notice })),
        {},
        0,
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
