// Finds what is wanted in a sandbox's lists: the store narrows down as far as it can, the rest is looked at here.

import { normalise } from "../core/address.ts";
import type { Inbound, Message } from "../core/message.ts";
import { type Attempt, type OutboxEntry, type Store, type StoredCall, sandboxSpan } from "../core/ports.ts";
import { digitsOf } from "../core/search.ts";
import type { CallbackView, CallRow } from "./desk-type.ts";
import type { CallbackWanted, CallWanted, InboundWanted, MessageWanted, Page } from "./filter-type.ts";
import { callbackDiffers, callDiffers, inboundDiffers, messageDiffers } from "./matching.ts";
import { bytesOf, callRow, shownAttempt, shownEntry, shownInbound, shownMessage, textOf } from "./shown.ts";

export interface Finder {
  messages(wanted: MessageWanted & Page): Message[];
  calls(wanted: CallWanted & Page): CallRow[];
  callbacks(wanted: CallbackWanted & Page): CallbackView[];
  inbounds(wanted: InboundWanted & Page): Inbound[];
  /** The code of the call that brought a message; null: the journal has dropped it. */
  codeOf(message: Message): string | null;
  /** The `seq` of a place. */
  seq(place: number): number;
}

const batch = 1_000;

/** @param base the sandbox's first seq, from which places count */
export function createFinder(store: Store, sandbox: string): Finder {
  const base = (): number => Math.floor(store.journal.upcoming(sandbox) / sandboxSpan) * sandboxSpan;

  /** Reads on in batches until there are enough that fit. */
  function collect<Row extends { readonly seq: number }, Item>(
    page: Page,
    read: (page: Page) => readonly Row[],
    take: (row: Row) => Item | null,
  ): Item[] {
    const { limit = Number.POSITIVE_INFINITY, newestFirst = false } = page;
    const start = base();
    let after = page.after === undefined ? undefined : start + page.after;
    let before = page.before === undefined ? undefined : start + page.before;
    const found: Item[] = [];
    for (;;) {
      const rows = read({
        newestFirst,
        // More than was asked for, so that a narrow filter needs few batches; never much more than a page.
        limit: Math.min(batch, Math.max(limit, 100)),
        ...(after === undefined ? {} : { after }),
        ...(before === undefined ? {} : { before }),
      });
      for (const row of rows) {
        const item = take(row);
        if (item !== null) found.push(item);
        if (found.length >= limit) return found;
      }
      const last = rows.at(-1);
      if (last === undefined || rows.length < Math.min(batch, Math.max(limit, 100))) return found;
      if (newestFirst) before = last.seq;
      else after = last.seq;
    }
  }

  const attempts = (entry: OutboxEntry): readonly Attempt[] => store.outbox.attempts(entry.seq).map(shownAttempt);

  return {
    messages(wanted) {
      const { provider, account, channel, to, number, id, clientId, status, text, code, search } = wanted;
      const narrow = defined({ provider, account, channel, id, clientId, status, text, code, search });
      const phone = to === undefined ? {} : { to: normalise(to) };
      const part = number === undefined ? {} : { number: digitsOf(number) };
      return collect(
        wanted,
        (page) => store.ledger.list(sandbox, { ...narrow, ...phone, ...part, ...page }),
        // Its code is the store's to know.
        (row: Message) => (messageDiffers(row, wanted, () => code ?? null).length > 0 ? null : shownMessage(row)),
      );
    },
    calls(wanted) {
      const { provider, operation, account, code, remote } = wanted;
      return collect(
        wanted,
        (page) => store.journal.list(sandbox, { ...defined({ provider, operation, account, code, remote }), ...page }),
        (row: StoredCall) => {
          const shown = callRow(row);
          return callDiffers(shown, wanted, () => textOf(bytesOf(row.request))).length > 0 ? null : shown;
        },
      );
    },
    callbacks(wanted) {
      const { provider, account, about, state, ref } = wanted;
      const narrow = defined({ provider, account, about, state });
      return collect(
        wanted,
        (page) =>
          store.outbox.list(sandbox, { ...narrow, ...(ref === undefined ? {} : { ref: base() + ref }), ...page }),
        (row: OutboxEntry) => {
          const bare: CallbackView = { ...shownEntry(row), attempts: [] };
          return callbackDiffers(bare, wanted).length > 0 ? null : { ...bare, attempts: attempts(row) };
        },
      );
    },
    inbounds(wanted) {
      const { provider, account, fetched } = wanted;
      return collect(
        wanted,
        (page) => store.ledger.inbounds(sandbox, { ...defined({ provider, account, fetched }), ...page }),
        (row: Inbound) => {
          const shown = shownInbound(row);
          return inboundDiffers(shown, wanted).length > 0 ? null : shown;
        },
      );
    },
    codeOf: ({ call }) => store.journal.get(base() + call)?.code ?? null,
    seq: (place) => base() + place,
  };
}

/** Without the keys that have no value. */
export function defined<T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  for (const [key, value] of Object.entries(object)) if (value !== undefined) Object.assign(kept, { [key]: value });
  return kept;
}
