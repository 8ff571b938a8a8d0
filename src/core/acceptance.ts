// Acceptance of a message: its price is taken, it is stored, and its later statuses and replies are planned.

import type { Account } from "./account.ts";
import { accountKey } from "./account.ts";
import type { Millis } from "./clock.ts";
import type { Events } from "./events.ts";
import { instantAfter, type Lifecycles, queuedFirst } from "./lifecycles.ts";
import type { CallbackPlan, Debit, LifeStep, Message } from "./message.ts";
import type { Store } from "./ports.ts";
import type { Sandbox } from "./sandbox.ts";
import type { Draft, Submission } from "./submission.ts";

/** Lifecycle, replies and callbacks of a message once it is accepted. */
export interface Plans {
  readonly life: readonly LifeStep[];
  readonly replies: Message["replies"];
  readonly callbacks: CallbackPlan | undefined;
  /** Times of alert_notifications. */
  readonly alerts?: readonly Millis[] | undefined;
  /** The rules that took part. */
  readonly rules: Message["rules"] | undefined;
  /** True where the rules leave its statuses and reports as they would be without them. */
  readonly keepsLife?: boolean;
  readonly testNumber?: Message["testNumber"] | undefined;
}

export interface AcceptanceDeps {
  readonly store: Store;
  readonly events: Events;
  readonly lifecycles: Lifecycles;
}

/** @param fields more fields of the message */
export function accept(
  { store, events, lifecycles }: AcceptanceDeps,
  sandbox: Sandbox,
  account: Account,
  submission: Submission,
  id: string,
  { life: planned, replies, callbacks, alerts = [], rules, keepsLife = false, testNumber }: Plans,
  fields: Message["fields"] = {},
): Message {
  const { facts, draft } = submission;
  const now = sandbox.clock.now();
  const debits = debit(store, account, submission.debits);
  const { status, life } = begin(draft.status, planned);
  const message = store.ledger.add({
    ...draft,
    fields: { ...draft.fields, ...fields },
    id,
    provider: facts.provider,
    account: accountKey(account),
    operation: facts.operation,
    channel: facts.channel,
    status,
    sandbox: sandbox.name,
    statusAt: now,
    acceptedAt: now,
    life,
    replies,
    debits,
    call: store.journal.upcoming(sandbox.name),
    ...(callbacks === undefined ? {} : { callbacks }),
    ...(rules === undefined ? {} : { rules }),
    ...(keepsLife ? { keepsLife } : {}),
    ...(testNumber === undefined ? {} : { testNumber }),
  });
  events.emit({ kind: "message", message });
  if (debits.length > 0) events.emit({ kind: "account", sandbox: sandbox.name, account: message.account });
  lifecycles.plan(message);
  for (const [part, reply] of replies.entries()) {
    const at = instantAfter(message, reply.after);
    store.schedule.add({ sandbox: sandbox.name, at, kind: "reply", ref: message.seq, part });
  }
  // An alert_notification is for the session of the submission: a message of HTTP has none.
  for (const [part, after] of facts.channel === "smpp" ? alerts.entries() : []) {
    const at = instantAfter(message, after);
    store.schedule.add({ sandbox: sandbox.name, at, kind: "alert", ref: message.seq, part });
  }
  const begun = sandbox.scenario?.hasEventRules === true ? announced(store, events, message) : message;
  return callbacks?.beforeAnswer === true ? lifecycles.rush(begun) : begun;
}

/** The message once rules on its first status have been tried. */
function announced(store: Store, events: Events, message: Message): Message {
  events.emit({ kind: "accepted", message });
  return store.ledger.get(message.seq) ?? message;
}

/** Takes each debit as far as the account has it. */
function debit(store: Store, account: Account, wanted: readonly Debit[]): Debit[] {
  const taken: Debit[] = [];
  const credits: Record<string, number> = { ...account.credits };
  for (const { kind, amount } of wanted) {
    const there = Math.min(amount, credits[kind] ?? 0);
    if (there <= 0) continue;
    credits[kind] = (credits[kind] ?? 0) - there;
    taken.push({ kind, amount: there });
  }
  if (taken.length > 0) store.accounts.put({ ...account, credits });
  return taken;
}

/** A life that says so begins held or scheduled, whatever the provider would have made of the message. */
function begin(status: Draft["status"], life: Plans["life"]): Pick<Message, "status" | "life"> {
  const [first, ...rest] = life;
  const begins = first !== undefined && first.after === 0 && (first.status === "held" || first.status === "scheduled");
  if (begins) return { status: first.status, life: rest };
  return { status, life: status === "scheduled" ? queuedFirst(life) : life };
}
