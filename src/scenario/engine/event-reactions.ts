// Carries out the steps of rules on events. An event may cause another one; a chain of events ends at its eighth.

import { type AccountChange, type AccountKey, accountKey, parseAccountKey } from "../../core/account.ts";
import type { Instant } from "../../core/clock.ts";
import type { Events } from "../../core/events.ts";
import type { InboundMessages } from "../../core/inbound-messages.ts";
import type { Lifecycles } from "../../core/lifecycles.ts";
import type { CallbackPlan, Inbound, Message } from "../../core/message.ts";
import type { Outcome } from "../../core/outcome.ts";
import type { Due, Store } from "../../core/ports.ts";
import type { RequestFacts } from "../../core/request-facts.ts";
import type { Sandboxes } from "../../core/sandboxes.ts";
import { renderTemplate } from "../../core/template.ts";
import type { Actions } from "./actions.ts";
import { catchMistake, noteChainEnd } from "./mistake-note.ts";
import type { RunningScenario } from "./running-scenario.ts";
import type { TimelineAction } from "./steps.ts";

export interface EventReactionsDeps {
  readonly store: Store;
  readonly events: Events;
  readonly sandboxes: Pick<Sandboxes, "existing">;
  readonly inboundMessages: InboundMessages;
  readonly lifecycles: Lifecycles;
  readonly change: (sandbox: string, account: AccountKey, change: AccountChange) => void;
  readonly actions: Actions;
}

/** The message or inbound message of an event. `place`: of the event that has planned the status, in its chain. */
export type EventSubject =
  | { readonly message: Message; readonly place?: number; readonly inbound?: never }
  | { readonly inbound: Inbound; readonly message?: never; readonly place?: never };

/** Steps of the rules on an event. */
export interface EventReaction {
  /** How the report or inbound message of the event goes. */
  readonly callbacks?: CallbackPlan;
  carryOut(): void;
}

/** Events of a chain whose rules are tried. */
const longestChain = 8;
/** Replies that the rules on one event plan at most. */
const maxReplies = 1_000;

export class EventReactions {
  readonly #deps: EventReactionsDeps;
  /** Place in its chain of the event whose steps are carried out; 0: none. */
  #place = 0;

  constructor(deps: EventReactionsDeps) {
    this.#deps = deps;
  }

  /**
   * Decides on an event. How its report or inbound message goes is known at once; all else follows with `carryOut`.
   * @param subject absent: the event is of a session
   */
  decide(sandbox: string, running: RunningScenario, facts: RequestFacts, subject?: EventSubject): EventReaction | null {
    const place = Math.max(this.#place, subject?.place ?? 0) + 1;
    if (place > longestChain) {
      noteChainEnd(this.#deps, sandbox, entryOf(facts), longestChain);
      return null;
    }
    const decided = running.react(facts, this.#deps.sandboxes.existing(sandbox).clock.now());
    const carryOut = (): void => this.#within(place, () => this.#carryOut(sandbox, running, facts, decided, subject));
    const { callbacks } = decided.outcome;
    return { carryOut, ...(callbacks === undefined ? {} : { callbacks }) };
  }

  /** Receives the reply of a rule on an event, unless its account is gone. */
  reply({ sandbox, data = {} }: Due): void {
    const text = (key: string): string => String(data[key] ?? "");
    const name = parseAccountKey(text("account"));
    if (name === null) return;
    const { provider } = name;
    const phone = { from: text("from"), to: text("to"), text: text("text"), provider, account: accountKey(name) };
    if (this.#deps.store.accounts.get(sandbox, phone.account) === null) return;
    this.#within(Number(data["place"]), () =>
      catchMistake(this.#deps, sandbox, { operation: "event reply", provider, account: phone.account }, () =>
        this.#deps.inboundMessages.receive(this.#deps.sandboxes.existing(sandbox), phone),
      ),
    );
  }

  #within(place: number, work: () => void): void {
    const before = this.#place;
    this.#place = place;
    try {
      work();
    } finally {
      this.#place = before;
    }
  }

  /** A step that cannot be carried out is a note in the journal, and the event goes on. */
  #carryOut(
    sandbox: string,
    running: RunningScenario,
    facts: RequestFacts,
    { outcome, actions }: ReturnType<RunningScenario["react"]>,
    subject: EventSubject | undefined,
  ): void {
    const { store, sandboxes, lifecycles, actions: acts, change } = this.#deps;
    const now = sandboxes.existing(sandbox).clock.now();
    const attempt = (work: () => void) => catchMistake(this.#deps, sandbox, entryOf(facts), work);
    for (const { account, change: changed } of outcome.changes) {
      if (store.accounts.get(sandbox, account) !== null) attempt(() => change(sandbox, account, changed));
    }
    if (subject !== undefined) this.#replies(sandbox, facts, outcome, now, subject);
    if (subject?.message !== undefined && outcome.life !== undefined)
      lifecycles.replan(subject.message.seq, outcome.life, now, this.#place);
    for (const action of actions) attempt(() => acts.carryOut(sandbox, running, aimed(action, facts), now));
  }

  /** Plans the replies: the phone writes to the number that it has written to or that has written to it. */
  #replies(
    sandbox: string,
    { account, from = "", to = "" }: RequestFacts,
    { replies }: Outcome,
    now: Instant,
    subject: EventSubject,
  ): void {
    if (account === undefined) return;
    const { schedule, statusSteps } = this.#deps.store;
    const { message } = subject;
    const ref = subject.message === undefined ? subject.inbound.seq : subject.message.seq;
    // A message has several events, each with replies of its own; an inbound message has one.
    const first = message === undefined ? 0 : statusSteps.list(message.seq).length * maxReplies;
    const phone = message === undefined ? { from, to } : { from: to, to: from };
    for (const [index, { text, after }] of replies.slice(0, maxReplies).entries()) {
      const data = { ...phone, text: renderTemplate(text), account: accountKey(account), place: this.#place };
      schedule.add({ sandbox, at: now + after, kind: "event-reply", ref, part: first + index, data });
    }
  }
}

function entryOf({ provider, channel, account, event = "status" }: RequestFacts) {
  const own = account === undefined ? {} : { account: accountKey(account) };
  return { operation: `event ${event}`, provider, channel, ...own };
}

/** An action that names nothing concerns the message, the session or the account of the event. */
function aimed(action: TimelineAction, { account, session, messageId, provider }: RequestFacts): TimelineAction {
  const own = account === undefined ? {} : { account: accountKey(account) };
  switch (action.kind) {
    case "report":
    case "release":
    case "refuse":
      if (Object.keys(action.messages).length > 0) return action;
      return { ...action, messages: messageId === undefined ? own : { provider, id: messageId } };
    case "unbind":
      if (action.account !== undefined) return action;
      return { ...action, ...own, ...(session === undefined ? {} : { session: session.id }) };
    default:
      return action;
  }
}
