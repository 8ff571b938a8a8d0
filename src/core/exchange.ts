// Where an ask becomes a message or a refusal. The scenario is asked first, then rehearsal numbers, then the provider's
// natural checks; what is accepted is debited, stored and given its life in one go.

import { namedLives } from "../scenario/engine/lives.ts";
import { natural, type Outcome } from "../scenario/engine/outcome.ts";
import { type Rehearsed, rehearse } from "../scenario/engine/rehearsal-tables.ts";
import { forRequest } from "../scenario/engine/request.ts";
import type { Account } from "./account.ts";
import { accountKey, changeAccount } from "./account.ts";
import { createAccountRate } from "./account-rate.ts";
import type { Events } from "./events.ts";
import { type Lives, lifeAt, queuedFirst } from "./life.ts";
import type { CallbackPlan, Debit, LifeStep, Message, NewMessage } from "./message.ts";
import type { Instant, Store } from "./ports.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { RequestFacts } from "./request-facts.ts";
import type { Sandbox } from "./sandbox.ts";
import { codeOf, type Said, scripted, type Verdict } from "./verdict.ts";
import { codeFor, type OperationVocabulary } from "./vocabulary.ts";

/** What the provider brings along: its checks, and the message should it be accepted. */
export interface Natural {
  readonly operation: OperationVocabulary;
  /**
   * The provider's checks in its order; null: nothing is wrong. Not asked when a rule accepts.
   * @param account as it stands after the rule's own changes; null: the credential is unknown
   */
  check(account: Account | null): Refusal | null;
  /** The message. `ordinal` counts the sandbox's messages from 1 and is never given twice. */
  draft(ordinal: number, now: Instant): NewMessage;
  /** What it costs; taken as far as it is there. */
  debits(): readonly Debit[];
  /** Later statuses when no scenario says otherwise; absent: sent after 1 s, delivered after 3 s. */
  life?(): readonly LifeStep[];
}

/** A verdict and everything the scenario wants done beside it. */
export type Submitted = Verdict & { readonly outcome: Outcome; readonly decidedBy: string };

/** What the scenario says of a call that sends nothing (a query), or of the call before its own work is done. */
export interface Considered {
  readonly outcome: Outcome;
  /** A refusal or code to answer instead of doing the work; null: do it. */
  readonly instead: Exclude<Verdict, { kind: "accepted" }> | null;
  readonly decidedBy: string;
}

/** One message of a call that carries many. */
export interface Item {
  readonly ask: RequestFacts;
  readonly natural: Natural;
}

/** What a provider answers once for a whole call with many messages. */
export interface WholeCall {
  /** Whether this code answers the call with nothing stored, whichever message it came from. */
  isWhole(code: string): boolean;
  /** Checks of what the messages have in common; left out when rules decide every message. */
  check(account: Account | null): Refusal | null;
}

export interface SubmittedAll {
  /** The answer to the call as a whole: nothing was stored. Null: each message has its own. */
  readonly instead: Exclude<Verdict, { kind: "accepted" }> | null;
  /** In the order of the call; empty when there is a whole answer. */
  readonly each: readonly Submitted[];
  /** What acts on the call: longest delay, first fault, first raw body. */
  readonly outcome: Outcome;
  readonly decidedBy: string;
}

export interface Exchange {
  submit(sandbox: Sandbox, ask: RequestFacts, natural: Natural): Submitted;
  /**
   * A call with many messages of one account. The scenario is asked once a message, in order, before any of them is
   * stored; then comes the call as a whole, then each message.
   */
  submitAll(sandbox: Sandbox, items: readonly Item[], whole: WholeCall): SubmittedAll;
  consider(sandbox: Sandbox, ask: RequestFacts, operation: OperationVocabulary): Considered;
}

/** What is to become of a message once it is accepted. */
interface Plans {
  readonly life: readonly LifeStep[];
  readonly replies: Message["replies"];
  readonly callbacks: CallbackPlan | undefined;
}

/** One message after the scenario and the rehearsal numbers were asked. */
interface Weighed {
  readonly ask: RequestFacts;
  readonly provided: Natural;
  readonly outcome: Outcome;
  readonly said: Said;
  readonly rehearsed: Extract<Rehearsed, { kind: "life" }> | null;
  readonly decidedBy: string;
}

export function createExchange(store: Store, events: Events, lives: Lives): Exchange {
  const rate = createAccountRate();

  /** A call that comes too fast, unless a rule answers it; the SMPP door counts its own. */
  function tooFast(sandbox: Sandbox, weighed: Weighed | undefined): Refusal | null {
    const account = weighed?.ask.account;
    if (weighed?.said !== null || account?.rate === undefined || weighed.ask.channel === "smpp") return null;
    return rate(sandbox, account);
  }

  function decide(sandbox: Sandbox, ask: RequestFacts): Outcome {
    const outcome = sandbox.play?.decide(ask, sandbox.clock.now()) ?? natural;
    for (const { account, change } of outcome.changes) {
      const found = store.accounts.get(sandbox.name, account);
      if (found === null) continue;
      store.accounts.put(changeAccount(found, change));
      events.emit({ kind: "account", sandbox: sandbox.name, account });
    }
    return outcome;
  }

  function accept(sandbox: Sandbox, account: Account, provided: Natural, plans: Plans): Message {
    const now = sandbox.clock.now();
    const debits = debit(account, provided.debits());
    const draft = provided.draft(store.ledger.nextOrdinal(sandbox.name), now);
    const { replies, callbacks } = plans;
    const { status, life } = begin(draft.status, plans.life);
    const message = store.ledger.add({
      ...draft,
      status,
      sandbox: sandbox.name,
      statusAt: now,
      acceptedAt: now,
      life,
      replies,
      debits,
      call: store.journal.upcoming(sandbox.name),
      ...(callbacks === undefined ? {} : { callbacks }),
    });
    events.emit({ kind: "message", message });
    if (debits.length > 0) events.emit({ kind: "account", sandbox: sandbox.name, account: message.account });
    lives.plan(message);
    for (const [part, reply] of replies.entries()) {
      const at = lifeAt(message, reply.after);
      store.schedule.add({ sandbox: sandbox.name, at, kind: "reply", ref: message.seq, part });
    }
    return callbacks?.beforeAnswer === true ? lives.rush(message) : message;
  }

  function debit(account: Account, wanted: readonly Debit[]): Debit[] {
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

  /** The scenario's word on one message, then the rehearsal number's; nothing is stored yet. */
  function weigh(sandbox: Sandbox, ask: RequestFacts, provided: Natural): Weighed {
    const outcome = decide(sandbox, ask);
    const said = scripted(outcome, provided.operation);
    const weighed = { ask, provided, outcome, said, rehearsed: null, decidedBy: outcome.rule ?? "rule" };
    if (said !== null) return weighed;
    const rehearsed = ask.account === undefined || !sandbox.rehearsal ? null : rehearse(ask.to ?? "");
    if (rehearsed?.kind === "code") {
      const code = codeOf(provided.operation, rehearsed.code);
      if (code !== null) {
        const holds = codeFor(provided.operation, "antifraud")?.code === code;
        const dialled: Said = holds ? "hold" : { kind: "scripted", code, fields: {} };
        return { ...weighed, said: dialled, decidedBy: `rehearsal number: ${code}` };
      }
    } else if (rehearsed?.kind === "life") {
      const decidedBy = `rehearsal number: ${rehearsed.life.about}, reply ${rehearsed.reply.about}`;
      return { ...weighed, rehearsed, decidedBy };
    }
    return { ...weighed, decidedBy: "nature" };
  }

  function settle(sandbox: Sandbox, weighed: Weighed): Submitted {
    const { ask, provided, outcome, said, rehearsed, decidedBy } = weighed;
    if (typeof said === "object" && said !== null) return { ...said, outcome, decidedBy };
    // The account may have been changed by the rule, or by the message before.
    const account = ask.account === undefined ? null : store.accounts.get(sandbox.name, accountKey(ask.account));
    const refusal = said === null && rehearsed === null ? provided.check(account) : null;
    if (account === null || refusal !== null) {
      const why = refusal ?? refuse("unknown-credential");
      return { kind: "refused", refusal: why, outcome, decidedBy: byNature(why) };
    }
    const life = outcome.life ?? rehearsed?.life.life ?? provided.life?.() ?? namedLives.delivered;
    const replies = outcome.replies.length > 0 ? outcome.replies : (rehearsed?.reply.replies ?? []);
    const callbacks = outcome.callbacks ?? rehearsed?.life.callbacks;
    const message = accept(sandbox, account, provided, {
      life: said === "hold" ? [untilReleased, ...life] : life,
      replies,
      callbacks,
    });
    const answer = outcome.answer ?? heldAnswer(message, provided.operation);
    const more = answer !== undefined && "code" in answer ? { code: answer.code, fields: answer.fields } : {};
    return { kind: "accepted", message, ...more, outcome, decidedBy };
  }

  /** What answers the call as a whole: a fault before it, a whole code, or the provider's checks of it. */
  function insteadOf(
    all: readonly Weighed[],
    whole: WholeCall,
  ): (Pick<SubmittedAll, "decidedBy"> & { instead: NonNullable<SubmittedAll["instead"]> }) | null {
    for (const { said, provided, decidedBy } of all) {
      if (typeof said !== "object" || said === null || said.kind === "accepted") continue;
      const code =
        said.kind === "scripted"
          ? said.code
          : said.kind === "refused"
            ? codeFor(provided.operation, said.refusal.reason)?.code
            : null;
      if (code === null || (code !== undefined && whole.isWhole(code))) return { instead: said, decidedBy };
    }
    if (all.length > 0 && all.every((one) => one.said !== null)) return null;
    const refusal = whole.check(sharedAccount(all));
    return refusal === null ? null : { instead: { kind: "refused", refusal }, decidedBy: byNature(refusal) };
  }

  function sharedAccount(all: readonly Weighed[]): Account | null {
    const account = all[0]?.ask.account;
    return account === undefined ? null : store.accounts.get(account.sandbox, accountKey(account));
  }

  return {
    submit(sandbox, ask, provided) {
      const weighed = weigh(sandbox, ask, provided);
      const refusal = tooFast(sandbox, weighed);
      if (refusal === null) return settle(sandbox, weighed);
      return { kind: "refused", refusal, outcome: weighed.outcome, decidedBy: byNature(refusal) };
    },

    submitAll(sandbox, items, whole) {
      const all = items.map(({ ask, natural: provided }) => weigh(sandbox, ask, provided));
      const outcome: Outcome = {
        ...natural,
        ...forRequest(
          all.map((one) => one.outcome),
          whole.isWhole,
        ),
      };
      const refusal = tooFast(sandbox, all[0]);
      if (refusal !== null) {
        return { instead: { kind: "refused", refusal }, each: [], outcome, decidedBy: byNature(refusal) };
      }
      const instead = insteadOf(all, whole);
      if (instead !== null) return { ...instead, each: [], outcome };
      const each = all.map((one) => settle(sandbox, one));
      return { instead: null, each, outcome, decidedBy: summary(each.map((one) => one.decidedBy)) };
    },

    consider(sandbox, ask, operation) {
      const outcome = decide(sandbox, ask);
      const said = scripted(outcome, operation);
      if (said === null || said === "accept" || said === "hold" || said.kind === "accepted") {
        return { outcome, instead: null, decidedBy: outcome.rule ?? "nature" };
      }
      return { outcome, instead: said, decidedBy: outcome.rule ?? "rule" };
    },
  };
}

const untilReleased: LifeStep = { status: "held", after: 0 };

/** A life that says so begins held or scheduled, whatever the provider would have made of the message. */
function begin(status: Message["status"], life: Plans["life"]): Pick<Message, "status" | "life"> {
  const [first, ...rest] = life;
  const begins = first !== undefined && first.after === 0 && (first.status === "held" || first.status === "scheduled");
  if (begins) return { status: first.status, life: rest };
  return { status, life: status === "scheduled" ? queuedFirst(life) : life };
}

/** What a client is told of a message that antifraud holds, where the operation has a code for it. */
function heldAnswer(message: Message, operation: OperationVocabulary): Outcome["answer"] {
  const row = message.status === "held" ? codeFor(operation, "antifraud") : null;
  return row === null ? undefined : { code: row.code, fields: {} };
}

function byNature(refusal: Refusal): string {
  return refusal.detail === undefined ? `nature: ${refusal.reason}` : `nature: ${refusal.reason} (${refusal.detail})`;
}

/** Each reason once, the first few. */
function summary(reasons: readonly string[]): string {
  const distinct = [...new Set(reasons)];
  const shown = distinct.slice(0, 5).join("; ");
  return distinct.length > 5 ? `${shown}; and ${distinct.length - 5} more` : shown;
}
