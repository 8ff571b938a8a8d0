// The canonical form of a journal: a second run with the same seed gives the same bytes. Leaves out real durations, ports
// and addresses, which receiver of several answered first, and the numbering that depends on it.

import type { JsonObject } from "../../core/json.ts";
import type { Attempt, OutboxEntry, StoredCall } from "../../core/ports.ts";
import { textHash } from "../../core/text-hash.ts";
import type { Api } from "../api.ts";
import type { DeepReadonly } from "../operation.ts";
import type { RequestRow } from "../schema/request.ts";
import { attemptView, bytesOf, callbackRowOf, inboundView, messageView, requestRowOf, textOf } from "../views.ts";
import { createSorter } from "./sorter.ts";

/** Requests read at a time: each may be half a megabyte. */
const page = 20;
/** Rows of the other lists read at a time. */
const rows = 100;

/** Choices of an export. */
export interface JsonLinesOptions {
  /** True: real times and what else differs from run to run stands in the lines too. */
  readonly times?: boolean;
}

/** Requests, then messages with their statuses, inbound messages, callbacks with their attempts: as many as there are now. */
export function* jsonLines(
  api: Api,
  sandbox: string,
  { times = false }: JsonLinesOptions = {},
): Generator<string, void, void> {
  const { store } = api;
  const line = (content: object): string => `${JSON.stringify(content)}\n`;
  const { ledger, outbox } = store;
  const message = (ledger.list(sandbox, latest)[0]?.seq ?? -1) + 1;
  const inbound = (ledger.inboundMessages(sandbox, latest)[0]?.seq ?? -1) + 1;
  const callback = (outbox.list(sandbox, latest)[0]?.seq ?? -1) + 1;
  for (const call of requests(store.journal, sandbox)) {
    const { sandbox: _, ...row } = requestRowOf(call);
    yield line({
      line: "request",
      ...(times ? row : timeless(row)),
      request: portless(textOf(bytesOf(call.request))),
      // Octets of a PDU are no text.
      ...(times && call.channel === "smpp" ? { octets: bytesOf(call.request).toString("base64") } : {}),
      response: call.answer === null ? null : dateless(portless(textOf(bytesOf(call.answer)))),
      ...(call.decided === undefined ? {} : { decided: portless(textOf(bytesOf(call.decided))) }),
    });
  }
  for (const row of paged(rows, (part) => ledger.list(sandbox, { before: message, ...part }))) {
    const { sandbox: _, ...rest } = messageView(row);
    const hash = times ? { textHash: textHash(api.sandbox(sandbox), row.text) } : {};
    const steps = store.statusSteps.list(row.seq).map(({ message: __, ...step }) => step);
    yield line({ line: "message", ...rest, ...hash, fields: sessionless(rest.fields), steps });
  }
  for (const row of paged(rows, (part) => ledger.inboundMessages(sandbox, { before: inbound, ...part }))) {
    const { sandbox: _, ...rest } = inboundView(row);
    yield line({ line: "inbound", ...rest });
  }
  // Callbacks of different receivers go side by side: their order is that of what they are about.
  const order = createSorter<{ rank: string; seq: number }>((a, b) => a.rank.localeCompare(b.rank, "en"));
  for (const entry of paged(rows, (part) => outbox.list(sandbox, { before: callback, ...part }))) {
    order.add({ rank: rank(callbackRowOf(entry)), seq: entry.seq });
    yield "";
  }
  for (const { seq: place } of order.sorted()) {
    const entry = outbox.get(place);
    // The limit of the sandbox may have removed it meanwhile.
    if (entry === null) continue;
    const { seq: _, sandbox: __, data, ...rest } = callbackRowOf(entry);
    const attempts = outbox
      .attempts(place)
      .map(attemptView)
      .map((attempt) => canonical(attempt, times));
    yield line({ line: "callback", ...(times ? { seq: place } : {}), ...rest, data: sessionless(data), attempts });
  }
  if (times) for (const habits of api.habits(sandbox)) yield line({ line: "session", ...habits });
}

const latest = { newestFirst: true, limit: 1 } as const;

/** Requests of a sandbox as they are now, read as they are taken. */
export function requests(journal: Api["store"]["journal"], sandbox: string): Generator<StoredCall, void, void> {
  const before = journal.upcoming(sandbox);
  return paged(page, (part) => journal.list(sandbox, { before, ...part }));
}

function* paged<Row extends { readonly seq: number }>(
  limit: number,
  read: (part: { readonly limit: number; readonly after?: number }) => readonly Row[],
): Generator<Row, void, void> {
  for (let part: { limit: number; after?: number } = { limit }; ; ) {
    const rows = read(part);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < limit) return;
    part = { limit, after: last.seq };
  }
}

function rank(callback: Pick<OutboxEntry, "about" | "ref" | "seq"> & { readonly account: string }): string {
  const place = (number: number): string => String(number).padStart(12, "0");
  return `${callback.account} ${callback.about} ${place(callback.ref)} ${place(callback.seq)}`;
}

function canonical(attempt: Attempt, times: boolean): object {
  const { callback: _, durationMs, elapsedMs, address, request, error, ...rest } = attempt;
  return {
    ...rest,
    ...(times ? { durationMs, elapsedMs } : {}),
    address: portless(address),
    request: portless(request),
    error: portless(error),
  };
}

/** A request without what differs from run to run. */
function timeless(row: Omit<DeepReadonly<RequestRow>, "sandbox">): object {
  const { remote: _, ms: __, elapsedMs: ___, connection: ____, refused: _____, moreRefused: ______, ...rest } = row;
  return rest;
}

/** SMPP sessions are numbered over all sandboxes: it says how many others there were. */
function sessionless({ session: _, ...rest }: JsonObject): JsonObject {
  return rest;
}

/** Leaves out the date of a response: it is the machine's. */
function dateless(response: string): string {
  return response.replace(/^(HTTP\/[\s\S]*?\r\nDate: )[^\r]*/, "$1-");
}

// `Host: 127.0.0.1:41000` and `http://127.0.0.1:41000/dlr`: the port of a run says nothing about it.
function portless(text: string): string {
  return text.replace(/\b((?:\d{1,3}\.){3}\d{1,3}|localhost|\[[0-9a-f:]+\]):\d{1,5}\b/gi, "$1");
}
