// Carries out the steps of rules on events. An event may cause another one; a chain of events ends at its eighth.

import { type AccountChange, type AccountKey, accountKey } from "../../core/account.ts";
import type { Instant } from "../../core/clock.ts";
import { counted } from "../../core/counted.ts";
import type { Events } from "../../core/events.ts";
import type { InboundMessages } from "../../core/inbound-messages.ts";
import type { JsonObject } from "../../core/json.ts";
import type { Lifecycles } from "../../core/lifecycles.ts";
import type { Message } from "../../core/message.ts";
import type { Outcome } from "../../core/outcome.ts";
import type { Due, Store } from "../../core/ports.ts";
import type { RequestFacts } from "../../core/request-facts.ts";
import type { Sandboxes } from "../../core/sandboxes.ts";
import { renderTemplate } from "../../core/template.ts";
import { type RunningScenario, runPrefix } from "./running-scenario.ts";
import type { TimelineAction } from "./steps.ts";

export interface EventReactionsDeps {
  readonly store: Store;
  readonly events: Events;
  readonly sandboxes: Pick<Sandboxes, "existing">;
  readonly inboundMessages: InboundMessages;
  readonly lifecycles: Lifecycles;
  readonly change: (sandbox: string, account: AccountKey, change: AccountChange) => void;
  readonly act: (sandbox: string, running: RunningScenario, action: TimelineAction, at: Instant) => void;
}

/** Events of a chain whose rules are tried. */
const longestChain = 8;

export class EventReactions {
  readonly #deps: EventReactionsDeps;
  /** Place in its chain of the event whose steps are carried out; 0: none. */
  #place = 0;

  constructor(deps: EventReactionsDeps) {
    this.#deps = deps;
  }

  /** @param message the message that has got a status */
  react(sandbox: string, running: RunningScenario, facts: RequestFacts, message?: Message): void {
    const chain = message === undefined ? undefined : chainKey(message);
    const planned = chain === undefined ? 0 : Number(this.#deps.store.keyValue.get(sandbox, chain) ?? 0);
    const place = Math.max(this.#place, planned) + 1;
    if (place > longestChain) {
      this.#note(sandbox, facts);
      return;
    }
    this.#within(place, () => this.#carryOut(sandbox, running, facts, message));
  }

  /** Receives the reply of a rule on an event. @returns false: the item of the schedule is another one */
  reply({ sandbox, data }: Due): boolean {
    if (data?.["what"] !== "event-reply") return false;
    const text = (key: string): string => String(data[key] ?? "");
    const [provider = ""] = text("account").split("/");
    const phone = { from: text("from"), to: text("to"), text: text("text"), provider, account: accountOf(data) };
    this.#within(Number(data["place"]), () => {
      if (this.#deps.store.accounts.get(sandbox, phone.account) === null) return;
      this.#deps.inboundMessages.receive(this.#deps.sandboxes.existing(sandbox), phone);
    });
    return true;
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

  #carryOut(sandbox: string, running: RunningScenario, facts: RequestFacts, message: Message | undefined): void {
    const now = this.#deps.sandboxes.existing(sandbox).clock.now();
    const { outcome, actions } = running.react(facts, now);
    for (const { account, change } of outcome.changes) {
      if (this.#deps.store.accounts.get(sandbox, account) !== null) this.#deps.change(sandbox, account, change);
    }
    this.#replies(sandbox, facts, outcome, now);
    if (message !== undefined && outcome.life !== undefined) {
      this.#deps.store.keyValue.set(sandbox, chainKey(message), String(this.#place));
      this.#deps.lifecycles.replan(message.seq, outcome.life, now);
    }
    for (const action of actions) this.#deps.act(sandbox, running, aimed(action, facts), now);
  }

  /** Plans the replies: the phone writes to the number that it has written to or that has written to it. */
  #replies(sandbox: string, facts: RequestFacts, { replies }: Outcome, now: Instant): void {
    const { account } = facts;
    if (account === undefined) return;
    const { schedule, keyValue } = this.#deps.store;
    const [from, to] = facts.event === "inbound" ? [facts.from, facts.to] : [facts.to, facts.from];
    for (const { text, after } of replies) {
      const part = Number(keyValue.get(sandbox, replyKey) ?? 0) + 1;
      keyValue.set(sandbox, replyKey, String(part));
      const data = {
        what: "event-reply",
        from: from ?? "",
        to: to ?? "",
        text: renderTemplate(text),
        account: accountKey(account),
        place: this.#place,
      };
      schedule.add({ sandbox, at: now + after, kind: "timeline", ref: 0, part, data });
    }
  }

  #note(sandbox: string, { provider, channel, account, event }: RequestFacts): void {
    const { store, events, sandboxes } = this.#deps;
    const seq = store.journal.add({
      sandbox,
      at: sandboxes.existing(sandbox).clock.now(),
      listener: "scenario",
      provider,
      operation: `event ${event ?? ""}`,
      channel,
      remote: "",
      request: "",
      answer: null,
      code: "",
      decidedBy: `default: the event follows on a chain of ${counted(longestChain, "event")}, and no rule is tried`,
      messages: [],
      findings: [],
      ...(account === undefined ? {} : { account: accountKey(account) }),
    });
    events.emit({ kind: "call", sandbox, seq });
  }
}

const replyKey = `${runPrefix}replies`;

/** Key of the place in its chain of the event that has planned a message's statuses. */
function chainKey({ seq }: Message): string {
  return `${runPrefix}chain:${seq};`;
}

function accountOf(data: JsonObject): AccountKey {
  const [provider = "", name = ""] = String(data["account"]).split("/");
  return accountKey({ provider, name });
}

/** An action that names nothing concerns the message, the session or the account of the event. */
function aimed(action: TimelineAction, { account, session, messageId, provider }: RequestFacts): TimelineAction {
  const own = account === undefined ? {} : { account: accountKey(account) };
  switch (action.kind) {
    case "report":
    case "release":
    case "refuse":
      if (Object.keys(action.of).length > 0) return action;
      return { ...action, of: messageId === undefined ? own : { provider, id: messageId } };
    case "unbind":
      if (action.account !== undefined) return action;
      return { ...action, ...own, ...(session === undefined ? {} : { session: session.id }) };
    default:
      return action;
  }
}
