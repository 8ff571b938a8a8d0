// The canonical form of a journal: what a second run with the same seed must give, byte for byte. Left out are real
// durations, ports and addresses, which receiver of several answered first, and the numbering that depends on it.

import type { JsonObject } from "../core/json.ts";
import { type Attempt, type OutboxEntry, placeOf, type StoredCall } from "../core/ports.ts";
import type { Finder } from "./find.ts";
import type { ControlDeps } from "./ports.ts";
import { bytesOf, shownAttempt, shownEntry, textOf } from "./shown.ts";
import { createSorter } from "./sorter.ts";

/** Calls read at a time: each may be half a megabyte. */
const page = 20;
/** Rows of the other lists read at a time. */
const rows = 100;

/** A line each: calls, then messages with their steps, inbounds, callbacks with their attempts; as many as there are now. */
export function* jsonLines({ store }: ControlDeps, find: Finder, sandbox: string): Generator<string, void, void> {
  const line = (content: object): string => `${JSON.stringify(content)}\n`;
  const [message, inbound] = [store.ledger.nextOrdinal(sandbox), store.ledger.nextInbound(sandbox)];
  const callback = (store.outbox.list(sandbox, { newestFirst: true, limit: 1 })[0]?.seq ?? -1) + 1;
  for (const call of calls(store.journal, sandbox)) {
    const { remote: _, request, answer, seq, sandbox: __, ...rest } = call;
    yield line({
      line: "call",
      seq: placeOf(seq),
      ...rest,
      messages: call.messages.map(placeOf),
      request: portless(textOf(bytesOf(request))),
      answer: answer === null ? null : portless(textOf(bytesOf(answer))),
    });
  }
  for (const { sandbox: _, ...one } of paged(rows, (part) => find.messages({ before: message, ...part }))) {
    const steps = store.stories.of(find.seq(one.seq)).map(({ message: __, ...step }) => step);
    yield line({ line: "message", ...one, fields: sessionless(one.fields), steps });
  }
  for (const { sandbox: _, ...one } of paged(rows, (part) => find.inbounds({ before: inbound, ...part })))
    yield line({ line: "inbound", ...one });
  // Callbacks of different receivers go side by side: their order is that of what they are about.
  const order = createSorter<{ rank: string; seq: number }>((a, b) => a.rank.localeCompare(b.rank, "en"));
  for (const entry of paged(rows, (part) => store.outbox.list(sandbox, { before: callback, ...part }))) {
    order.add({ rank: rank(shownEntry(entry)), seq: entry.seq });
    yield "";
  }
  for (const { seq: place } of order.sorted()) {
    const entry = store.outbox.get(place);
    // What is kept may have been too much meanwhile.
    if (entry === null) continue;
    const { seq: _, sandbox: __, data, ...rest } = shownEntry(entry);
    const attempts = store.outbox.attempts(place).map(shownAttempt).map(canonical);
    yield line({ line: "callback", ...rest, data: sessionless(data), attempts });
  }
}

/** The calls of a sandbox as they are now, read as they are taken. */
export function calls(journal: ControlDeps["store"]["journal"], sandbox: string): Generator<StoredCall, void, void> {
  const before = journal.upcoming(sandbox);
  return paged(page, (part) => journal.list(sandbox, { before, ...part }));
}

function* paged<Row extends { readonly seq: number }>(
  limit: number,
  read: (part: { readonly limit: number; readonly after?: number }) => readonly Row[],
): Generator<Row, void, void> {
  for (let part: { limit: number; after?: number } = { limit }; ; ) {
    const found = read(part);
    yield* found;
    const last = found.at(-1);
    if (last === undefined || found.length < limit) return;
    part = { limit, after: last.seq };
  }
}

function rank(callback: OutboxEntry): string {
  const place = (number: number): string => String(number).padStart(12, "0");
  return `${callback.account} ${callback.about} ${place(callback.ref)} ${place(callback.seq)}`;
}

function canonical({ callback: _, durationMs: __, address, request, error, ...attempt }: Attempt): object {
  return { ...attempt, address: portless(address), request: portless(request), error: portless(error) };
}

/** SMPP sessions are numbered over all sandboxes: it says how many others there were. */
function sessionless({ session: _, ...rest }: JsonObject): JsonObject {
  return rest;
}

// `Host: 127.0.0.1:41000` and `http://127.0.0.1:41000/dlr`: the port of a run says nothing about it.
function portless(text: string): string {
  return text.replace(/\b((?:\d{1,3}\.){3}\d{1,3}|localhost|\[[0-9a-f:]+\]):\d{1,5}\b/gi, "$1");
}
