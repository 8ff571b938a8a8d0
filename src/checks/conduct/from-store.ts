// The journal of a sandbox as it stands in the store. Reads page by page, so that others get their turns.

import type { Turns } from "../../core/clock.ts";
import type { Message } from "../../core/message.ts";
import { type Attempt, type OutboxEntry, placeOf, type Store, type StoredCall } from "../../core/ports.ts";
import type { Sandbox } from "../../core/sandbox.ts";
import type { SessionHabits } from "../../core/session-habits.ts";
import { textHash } from "../../core/text-hash.ts";
import type { ConductJournal, JournalCallback, JournalMessage, JournalRequest } from "./journal.ts";

export interface StoreSource {
  readonly store: Store;
  readonly sandbox: Sandbox;
  readonly sessions: readonly SessionHabits[];
  /** Real time since the start of the emulator. */
  readonly elapsed: number;
  readonly turns: Turns;
}

/** Only what comes from this on: a time of the sandbox's clock, or the latest requests. */
export type Since = { readonly at: number } | { readonly requests: number };

/** Rows of a page; a request may have half a megabyte. */
const requestPage = 50;
const page = 500;

export function journalFromStore(source: StoreSource, since?: Since): ConductJournal {
  const { store, sandbox, sessions, elapsed } = source;
  const { name } = sandbox;
  const from = beginningOf(store, name, since);
  const isIn = (at: number): boolean => at >= from.at;
  // Numbers hold on a manual clock too, where many requests have one time.
  const isRequestIn = (seq: number, at: number): boolean => (from.request === null ? isIn(at) : seq >= from.request);
  return {
    sandbox: name,
    leftOut: since !== undefined,
    turn: () => source.turns.next(name),
    sessions: sessions.filter((session) => isIn(session.since) && session.elapsedMs >= from.elapsed),
    now: { at: sandbox.clock.now(), elapsed },
    requests: paged(
      source,
      requestPage,
      (part) => store.journal.list(name, part),
      requestOf,
      ({ seq, at }) => isRequestIn(seq, at),
      from.request,
    ),
    messages: paged(
      source,
      page,
      (part) => store.ledger.list(name, part),
      (message) => messageOf(sandbox, message),
      ({ call, acceptedAt }) => isRequestIn(call, acceptedAt),
      from.message,
    ),
    inbound: paged(
      source,
      page,
      (part) => store.ledger.inboundMessages(name, part),
      (row) => ({ ...row, seq: placeOf(row.seq) }),
      ({ receivedAt }) => isIn(receivedAt),
    ),
    callbacks: paged(
      source,
      page,
      (part) => store.outbox.list(name, { ...part, ...(from.message === null ? {} : { reportsFrom: from.message }) }),
      (entry) => callbackOf(entry, store.outbox.attempts(entry.seq)),
      ({ about, seq, ref }) => {
        // Messages have the order of their requests: none has to be read.
        if (from.request !== null && about === "report") return from.message !== null && ref >= from.message;
        const [first] = store.outbox.attempts(seq);
        return first === undefined || isIn(first.at);
      },
    ),
  };
}

/** Beginning of the part of a journal that is judged. */
interface Beginning {
  readonly at: number;
  readonly elapsed: number;
  /** First request, by its `seq`; null: the time decides. */
  readonly request: number | null;
  /** First message that this request or a later one brought. */
  readonly message: number | null;
}

function beginningOf({ journal, ledger }: Store, sandbox: string, since: Since | undefined): Beginning {
  if (since === undefined || "at" in since) return { at: since?.at ?? 0, elapsed: 0, request: null, message: null };
  const request = journal.upcoming(sandbox) - since.requests;
  const [oldest] = journal.list(sandbox, { after: request - 1, limit: 1 });
  const message = firstAfter(ledger, sandbox, ({ call }) => call >= request);
  return { at: oldest?.at ?? 0, elapsed: oldest?.elapsedMs ?? 0, request, message };
}

/** First message that passes a test, as all later ones do; the next message if none does. */
function firstAfter(ledger: Store["ledger"], sandbox: string, passes: (message: Message) => boolean): number | null {
  const [first] = ledger.list(sandbox, { limit: 1 });
  const [last] = ledger.list(sandbox, { limit: 1, newestFirst: true });
  if (first === undefined || last === undefined) return null;
  let [low, high] = [first.seq, last.seq + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [next] = ledger.list(sandbox, { after: middle - 1, limit: 1 });
    if (next === undefined || passes(next)) high = middle;
    else low = next.seq + 1;
  }
  return low;
}

async function* paged<Row extends { readonly seq: number }, Out>(
  { turns, sandbox }: StoreSource,
  limit: number,
  read: (part: { readonly limit: number; readonly after?: number }) => readonly Row[],
  made: (row: Row) => Out,
  isIn: (row: Row) => boolean,
  first: number | null = null,
): AsyncGenerator<Out, void, void> {
  for (let part: { limit: number; after?: number } = first === null ? { limit } : { limit, after: first - 1 }; ; ) {
    const batch = read(part);
    for (const row of batch) if (isIn(row)) yield made(row);
    const last = batch.at(-1);
    if (last === undefined || batch.length < limit) return;
    part = { limit, after: last.seq };
    await turns.next(sandbox.name);
  }
}

function requestOf({ request, answer, messages, seq, ...rest }: StoredCall): JournalRequest {
  return {
    ...rest,
    seq: placeOf(seq),
    messages: messages.map(placeOf),
    request: latin1(request),
    response: answer === null ? null : latin1(answer),
  };
}

function latin1(octets: Buffer | string): string {
  return typeof octets === "string" ? octets : octets.toString("latin1");
}

function messageOf(sandbox: Sandbox, { call, seq, ...message }: Message): JournalMessage {
  return { ...message, seq: placeOf(seq), request: placeOf(call), textHash: textHash(sandbox, message.text) };
}

function callbackOf({ seq, ref, ...entry }: OutboxEntry, attempts: readonly Attempt[]): JournalCallback {
  return { ...entry, seq: placeOf(seq), ref: placeOf(ref), attempts };
}
