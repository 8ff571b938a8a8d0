// What happens, told to whoever listens: the live inbox, `wait`, metrics. Telling is not delivering: what must not be lost
// is written to the store in the same transaction.

import type { AccountKey } from "./account.ts";
import type { Inbound, Message } from "./message.ts";
import type { Attempt, OutboxEntry } from "./ports.ts";

export type Happening =
  | { readonly kind: "message"; readonly message: Message }
  | { readonly kind: "status"; readonly message: Message }
  | { readonly kind: "inbound"; readonly inbound: Inbound }
  | { readonly kind: "call"; readonly sandbox: string; readonly seq: number }
  | { readonly kind: "callback"; readonly entry: OutboxEntry }
  | { readonly kind: "attempt"; readonly sandbox: string; readonly attempt: Attempt }
  | { readonly kind: "account"; readonly sandbox: string; readonly account: AccountKey }
  | { readonly kind: "clock"; readonly sandbox: string; readonly now: number }
  /** `refused`: an edit of the file that plays was not taken, and why. */
  | { readonly kind: "scenario"; readonly sandbox: string; readonly refused?: string }
  /** An item of the scenario's timeline was carried out. */
  | { readonly kind: "timeline"; readonly sandbox: string; readonly at: number; readonly number: number }
  | { readonly kind: "sandbox"; readonly sandbox: string; readonly change: "created" | "changed" | "removed" }
  | { readonly kind: "reset"; readonly sandbox: string };

export interface Events {
  tell(happening: Happening): void;
  /** @returns how to stop listening */
  listen(listener: (happening: Happening) => void): () => void;
}

export function createEvents(): Events {
  const listeners = new Set<(happening: Happening) => void>();
  return {
    tell(happening) {
      for (const listener of listeners) listener(happening);
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
