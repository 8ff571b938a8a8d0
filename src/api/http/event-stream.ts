// Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html

import type { Clock } from "../../core/clock.ts";
import type { Reply } from "../../protocols/http/reply.ts";

/** Real milliseconds between two signs of life: a proxy may cut a silent connection. */
const beatMs = 15_000;

interface Numbered {
  readonly id: string;
  readonly kind: string;
}

export function eventStream(events: AsyncIterable<Numbered>, clock: Clock): Reply {
  const headers = [
    ["Content-Type", "text/event-stream; charset=utf-8"],
    ["Cache-Control", "no-store"],
    ["X-Accel-Buffering", "no"],
  ] as const;
  return { answer: { status: 200, headers, body: "" }, parts: written(events, clock) };
}

async function* written(events: AsyncIterable<Numbered>, clock: Clock): AsyncGenerator<Uint8Array, void, void> {
  yield Buffer.from("retry: 1000\n\n");
  const iterator = events[Symbol.asyncIterator]();
  try {
    for (let next = iterator.next(); ; ) {
      const beat = Promise.withResolvers<"beat">();
      const cancel = clock.after(beatMs, () => beat.resolve("beat"));
      const step = await Promise.race([next, beat.promise]);
      cancel();
      if (step === "beat") yield Buffer.from(": beat\n\n");
      else if (step.done === true) return;
      else {
        const { id, kind } = step.value;
        yield Buffer.from(`id: ${id}\nevent: ${kind}\ndata: ${JSON.stringify(step.value)}\n\n`);
        next = iterator.next();
      }
    }
  } finally {
    await iterator.return?.();
  }
}
