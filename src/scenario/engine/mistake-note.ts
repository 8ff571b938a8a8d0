// Notes in the journal about steps of a scenario that no client has caused, and that cannot be carried out.

import type { AccountKey } from "../../core/account.ts";
import { counted } from "../../core/counted.ts";
import type { Events } from "../../core/events.ts";
import type { Channel } from "../../core/message.ts";
import type { Store } from "../../core/ports.ts";
import type { Sandboxes } from "../../core/sandboxes.ts";
import { UsageError } from "../../core/usage-error.ts";

interface NoteDeps {
  readonly store: Store;
  readonly events: Events;
  readonly sandboxes: Pick<Sandboxes, "existing">;
}

/** Event or item of the timeline that a note is about. */
interface NotedEvent {
  /** `event status`, `timeline` */
  readonly operation: string;
  readonly provider: string;
  readonly channel?: Channel;
  readonly account?: AccountKey;
}

/** Does the work; a mistake of the scenario becomes a note. @returns the mistake, or null */
export function catchMistake(deps: NoteDeps, sandbox: string, entry: NotedEvent, work: () => void): string | null {
  try {
    work();
    return null;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    noteInJournal(deps, sandbox, entry, error.message);
    return error.message;
  }
}

export function noteChainEnd(deps: NoteDeps, sandbox: string, entry: NotedEvent, longest: number): void {
  noteInJournal(
    deps,
    sandbox,
    entry,
    `the event follows on a chain of ${counted(longest, "event")}, and no rule is tried`,
  );
}

function noteInJournal(
  { store, events, sandboxes }: NoteDeps,
  sandbox: string,
  { operation, provider, channel = "json", account }: NotedEvent,
  why: string,
): void {
  const seq = store.journal.add({
    sandbox,
    at: sandboxes.existing(sandbox).clock.now(),
    listener: "scenario",
    provider,
    operation,
    channel,
    remote: "",
    request: "",
    answer: null,
    code: "",
    decidedBy: `default: ${why}`,
    messages: [],
    findings: [],
    ...(account === undefined ? {} : { account }),
  });
  events.emit({ kind: "call", sandbox, seq, provider, code: "" });
}
