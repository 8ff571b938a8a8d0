// A message's life after it was accepted: statuses on the sandbox's clock, cancellation, forced reports, credits back.

import type { Events } from "./events.ts";
import type { LifeStep, Message } from "./message.ts";
import type { Due, Instant, Millis, Store } from "./ports.ts";
import type { Sandboxes } from "./sandboxes.ts";
import { isFinal, isPending, mayFollow, type Status } from "./status.ts";

export interface Lives {
  /** Puts the next status of a message on the schedule. */
  plan(message: Message): void;
  /** Goes through a whole life at once: the reports are to overtake the answer. */
  rush(message: Message): Message;
  /** A status has fallen due. */
  advance(due: Due): void;
  /** Validity is over: a message that is not final yet expires. */
  expire(due: Due): void;
  /**
   * Makes a status so by hand, by the client (cancel) or by a scenario.
   * @returns the message after it, or null when it may not follow
   */
  force(message: Message, status: Status, by: string, word?: string): Message | null;
  /** Lets a held message go on, or refuses it. */
  release(message: Message, accepted: boolean): Message | null;
}

/** The instant of something so long after a message's beginning: its schedule, when it has one. */
export function lifeAt(message: Pick<Message, "acceptedAt" | "scheduledFor">, after: Millis): Instant {
  return (message.scheduledFor ?? message.acceptedAt) + after;
}

/** Whether a message that ends so was never sent: what it cost goes back, and nobody answers it. */
function givesBack(message: Message, status: Status): boolean {
  return status === "cancelled" || (status === "rejected" && isPending(message.status));
}

// A held message waits for antifraud, unless its life says itself when that lets it go or refuses it.
function waits(message: Message, step: LifeStep): boolean {
  return message.status === "held" && step.status !== "queued" && step.status !== "rejected";
}

/** A scheduled message goes to the queue when its time has come. */
export function queuedFirst(life: readonly LifeStep[]): readonly LifeStep[] {
  return life[0]?.status === "queued" ? life : [{ status: "queued", after: 0 }, ...life];
}

/** Numbers that one account remembers something about at most. */
const mostNumbers = 10_000;

export function createLives(store: Store, events: Events, sandboxes: Pick<Sandboxes, "orDefault">): Lives {
  const now = (sandbox: string): Instant => sandboxes.orDefault(sandbox).clock.now();

  const dueOf = (message: Message, step: LifeStep): Due => ({
    sandbox: message.sandbox,
    at: lifeAt(message, step.after),
    kind: "life",
    ref: message.seq,
    part: 0,
    ...(message.priority === undefined ? {} : { priority: message.priority }),
  });

  function planStep(message: Message): void {
    const step = message.life[0];
    if (step !== undefined && !waits(message, step)) store.schedule.add(dueOf(message, step));
  }

  /** Drops the statuses still planned for a message, and its expiry. */
  function dropPlans(message: Message): void {
    const step = message.life[0];
    if (step !== undefined) store.schedule.drop(dueOf(message, step));
    dropExpiry(message);
  }

  function dropExpiry(message: Message): void {
    if (message.expiresAt === undefined) return;
    store.schedule.drop({ sandbox: message.sandbox, at: message.expiresAt, kind: "expiry", ref: message.seq, part: 0 });
  }

  function dropReplies(message: Message): void {
    for (const [part, reply] of message.replies.entries()) {
      const at = lifeAt(message, reply.after);
      store.schedule.drop({ sandbox: message.sandbox, at, kind: "reply", ref: message.seq, part });
    }
  }

  /** @param life what is to come after it */
  function reach(message: Message, step: LifeStep, at: Instant, by: string, life = message.life): Message {
    const final = isFinal(step.status);
    if (step.status === "invalid") rememberInvalid(message);
    const next: Message = {
      ...message,
      status: step.status,
      statusAt: at,
      life: final ? [] : life,
      ...(step.word === undefined ? {} : { word: step.word }),
      ...(step.status === "sent" ? { sentAt: at } : {}),
      ...(final ? { finalAt: at } : {}),
    };
    store.ledger.update(next);
    store.stories.add({
      message: next.seq,
      at,
      status: step.status,
      by,
      ...(step.word === undefined ? {} : { word: step.word }),
    });
    events.emit({ kind: "status", message: next });
    return next;
  }

  function refund(message: Message): Message {
    const account = store.accounts.get(message.sandbox, message.account);
    if (account === null || message.debits.length === 0) return message;
    const credits: Record<string, number> = { ...account.credits };
    for (const { kind, amount } of message.debits) credits[kind] = (credits[kind] ?? 0) + amount;
    store.accounts.put({ ...account, credits });
    events.emit({ kind: "account", sandbox: message.sandbox, account: message.account });
    return { ...message, debits: [] };
  }

  /** A report said that the number does not exist: later sends to it can be refused. */
  function rememberInvalid(message: Message): void {
    const account = store.accounts.get(message.sandbox, message.account);
    if (account === null) return;
    const { numbers } = account;
    const facts = numbers[message.to];
    if (facts?.invalid === true || (facts === undefined && Object.keys(numbers).length >= mostNumbers)) return;
    store.accounts.put({ ...account, numbers: { ...numbers, [message.to]: { ...facts, invalid: true } } });
    events.emit({ kind: "account", sandbox: message.sandbox, account: message.account });
  }

  return {
    plan(message) {
      planStep(message);
      if (message.expiresAt === undefined) return;
      store.schedule.add({
        sandbox: message.sandbox,
        at: message.expiresAt,
        kind: "expiry",
        ref: message.seq,
        part: 0,
      });
    },
    advance(due) {
      const message = store.ledger.get(due.ref);
      const step = message?.life[0];
      if (message === null || step === undefined || waits(message, step) || isFinal(message.status)) return;
      // A message that was replaced or released has a later plan; this item is its old one.
      if (lifeAt(message, step.after) > due.at) return;
      const life = message.life.slice(1);
      if (!mayFollow(message.status, step.status)) {
        // Forced there already by hand.
        const rest = { ...message, life };
        store.ledger.update(rest);
        planStep(rest);
        return;
      }
      let told = message;
      if (isFinal(step.status)) dropExpiry(message);
      if (givesBack(message, step.status)) {
        dropReplies(message);
        told = refund(message);
      }
      planStep(reach(told, step, due.at, "life", life));
    },
    rush(message) {
      dropPlans(message);
      let next = message;
      for (const step of message.life) {
        if (!mayFollow(next.status, step.status)) continue;
        next = reach(next, step, now(message.sandbox), "life", next.life.slice(1));
      }
      return next;
    },
    expire(due) {
      const message = store.ledger.get(due.ref);
      if (message === null || isFinal(message.status) || message.expiresAt !== due.at) return;
      dropPlans(message);
      reach(message, { status: "expired", after: 0 }, due.at, "validity");
    },
    force(message, status, by, word) {
      if (!mayFollow(message.status, status)) return null;
      const final = isFinal(status);
      if (final) dropPlans(message);
      let next = message;
      if (givesBack(message, status)) {
        dropReplies(message);
        next = refund(message);
      }
      const step: LifeStep = { status, after: 0, ...(word === undefined ? {} : { word }) };
      return reach(next, step, now(message.sandbox), by);
    },
    release(message, accepted) {
      if (message.status !== "held") return null;
      if (!accepted) return this.force(message, "rejected", "antifraud");
      const at = now(message.sandbox);
      // Its life begins now, not when it was accepted.
      const from = Math.max(at, message.scheduledFor ?? at);
      const status = from > at ? "scheduled" : "queued";
      const life = from > at ? queuedFirst(message.life) : message.life;
      const next = reach({ ...message, life, scheduledFor: from }, { status, after: 0 }, at, "antifraud");
      planStep(next);
      return next;
    },
  };
}
