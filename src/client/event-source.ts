// Server-sent events from afar: https://html.spec.whatwg.org/multipage/server-sent-events.html

import type { IncomingMessage } from "node:http";
import type { Operation } from "../api/operation.ts";
import { hostClock } from "../clock/host-clock.ts";

/** Real milliseconds after which a stream that was cut is opened again. */
const againMs = 250;

interface Stream {
  readonly url: string;
  readonly signal: AbortSignal;
}

/**
 * Opens the stream, then reads it until the signal ends it. A stream that is cut goes on where it was.
 * @throws UsageError when it cannot be opened at first
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
          for await (const data of dataOf(incoming)) {
            // Events of a kind that only a later version knows are left out.
            const read = output?.safeParse(JSON.parse(data));
            if (read?.success !== true) continue;
            last = idOf(read.data) ?? last;
            yield read.data;
          }
          do {
            if (sent.signal.aborted) return;
            await new Promise<void>((resolve) => hostClock.after(againMs, resolve));
            const url: string = last === null ? sent.url : withAfter(sent.url, last);
            incoming = await open({ ...sent, url }).catch(() => null);
          } while (incoming === null);
        }
      } finally {
        incoming?.destroy();
      }
    },
  };
}

/** The `data:` of each event, until the stream ends or is cut. */
async function* dataOf(incoming: IncomingMessage | null): AsyncGenerator<string, void, void> {
  if (incoming === null) return;
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

function withAfter(url: string, id: string): string {
  const [path = "", query = ""] = url.split("?");
  const search = new URLSearchParams(query);
  search.set("after", id);
  return `${path}?${search}`;
}
