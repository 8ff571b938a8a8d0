// Server-sent events from afar: https://html.spec.whatwg.org/multipage/server-sent-events.html

import type { IncomingMessage } from "node:http";
import type { Operation } from "../api/operation.ts";
import { pause } from "../clock/host-clock.ts";

/** Real milliseconds after which a stream that was cut is opened again. */
const againMs = 250;
/** Attempts to open a cut stream again; the error of the last one ends the stream. */
const maxAttempts = 20;

interface Stream {
  readonly url: string;
  readonly signal: AbortSignal;
}

/**
 * Opens the stream, then reads it until the signal ends it. A stream that is cut goes on where it was.
 * @throws UsageError when it cannot be opened; the iteration throws it once a cut stream stays closed
 */
export async function readEvents<S extends Stream>(
  { output }: Operation,
  sent: S,
  open: (sent: S) => Promise<IncomingMessage>,
): Promise<AsyncIterable<unknown>> {
  const first = await open(sent);
  return {
    async *[Symbol.asyncIterator]() {
      let incoming: IncomingMessage | null = first;
      let last: string | null = null;
      try {
        for (;;) {
          const stream: AsyncIterable<string> = dataOf(incoming);
          for await (const data of stream) {
            // Events of a kind that only a later version knows are left out.
            const read = output?.safeParse(JSON.parse(data));
            if (read?.success !== true) continue;
            last = idOf(read.data) ?? last;
            yield read.data;
          }
          incoming = await openAgain({ ...sent, url: withAfter(sent.url, last) }, open);
          if (incoming === null) return;
        }
      } finally {
        incoming?.destroy();
      }
    },
  };
}

/** Opens a cut stream again; null: the signal came before. */
async function openAgain<S extends Stream>(
  sent: S,
  open: (sent: S) => Promise<IncomingMessage>,
): Promise<IncomingMessage | null> {
  for (let attempt = 1; ; attempt++) {
    await pause(againMs, sent.signal);
    if (sent.signal.aborted) return null;
    try {
      return await open(sent);
    } catch (error) {
      if (attempt === maxAttempts && !sent.signal.aborted) throw error;
    }
  }
}

/** The `data:` of each event, until the stream ends or is cut. */
async function* dataOf(incoming: IncomingMessage): AsyncGenerator<string, void, void> {
  let rest = "";
  incoming.setEncoding("utf8");
  try {
    for await (const chunk of incoming) {
      const events = (rest + String(chunk)).split("\n\n");
      rest = events.pop() ?? "";
      for (const event of events) {
        const data = /^data: (.*)$/m.exec(event)?.[1];
        if (data !== undefined) yield data;
      }
    }
  } catch {
    // The caller opens the stream again.
  }
}

function idOf(event: unknown): string | null {
  return typeof event === "object" && event !== null && "id" in event && typeof event.id === "string" ? event.id : null;
}

/** @param id of the last event read; null: none, so the emulator answers with a gap unless the query names an event */
function withAfter(url: string, id: string | null): string {
  const [path = "", query = ""] = url.split("?");
  const search = new URLSearchParams(query);
  search.set("after", id ?? search.get("after") ?? "none");
  return `${path}?${search}`;
}
