// Tries the rules on events. A rule on a status or an inbound message decides before the client's callback is written,
// since its step `callbacks` changes that callback; its other steps follow behind.

import type { Events } from "../../core/events.ts";
import type { Store } from "../../core/ports.ts";
import type { RequestFacts } from "../../core/request-facts.ts";
import type { EventReaction, EventReactions, EventSubject } from "./event-reactions.ts";
import { firstStatusFacts, inboundFacts, sessionEventFacts, statusFacts } from "./event-rules.ts";
import type { RunningScenario } from "./running-scenario.ts";

export interface EventHandlersDeps {
  readonly store: Store;
  readonly events: Events;
  readonly reactions: EventReactions;
  readonly running: (sandbox: string) => RunningScenario | undefined;
}

export class EventHandlers {
  readonly #deps: EventHandlersDeps;
  /** Decision on the event that is about to be emitted. */
  #decided: EventReaction | null = null;

  constructor(deps: EventHandlersDeps) {
    this.#deps = deps;
    const { store, events, reactions } = deps;
    events.on("due-event-reply", ({ due }) => reactions.reply(due));
    events.on("received", ({ inbound }) => {
      this.#decided = this.#decide(inbound.sandbox, () => inboundFacts(store, inbound), { inbound });
      const callbacks = this.#decided?.callbacks;
      if (callbacks !== undefined) store.ledger.planInbound(inbound.seq, callbacks);
    });
    events.on("inbound", () => this.#carryOut());
    events.on("accepted", ({ message }) => {
      this.#decideStatus({ message }, firstStatusFacts);
      this.#carryOut();
    });
    events.on("reached", ({ message, place }) =>
      this.#decideStatus({ message, ...(place === undefined ? {} : { place }) }, statusFacts),
    );
    events.on("status", () => this.#carryOut());
    events.on("session", (event) => {
      this.#decide(event.sandbox, () => sessionEventFacts(store, event))?.carryOut();
      if (event.event === "unbound") deps.running(event.sandbox)?.forgetSession(event.session);
    });
  }

  #decideStatus(subject: Extract<EventSubject, { readonly inbound?: never }>, factsOf: typeof statusFacts): void {
    const { store } = this.#deps;
    const { seq, sandbox } = subject.message;
    this.#decided = this.#decide(sandbox, () => factsOf(store, subject.message), subject);
    const plan = this.#decided?.callbacks;
    const message = plan === undefined ? null : store.ledger.get(seq);
    if (message === null) return;
    // The count of lost reports goes on, unless this plan has a count of its own.
    const since = plan?.lose === undefined ? {} : { since: Math.max(0, store.statusSteps.list(seq).length - 1) };
    store.ledger.update({ ...message, callbacks: { ...message.callbacks, ...plan, ...since } });
  }

  #decide(sandbox: string, facts: () => RequestFacts | null, subject?: EventSubject): EventReaction | null {
    const running = this.#deps.running(sandbox);
    const eventFacts = running?.hasEventRules === true ? facts() : null;
    if (running === undefined || eventFacts === null) return null;
    return this.#deps.reactions.decide(sandbox, running, eventFacts, subject);
  }

  #carryOut(): void {
    const decided = this.#decided;
    this.#decided = null;
    decided?.carryOut();
  }
}
