// The canonical form of a journal: what a second run with the same seed must give, byte for byte. Left out are real
// durations, ports and addresses, which receiver of several answered first, and the numbering that depends on it.

import type { JsonObject } from "../core/json.ts";
import { type Attempt, placeOf, type StoredCall } from "../core/ports.ts";
import type { CallbackView } from "./desk-type.ts";
import { createScales } from "./export-size.ts";
import type { Finder } from "./find.ts";
import type { ControlDeps } from "./ports.ts";
import { bytesOf, textOf } from "./shown.ts";

const page = 1_000;

/** A line each: calls, then messages with their steps, inbounds, callbacks with their attempts. */
export function jsonLines({ store }: ControlDeps, find: Finder, sandbox: string): string {
  const lines: string[] = [];
  const weigh = createScales();
  const put = (line: object): void => {
    const text = JSON.stringify(line);
    weigh(text);
    lines.push(text);
  };
  for (const call of calls(store.journal, sandbox)) {
    const { remote: _, request, answer, seq, sandbox: __, ...rest } = call;
    put({
      line: "call",
      seq: placeOf(seq),
      ...rest,
      messages: call.messages.map(placeOf),
      request: portless(textOf(bytesOf(request))),
      answer: answer === null ? null : portless(textOf(bytesOf(answer))),
    });
  }
  for (const { sandbox: _, ...message } of find.messages({})) {
    const steps = store.stories.of(find.seq(message.seq)).map(({ message: __, ...step }) => step);
    put({ line: "message", ...message, fields: sessionless(message.fields), steps });
  }
  for (const { sandbox: _, ...inbound } of find.inbounds({})) put({ line: "inbound", ...inbound });
  // Callbacks of different receivers go side by side: their order is that of what they are about.
  const callbacks = find.callbacks({}).sort((a, b) => rank(a).localeCompare(rank(b), "en"));
  for (const callback of callbacks) {
    const { seq: _, sandbox: __, attempts, data, ...rest } = callback;
    put({ line: "callback", ...rest, data: sessionless(data), attempts: attempts.map(canonical) });
  }
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}

export function* calls(journal: ControlDeps["store"]["journal"], sandbox: string): Generator<StoredCall> {
  for (let after: number | undefined; ; ) {
    const rows = journal.list(sandbox, { limit: page, ...(after === undefined ? {} : { after }) });
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < page) return;
    after = last.seq;
  }
}

function rank(callback: CallbackView): string {
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
