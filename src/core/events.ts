// The bus that connects the rooms. A handler runs at once, in the transaction of the event: what must not be lost is
// written there.

import type { AccountKey } from "./account.ts";
import type { Instant, Millis } from "./clock.ts";
import type { Inbound, Message } from "./message.ts";
import { type Attempt, type Due, type DueKind, dueKinds, type OutboxEntry } from "./ports.ts";
import type { SessionFacts } from "./request-facts.ts";

/** News for the outside too: event stream, `wait`, metrics. */
export type Event =
  | { readonly kind: "message"; readonly message: Message }
  /** `place`: see `LifeStep`. */
  | { readonly kind: "status"; readonly message: Message; readonly place?: number }
  | { readonly kind: "inbound"; readonly inbound: Inbound }
  | {
      readonly kind: "call";
      readonly sandbox: string;
      readonly seq: number;
      readonly provider: string;
      readonly code: string;
    }
  | { readonly kind: "callback"; readonly entry: OutboxEntry }
  | { readonly kind: "attempt"; readonly sandbox: string; readonly attempt: Attempt }
  | { readonly kind: "account"; readonly sandbox: string; readonly account: AccountKey }
  | { readonly kind: "clock"; readonly sandbox: string; readonly now: number }
  /** `refused`: why an edit of the active scenario's file did not take effect. */
  | { readonly kind: "scenario"; readonly sandbox: string; readonly refused?: string }
  /** An item of the scenario's timeline has run. */
  | { readonly kind: "timeline"; readonly sandbox: string; readonly at: number; readonly number: number }
  | { readonly kind: "sandbox"; readonly sandbox: string; readonly change: "created" | "changed" | "removed" }
  | { readonly kind: "reset"; readonly sandbox: string };

/** News for the rooms of the emulator only. */
export type Signal =
  /** The schedule has a new item. */
  | { readonly kind: "planned"; readonly sandbox: string; readonly at: Instant }
  /** An item of the schedule is due; its effects share the transaction that takes it off the schedule. */
  | { [K in DueKind]: { readonly kind: `due-${K}`; readonly due: Due } }[DueKind]
  /** A message has its first status, for rules that name that status. */
  | { readonly kind: "accepted"; readonly message: Message }
  /** A message has another status: rules on it may change how its report goes. `status` follows at once. */
  | { readonly kind: "reached"; readonly message: Message; readonly place?: number }
  /** A phone has written: rules on that may change how the inbound message goes. `inbound` follows at once. */
  | { readonly kind: "received"; readonly inbound: Inbound }
  /** A phone, in normal form, is reachable again. */
  | { readonly kind: "reachable"; readonly sandbox: string; readonly phone: string }
  /** All rows of a sandbox are about to go: reset or removal. */
  | { readonly kind: "clearing"; readonly sandbox: string }
  /** The store could not keep a reset or removal, and has rolled it back: the rows are there again. */
  | { readonly kind: "rolled-back"; readonly sandbox: string }
  /** A restore or fork has put the rows of a snapshot or of another sandbox in place of its own; the scenario goes on. */
  | { readonly kind: "rows-replaced"; readonly sandbox: string }
  /** A sandbox has another clock. */
  | { readonly kind: "clock-replaced"; readonly sandbox: string }
  /** A manual clock is about to move: everything sent so far is answered. */
  | { readonly kind: "advancing"; readonly sandbox: string }
  /** An advance of a manual clock is over. */
  | { readonly kind: "advanced"; readonly sandbox: string }
  /** The SMPP sessions of an account, or of the whole sandbox, must end. */
  | {
      readonly kind: "unbind";
      readonly sandbox: string;
      readonly account: AccountKey | undefined;
      /** Only this session. */
      readonly session?: number;
    }
  /** An SMPP session is bound, is bound no more, or has been idle for as long as a rule asks for. */
  | {
      readonly kind: "session";
      readonly event: "bound" | "unbound" | "idle";
      readonly sandbox: string;
      readonly provider: string;
      readonly account: AccountKey;
      readonly session: SessionFacts;
      /** Span of silence that is over; absent but for `idle`. */
      readonly silence?: Millis;
    }
  /** The store has lost all writes of a turn. */
  | { readonly kind: "rollback"; readonly error: Error }
  /** The data file was removed or replaced: the store refuses all turns with this error. */
  | { readonly kind: "file-lost"; readonly error: Error };

type EventKind = (Event | Signal)["kind"];
type OfKind<K extends EventKind> = Extract<Event | Signal, { readonly kind: K }>;

export interface Events {
  emit(event: Event | Signal): void;
  /** Runs the handler for each event of a kind, before every `listen`. @returns how to stop */
  on<K extends EventKind>(kind: K, handler: (event: OfKind<K>) => void): () => void;
  /** Runs the listener for each event that is for the outside too. @returns how to stop */
  listen(listener: (event: Event) => void): () => void;
}

export function createEvents(): Events {
  const handlers = new Map<EventKind, Set<(event: Event | Signal) => void>>();
  const listeners = new Set<(event: Event) => void>();
  return {
    emit(event) {
      for (const handler of handlers.get(event.kind) ?? []) handler(event);
      if (isSignal(event)) return;
      for (const listener of listeners) listener(event);
    },
    on(kind, handler) {
      const ofKind = handlers.get(kind) ?? new Set();
      handlers.set(kind, ofKind);
      const typed = (event: Event | Signal): void => {
        if (isOfKind(event, kind)) handler(event);
      };
      ofKind.add(typed);
      return () => void ofKind.delete(typed);
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

const signals: ReadonlySet<EventKind> = new Set<Signal["kind"]>([
  ...dueKinds.map((kind) => `due-${kind}` as const),
  "accepted",
  "reached",
  "received",
  "reachable",
  "planned",
  "clearing",
  "rolled-back",
  "rows-replaced",
  "clock-replaced",
  "advancing",
  "advanced",
  "unbind",
  "session",
  "rollback",
  "file-lost",
]);

function isSignal(event: Event | Signal): event is Signal {
  return signals.has(event.kind);
}

function isOfKind<K extends EventKind>(event: Event | Signal, kind: K): event is OfKind<K> {
  return event.kind === kind;
}
