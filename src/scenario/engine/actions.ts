// Carries out the actions of the timeline and of rules on events.

import type { AccountChange, AccountKey } from "../../core/account.ts";
import type { Instant } from "../../core/clock.ts";
import type { Events } from "../../core/events.ts";
import type { InboundMessages } from "../../core/inbound-messages.ts";
import type { Lifecycles } from "../../core/lifecycles.ts";
import type { Message } from "../../core/message.ts";
import type { Store } from "../../core/ports.ts";
import type { Sandboxes } from "../../core/sandboxes.ts";
import type { RunningScenario } from "./running-scenario.ts";
import type { MessageChoice, TimelineAction } from "./steps.ts";

export interface ActionsDeps {
  readonly store: Store;
  readonly events: Events;
  readonly sandboxes: Pick<Sandboxes, "existing">;
  readonly inboundMessages: InboundMessages;
  readonly lifecycles: Lifecycles;
  readonly change: (sandbox: string, account: AccountKey, change: AccountChange) => void;
}

/** Messages that a `report`, `release` or `refuse` changes at most. */
const maxMessages = 10_000;

export class Actions {
  readonly #deps: ActionsDeps;

  constructor(deps: ActionsDeps) {
    this.#deps = deps;
  }

  /**
   * @returns how much it changed: messages, or 1; an outage changes nothing by itself
   * @throws UsageError when the sandbox lacks the account of the action
   */
  carryOut(name: string, running: RunningScenario, action: TimelineAction, at: Instant): number {
    const { sandboxes, inboundMessages, lifecycles, events, change } = this.#deps;
    switch (action.kind) {
      case "account":
        change(name, action.account, action.change);
        return 1;
      case "inbound": {
        const { kind: _, ...phone } = action;
        inboundMessages.receive(sandboxes.existing(name), phone);
        return 1;
      }
      case "set":
        running.assign(action.set, at);
        return 1;
      case "report": {
        const messages = this.#chosen(name, action.messages, false);
        for (const message of messages) lifecycles.report(message, action.status, "scenario", action.word);
        return messages.length;
      }
      case "release":
      case "refuse": {
        const messages = this.#chosen(name, action.messages, true);
        for (const message of messages) lifecycles.release(message, action.kind === "release");
        return messages.length;
      }
      case "outage":
        running.beginOutage(action, at);
        return 0;
      case "reachable":
        events.emit({ kind: "reachable", sandbox: name, phone: action.phone });
        return 1;
      case "unbind":
        events.emit({
          kind: "unbind",
          sandbox: name,
          account: action.account,
          ...(action.session === undefined ? {} : { session: action.session }),
        });
        return 1;
    }
  }

  #chosen(name: string, choice: MessageChoice, onlyHeld: boolean): Message[] {
    return this.#deps.store.ledger.list(name, {
      ...(choice.provider === undefined ? {} : { provider: choice.provider }),
      ...(choice.account === undefined ? {} : { account: choice.account }),
      ...(choice.to === undefined ? {} : { to: choice.to }),
      ...(choice.id === undefined ? {} : { id: choice.id }),
      ...(choice.clientId === undefined ? {} : { clientId: choice.clientId }),
      ...(onlyHeld ? { status: "held" as const } : {}),
      limit: maxMessages,
    });
  }
}
