// Where an ask becomes a message or a refusal. The scenario is asked first, then rehearsal numbers, then the provider's
// natural checks; what is accepted is debited, stored and given its life in one go.

import type { Account } from "./account.ts";
import { accountKey, changeAccount } from "./account.ts";
import type { Ask } from "./ask.ts";
import type { Events } from "./events.ts";
import type { JsonObject } from "./json.ts";
import { type Lives, lifeAt } from "./life.ts";
import type { CallbackPlan, Debit, LifeStep, Message, NewMessage } from "./message.ts";
import type { Instant, Store } from "./ports.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { Sandbox } from "./sandbox.ts";
import { namedLives } from "./scenario/lives.ts";
import { natural, type Outcome } from "./scenario/outcome.ts";
import { rehearse } from "./scenario/rehearsal-tables.ts";
import { codeFor, type OperationVocabulary, rowOf } from "./vocabulary.ts";

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

export type Verdict =
  | { readonly kind: "accepted"; readonly message: Message; readonly code?: string; readonly fields?: JsonObject }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "scripted"; readonly code: string; readonly fields: JsonObject }
  /** A fault strikes before the request is processed: there is no answer. */
  | { readonly kind: "unprocessed" };

/** A verdict and everything the scenario wants done beside it. */
export type Submitted = Verdict & { readonly outcome: Outcome; readonly decidedBy: string };

/** What the scenario says of a call that sends nothing (a query), or of the call before its own work is done. */
export interface Considered {
  readonly outcome: Outcome;
  /** A refusal or code to answer instead of doing the work; null: do it. */
  readonly instead: Exclude<Verdict, { kind: "accepted" }> | null;
  readonly decidedBy: string;
}

export interface Exchange {
  submit(sandbox: Sandbox, ask: Ask, natural: Natural): Submitted;
  consider(sandbox: Sandbox, ask: Ask, operation: OperationVocabulary): Considered;
}

type Life = readonly LifeStep[];

/** What is to become of a message once it is accepted. */
interface Plans {
  readonly life: Life | undefined;
  readonly replies: Message["replies"];
  readonly callbacks: CallbackPlan | undefined;
}

export function createExchange(store: Store, events: Events, lives: Lives): Exchange {
  function decide(sandbox: Sandbox, ask: Ask): Outcome {
    const outcome = sandbox.play?.decide(ask, sandbox.clock.now()) ?? natural;
    for (const { account, change } of outcome.changes) {
      const found = store.accounts.get(sandbox.name, account);
      if (found !== null) store.accounts.put(changeAccount(found, change));
    }
    return outcome;
  }

  function scripted(outcome: Outcome, operation: OperationVocabulary): Verdict | "accept" | null {
    if (outcome.fault !== undefined && (outcome.before || beforeProcessing.has(outcome.fault.kind))) {
      return { kind: "unprocessed" };
    }
    if (outcome.fault?.kind === "throttle") return { kind: "refused", refusal: refuse("throttled") };
    const answer = outcome.answer;
    if (answer === undefined) {
      if (outcome.accept) return "accept";
      // A body given whole stores nothing unless the rule accepts as well.
      return outcome.raw === undefined ? null : { kind: "scripted", code: "raw", fields: {} };
    }
    if ("reason" in answer) return { kind: "refused", refusal: refuse(answer.reason, "scenario") };
    const row = rowOf(operation, answer.code);
    // A code that holds the message (antifraud) stands beside `accept`: the message waits.
    if (row?.success === true || outcome.accept) return "accept";
    return { kind: "scripted", code: answer.code, fields: answer.fields };
  }

  function accept(sandbox: Sandbox, account: Account, provided: Natural, plans: Plans & { life: Life }): Message {
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
    events.tell({ kind: "message", message });
    if (debits.length > 0) events.tell({ kind: "account", sandbox: sandbox.name, account: message.account });
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

  return {
    submit(sandbox, ask, provided) {
      const outcome = decide(sandbox, ask);
      const byRule = outcome.rule;
      const said = scripted(outcome, provided.operation);
      if (said !== null && said !== "accept") {
        return { ...said, outcome, decidedBy: byRule ?? "rule" };
      }
      // The account may have been changed by the rule just now.
      const account = ask.account === undefined ? null : store.accounts.get(sandbox.name, accountKey(ask.account));
      let plans: Plans = { life: outcome.life, replies: outcome.replies, callbacks: outcome.callbacks };
      let decidedBy = said === "accept" ? (byRule ?? "rule") : "nature";
      const rehearsed = account === null || said !== null || !sandbox.rehearsal ? null : rehearse(ask.to ?? "");
      if (rehearsed?.kind === "code") {
        const code = codeOf(provided.operation, rehearsed.code);
        if (code !== null) {
          return { kind: "scripted", code, fields: {}, outcome, decidedBy: `rehearsal number: ${code}` };
        }
      } else if (rehearsed?.kind === "life") {
        decidedBy = `rehearsal number: ${rehearsed.life.about}, reply ${rehearsed.reply.about}`;
        plans = {
          life: plans.life ?? rehearsed.life.life,
          replies: plans.replies.length > 0 ? plans.replies : rehearsed.reply.replies,
          callbacks: plans.callbacks ?? rehearsed.life.callbacks,
        };
      }
      if (said === null && rehearsed?.kind !== "life") {
        const refusal = provided.check(account);
        if (refusal !== null) return { kind: "refused", refusal, outcome, decidedBy: byNature(refusal) };
      }
      if (account === null) {
        const refusal = refuse("unknown-credential");
        return { kind: "refused", refusal, outcome, decidedBy: byNature(refusal) };
      }
      const life = plans.life ?? provided.life?.() ?? namedLives.delivered;
      const message = accept(sandbox, account, provided, { ...plans, life });
      const answer = outcome.answer ?? heldAnswer(message, provided.operation);
      const more = answer !== undefined && "code" in answer ? { code: answer.code, fields: answer.fields } : {};
      return { kind: "accepted", message, ...more, outcome, decidedBy };
    },

    consider(sandbox, ask, operation) {
      const outcome = decide(sandbox, ask);
      const said = scripted(outcome, operation);
      if (said === null || said === "accept" || said.kind === "accepted") {
        return { outcome, instead: null, decidedBy: outcome.rule ?? "nature" };
      }
      return { outcome, instead: said, decidedBy: outcome.rule ?? "rule" };
    },
  };
}

/** Faults that always strike before the request is processed (scenario language, "Smaller meanings"). */
const beforeProcessing: ReadonlySet<string> = new Set(["hang", "reset", "close"]);

/** A life that says so begins held or scheduled, whatever the provider would have made of the message. */
function begin(status: Message["status"], life: Life): { readonly status: Message["status"]; readonly life: Life } {
  const [first, ...rest] = life;
  const begins = first !== undefined && first.after === 0 && (first.status === "held" || first.status === "scheduled");
  return begins ? { status: first.status, life: rest } : { status, life };
}

/** What a client is told of a message that antifraud holds, where the operation has a code for it. */
function heldAnswer(message: Message, operation: OperationVocabulary): Outcome["answer"] {
  const row = message.status === "held" ? codeFor(operation, "antifraud") : null;
  return row === null ? undefined : { code: row.code, fields: {} };
}

/** The code that a rehearsal number dials: three digits stand for `97` too, and for one of a range; null: none, or success. */
function codeOf(operation: OperationVocabulary, dialled: string): string | null {
  const row =
    operation.codes.find((one) => one.code === dialled) ??
    operation.codes.find((one) => /^[0-9]+$/.test(one.code) && Number(one.code) === Number(dialled));
  if (row !== undefined) return row.success === true ? null : row.code;
  const range = rowOf(operation, dialled);
  return range === null || range.number !== undefined ? null : dialled;
}

function byNature(refusal: Refusal): string {
  return refusal.detail === undefined ? `nature: ${refusal.reason}` : `nature: ${refusal.reason} (${refusal.detail})`;
}
