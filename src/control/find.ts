// Finds what is wanted in a sandbox's lists: the store narrows down as far as it can, the rest is looked at here. A long
// list is gone through in slices, so that looking for what is not there holds up nobody else.

import { normalise } from "../core/address.ts";
import type { Inbound, Message } from "../core/message.ts";
import { type Attempt, type OutboxEntry, type Store, type StoredCall, sandboxSpan } from "../core/ports.ts";
import { digitsOf } from "../core/search.ts";
import type { CallbackView, CallRow } from "./desk-type.ts";
import type { CallbackWanted, CallWanted, InboundWanted, MessageWanted, Page } from "./filter-type.ts";
import { callbackDiffers, callDiffers, inboundDiffers, messageDiffers } from "./matching.ts";
import { bytesOf, callRow, shownAttempt, shownEntry, shownInbound, shownMessage, textOf } from "./shown.ts";

/** Ends when it has found enough; between two slices others may have their turn. */
type Search<Item> = Generator<void, Item[], void>;

interface Searches {
  messages(wanted: MessageWanted & Page): Search<Message>;
  calls(wanted: CallWanted & Page): Search<CallRow>;
  callbacks(wanted: CallbackWanted & Page): Search<CallbackView>;
  inbounds(wanted: InboundWanted & Page): Search<Inbound>;
}
type Found<Kind extends keyof Searches> = ReturnType<Searches[Kind]> extends Search<infer Item> ? Item[] : never;

/** The lists, each in many turns of the event loop where one would be long. */
export type CalmFinder = {
  readonly [Kind in keyof Searches]: (wanted: Parameters<Searches[Kind]>[0]) => Promise<Found<Kind>>;
};
export interface Finder {
  messages(wanted: MessageWanted & Page): Message[];
  calls(wanted: CallWanted & Page): CallRow[];
  callbacks(wanted: CallbackWanted & Page): CallbackView[];
  inbounds(wanted: InboundWanted & Page): Inbound[];
  readonly calmly: CalmFinder;
  /** The code of the call that brought a message; null: the journal has dropped it. */
  codeOf(message: Message): string | null;
  /** The `seq` of a place. */
  seq(place: number): number;
}

/** Places that are gone through in one turn: some milliseconds of the costliest filter. */
const slice = 2_000;

/**
 * @param store of the sandbox `sandbox`
 * @param stillThere throws when the sandbox has gone between two slices
 */
export function createFinder(store: Store, sandbox: string, stillThere: () => unknown = () => {}): Finder {
  const base = (): number => Math.floor(store.journal.upcoming(sandbox) / sandboxSpan) * sandboxSpan;

  /**
   * @param read narrowed down by the store @param all not narrowed down @param take null: it is not wanted
   * @param stride places gone through in one turn
   */
  function* collect<Row extends { readonly seq: number }, Item>(
    page: Page,
    read: (page: Page) => readonly Row[],
    all: (page: Page) => readonly Row[],
    take: (row: Row) => Item | null,
    stride = slice,
  ): Search<Item> {
    const { limit = Number.POSITIVE_INFINITY, newestFirst = false } = page;
    const start = base();
    const edge = (newest: boolean): number | undefined => all({ limit: 1, newestFirst: newest })[0]?.seq;
    let low = Math.max(edge(false) ?? start + 1, start + (page.after ?? 0) + 1);
    let high = Math.min(edge(true) ?? start, start + (page.before ?? sandboxSpan) - 1);
    const found: Item[] = [];
    while (low <= high) {
      const from = newestFirst ? Math.max(low, high - stride + 1) : low;
      const until = newestFirst ? high : Math.min(high, low + stride - 1);
      // More than was asked for, so that a narrow filter needs few reads; never much more than a page.
      const most = Math.min(slice, Math.max(limit - found.length, 100));
      const rows = read({ after: from - 1, before: until + 1, newestFirst, limit: most });
      for (const row of rows) {
        const item = take(row);
        if (item !== null) found.push(item);
        if (found.length >= limit) return found;
      }
      const last = rows.length < most ? undefined : rows.at(-1)?.seq;
      if (newestFirst) high = (last ?? from) - 1;
      else low = (last ?? until) + 1;
      yield;
    }
    return found;
  }

  const attempts = (entry: OutboxEntry): readonly Attempt[] => store.outbox.attempts(entry.seq).map(shownAttempt);

  const searches: Searches = {
    messages(wanted) {
      const { provider, account, channel, to, number, id, clientId, status, text, code, search } = wanted;
      const narrow = defined({ provider, account, channel, id, clientId, status, text, code, search });
      const phone = to === undefined ? {} : { to: normalise(to) };
      const part = number === undefined ? {} : { number: digitsOf(number) };
      return collect(
        wanted,
        (page) => store.ledger.list(sandbox, { ...narrow, ...phone, ...part, ...page }),
        (page) => store.ledger.list(sandbox, page),
        // Its code is the store's to know.
        (row: Message) => (messageDiffers(row, wanted, () => code ?? null).length > 0 ? null : shownMessage(row)),
      );
    },
    calls(wanted) {
      const { provider, operation, account, code, remote } = wanted;
      return collect(
        wanted,
        (page) => store.journal.list(sandbox, { ...defined({ provider, operation, account, code, remote }), ...page }),
        (page) => store.journal.list(sandbox, page),
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
        (page) => store.outbox.list(sandbox, page),
        (row: OutboxEntry) => {
          const bare: CallbackView = { ...shownEntry(row), attempts: [] };
          return callbackDiffers(bare, wanted).length > 0 ? null : { ...bare, attempts: attempts(row) };
        },
        // An index finds the few that are about one message or inbound.
        ref === undefined ? slice : sandboxSpan,
      );
    },
    inbounds(wanted) {
      const { provider, account, fetched } = wanted;
      return collect(
        wanted,
        (page) => store.ledger.inbounds(sandbox, { ...defined({ provider, account, fetched }), ...page }),
        (page) => store.ledger.inbounds(sandbox, page),
        (row: Inbound) => {
          const shown = shownInbound(row);
          return inboundDiffers(shown, wanted).length > 0 ? null : shown;
        },
      );
    },
  };

  async function calm<Item>(search: Search<Item>): Promise<Item[]> {
    for (;;) {
      const step = search.next();
      if (step.done === true) return step.value;
      await new Promise((resolve) => setImmediate(resolve));
      stillThere();
    }
  }

  return {
    messages: (wanted) => atOnce(searches.messages(wanted)),
    calls: (wanted) => atOnce(searches.calls(wanted)),
    callbacks: (wanted) => atOnce(searches.callbacks(wanted)),
    inbounds: (wanted) => atOnce(searches.inbounds(wanted)),
    calmly: {
      messages: (wanted) => calm(searches.messages(wanted)),
      calls: (wanted) => calm(searches.calls(wanted)),
      callbacks: (wanted) => calm(searches.callbacks(wanted)),
      inbounds: (wanted) => calm(searches.inbounds(wanted)),
    },
    codeOf: ({ call }) => store.journal.get(base() + call)?.code ?? null,
    seq: (place) => base() + place,
  };
}

function atOnce<Item>(search: Search<Item>): Item[] {
  for (;;) {
    const step = search.next();
    if (step.done === true) return step.value;
  }
}

/** Without the keys that have no value. */
export function defined<T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  for (const [key, value] of Object.entries(object)) if (value !== undefined) Object.assign(kept, { [key]: value });
  return kept;
}
