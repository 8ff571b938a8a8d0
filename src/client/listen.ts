// The event stream from afar: https://html.spec.whatwg.org/multipage/server-sent-events.html

import { hostClock } from "../clock/host-clock.ts";
import type { EventFilter, Told } from "../control/events-type.ts";
import type { Remote } from "./remote.ts";

/** Real milliseconds after which a stream that was cut is asked for again. */
const againMs = 250;

/** Tells what happens until it is stopped; a cut stream goes on where it was, or tells a `gap`. @returns how to stop */
export function listenFar(remote: Remote, filter: EventFilter, listener: (told: Told) => void): () => void {
  const stop = new AbortController();
  let last = filter.after;

  async function hear(): Promise<void> {
    const headers = { Accept: "text/event-stream", ...(last === undefined ? {} : { "Last-Event-ID": last }) };
    const stream = await remote.open("GET /events", { sandbox: filter.sandbox }, headers, stop.signal);
    const { told } = await import("../admin/news.ts");
    let rest = "";
    stream.setEncoding("utf8");
    for await (const chunk of stream) {
      const events = (rest + String(chunk)).split("\n\n");
      rest = events.pop() ?? "";
      for (const event of events) {
        const data = /^data: (.*)$/m.exec(event)?.[1];
        // Signs of life have no data; news of a kind that a later version tells are left out.
        const read = data === undefined ? null : told.safeParse(JSON.parse(data));
        if (read?.success !== true) continue;
        last = read.data.id;
        // Apart, so that what it throws is not taken for a cut stream.
        queueMicrotask(() => {
          if (!stop.signal.aborted) listener(read.data);
        });
      }
    }
  }
  function go(): void {
    hear()
      .catch(() => {})
      .finally(() => {
        if (!stop.signal.aborted && !remote.stopped.aborted) hostClock.after(againMs, go);
      });
  }
  go();
  return () => stop.abort();
}
