// Later statuses of accepted messages: on the sandbox's clock, by hand, with credits given back where no message was sent.

import type { Instant, Millis } from "./clock.ts";
import type { Events } from "./events.ts";
import type { JsonObject } from "./json.ts";
import type { LifeStep, Message } from "./message.ts";
import type { Due, Store } from "./ports.ts";
import type { Sandboxes } from "./sandboxes.ts";
import { isFinal, isPending, mayFollow, type Status } from "./status.ts";

export interface LifecyclesDeps {
  readonly store: Store;
  readonly events: Events;
  readonly sandboxes: Pick<Sandboxes, "orDefault">;
}

/** Numbers about which an account remembers facts. */
const maxNumbers = 10_000;

export class Lifecycles {
  readonly #deps: LifecyclesDeps;

  constructor(deps: LifecyclesDeps) {
    this.#deps = deps;
    deps.events.on("due-life", ({ due }) => this.#advance(due));
    deps.events.on("due-expiry", ({ due }) => this.#expire(due));
  }

  /** Schedules the next status of a message, and its expiry. */
  plan(message: Message): void {
    this.#planStep(message);
    if (message.expiresAt !== undefined) this.#deps.store.schedule.add(expiryOf(message, message.expiresAt));
  }

  /** Reaches every later status at once: the reports are to overtake the answer. */
  rush(message: Message): Message {
    const { ledger } = this.#deps.store;
    this.#dropPlans(message);
    let next = message;
    for (let step = next.life[0]; step !== undefined; step = next.life[0]) {
      const life = next.life.slice(1);
      if (step.isFree === true || mayFollow(next.status, step.status)) {
        this.#reach(next, step, this.#now(message), "life", life);
      } else ledger.update({ ...next, life });
      // A rule on the status may have replaced the statuses to come.
      next = ledger.get(message.seq) ?? { ...next, life };
      this.#dropPlans(next);
    }
    return next;
  }

  /** Reaches a status that is due. */
  #advance(due: Due): void {
    const { store } = this.#deps;
    const message = store.ledger.get(due.ref);
    const step = message?.life[0];
    if (message === null || step === undefined || waits(message, step)) return;
    if (isFinal(message.status) && step.isFree !== true) return;
    // A replaced or released message has a later plan; this item is from the old one.
    if (instantAfter(message, step.after) > due.at) return;
    const life = message.life.slice(1);
    if (step.isFree !== true && !mayFollow(message.status, step.status)) {
      // The status was reached by hand.
      const rest = { ...message, life };
      store.ledger.update(rest);
      this.#planStep(rest);
      return;
    }
    if (isFinal(step.status)) this.#dropExpiry(message);
    this.#planStep(this.#reach(this.#unsent(message, step.status), step, due.at, "life", life));
  }

  /** Expires a message whose validity is over, unless its status is final. */
  #expire(due: Due): void {
    const message = this.#deps.store.ledger.get(due.ref);
    if (message === null || isFinal(message.status) || message.expiresAt !== due.at) return;
    this.#dropPlans(message);
    this.#reach(message, { status: "expired", after: 0 }, due.at, "validity", []);
  }

  /** Reports a status by a scenario or the control API: any status may follow any other, a final one too. */
  report(message: Message, status: Status, by: string, word?: string): Message {
    if (isFinal(status)) this.#dropPlans(message);
    const step: LifeStep = { status, after: 0, ...(word === undefined ? {} : { word }) };
    const life = isFinal(status) ? [] : message.life;
    return this.#reach(this.#unsent(message, status), step, this.#now(message), by, life);
  }

  /**
   * Replaces the statuses still to come of a message; their times count from `now`.
   * @param place of the event in its chain
   */
  replan(seq: number, life: readonly LifeStep[], now: Instant, place: number): void {
    const message = this.#deps.store.ledger.get(seq);
    if (message === null) return;
    const [first] = message.life;
    if (first !== undefined) this.#deps.store.schedule.drop(dueOf(message, first));
    const shift = now - instantAfter(message, 0);
    const planned = life.map((step): LifeStep => ({ ...step, after: step.after + shift, isFree: true, place }));
    const next = { ...message, life: planned };
    this.#deps.store.ledger.update(next);
    this.#planStep(next);
  }

  /** Cancels or rejects a message. @returns null: the status may not follow the message's own */
  force(message: Message, status: "cancelled" | "rejected", by: string): Message | null {
    return mayFollow(message.status, status) ? this.report(message, status, by) : null;
  }

  /** Releases a held message, or refuses it. @returns null: the message is not held */
  release(message: Message, accepted: boolean): Message | null {
    if (message.status !== "held") return null;
    if (!accepted) return this.force(message, "rejected", "antifraud");
    const at = this.#now(message);
    // The lifecycle begins at the release, not at the acceptance.
    const from = Math.max(at, message.scheduledFor ?? at);
    const status = from > at ? "scheduled" : "queued";
    const life = from > at ? queuedFirst(message.life) : message.life;
    const next = this.#reach({ ...message, life, scheduledFor: from }, { status, after: 0 }, at, "antifraud");
    this.#planStep(next);
    return next;
  }

  #now({ sandbox }: Message): Instant {
    return this.#deps.sandboxes.orDefault(sandbox).clock.now();
  }

  #planStep(message: Message): void {
    const step = message.life[0];
    if (step !== undefined && !waits(message, step)) this.#deps.store.schedule.add(dueOf(message, step));
  }

  /** Drops the planned statuses and the expiry of a message. */
  #dropPlans(message: Message): void {
    const step = message.life[0];
    if (step !== undefined) this.#deps.store.schedule.drop(dueOf(message, step));
    this.#dropExpiry(message);
  }

  #dropExpiry(message: Message): void {
    if (message.expiresAt !== undefined) this.#deps.store.schedule.drop(expiryOf(message, message.expiresAt));
  }

  /** Gives credits back and drops replies, where a message ends without having been sent. */
  #unsent(message: Message, status: Status): Message {
    const isUnsent = status === "cancelled" || (status === "rejected" && isPending(message.status));
    if (!isUnsent) return message;
    for (const [part, reply] of message.replies.entries()) {
      const at = instantAfter(message, reply.after);
      this.#deps.store.schedule.drop({ sandbox: message.sandbox, at, kind: "reply", ref: message.seq, part });
    }
    return this.#refund(message);
  }

  #refund(message: Message): Message {
    const { store, events } = this.#deps;
    const account = store.accounts.get(message.sandbox, message.account);
    if (account === null || message.debits.length === 0) return message;
    const credits: Record<string, number> = { ...account.credits };
    for (const { kind, amount } of message.debits) credits[kind] = (credits[kind] ?? 0) + amount;
    store.accounts.put({ ...account, credits });
    events.emit({ kind: "account", sandbox: message.sandbox, account: message.account });
    return { ...message, debits: [] };
  }

  /** @param life statuses to come after this one */
  #reach(message: Message, step: LifeStep, at: Instant, by: string, life = message.life): Message {
    const { store, events } = this.#deps;
    const { status } = step;
    const word = step.word === undefined ? {} : { word: step.word };
    const { word: _, ...before } = message;
    if (status === "invalid") this.#rememberInvalid(message);
    const next: Message = {
      ...before,
      status,
      fields: withError(message.fields, step.err),
      statusAt: at,
      life: isFinal(status) && life[0]?.isFree !== true ? [] : life,
      ...word,
      ...(status === "sent" ? { sentAt: at } : {}),
      ...(isFinal(status) ? { finalAt: at } : {}),
    };
    store.ledger.update(next);
    store.statusSteps.add({ message: next.seq, at, status, by, ...word });
    const place = step.place === undefined ? {} : { place: step.place };
    events.emit({ kind: "reached", message: next, ...place });
    // A rule on the status may have changed how its report goes.
    const planned = store.ledger.get(next.seq) ?? next;
    events.emit({ kind: "status", message: planned, ...place });
    return planned;
  }

  /** Remembers that a number does not exist: the provider may refuse later messages to it. */
  #rememberInvalid(message: Message): void {
    const { store, events } = this.#deps;
    const account = store.accounts.get(message.sandbox, message.account);
    if (account === null) return;
    const { numbers } = account;
    const facts = numbers[message.to];
    if (facts?.invalid === true || (facts === undefined && Object.keys(numbers).length >= maxNumbers)) return;
    store.accounts.put({ ...account, numbers: { ...numbers, [message.to]: { ...facts, invalid: true } } });
    events.emit({ kind: "account", sandbox: message.sandbox, account: message.account });
  }
}

/** Error of the network that came with the message's status; undefined: none. */
export function errorIn({ fields }: Pick<Message, "fields">): string | undefined {
  const err = fields[errorField];
  return typeof err === "string" ? err : undefined;
}

/** Field of the message. */
const errorField = "networkError";

function withError(fields: JsonObject, err: string | undefined): JsonObject {
  if (err !== undefined) return { ...fields, [errorField]: err };
  if (fields[errorField] === undefined) return fields;
  const { [errorField]: _, ...others } = fields;
  return others;
}

/** The instant so long after the beginning of a lifecycle: the acceptance, or the scheduled time. */
export function instantAfter(message: Pick<Message, "acceptedAt" | "scheduledFor">, after: Millis): Instant {
  return (message.scheduledFor ?? message.acceptedAt) + after;
}

/** The lifecycle of a scheduled message, which is queued when its time has come. */
export function queuedFirst(life: readonly LifeStep[]): readonly LifeStep[] {
  return life[0]?.status === "queued" ? life : [{ status: "queued", after: 0 }, ...life];
}

/** True if a held message waits for antifraud: its lifecycle does not itself release or refuse it. */
function waits(message: Message, step: LifeStep): boolean {
  return message.status === "held" && step.status !== "queued" && step.status !== "rejected";
}

function dueOf(message: Message, step: LifeStep): Due {
  return {
    sandbox: message.sandbox,
    at: instantAfter(message, step.after),
    kind: "life",
    ref: message.seq,
    part: 0,
    ...(message.priority === undefined ? {} : { priority: message.priority }),
  };
}

function expiryOf(message: Message, at: Instant): Due {
  return { sandbox: message.sandbox, at, kind: "expiry", ref: message.seq, part: 0 };
}
