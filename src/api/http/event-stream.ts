// Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html

import type { Clock } from "../../core/clock.ts";
import type { Reply } from "../../protocols/http/reply.ts";
import type { EventBatches } from "../event-batches.ts";

/** Real milliseconds between two signs of life: a proxy may cut a silent connection. */
const beatMs = 15_000;
/** Characters of events that are written at once. */
const maxAtOnce = 64 * 1024;

interface Numbered {
  readonly id: string;
  readonly kind: string;
}

/** Makes streams that share the text of an event: many readers cost little more than one. */
export function createEventStreams(clock: Clock): (events: EventBatches) => Reply {
  const texts = new WeakMap<Numbered, string>();
  function textOf(event: Numbered): string {
    const earlier = texts.get(event);
    if (earlier !== undefined) return earlier;
    const text = `id: ${event.id}\nevent: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`;
    texts.set(event, text);
    return text;
  }
  const headers = [
    ["Content-Type", "text/event-stream; charset=utf-8"],
    ["Cache-Control", "no-store"],
    ["X-Accel-Buffering", "no"],
  ] as const;
  return (events) => ({
    answer: { status: 200, headers, body: "" },
    parts: written(events.inBatches(), clock, textOf),
    unending: true,
  });
}

async function* written(
  batches: AsyncIterable<readonly Numbered[]>,
  clock: Clock,
  textOf: (event: Numbered) => string,
): AsyncGenerator<string, void, void> {
  yield "retry: 1000\n\n";
  const iterator = batches[Symbol.asyncIterator]();
  try {
    for (let next = iterator.next(); ; ) {
      const beat = Promise.withResolvers<"beat">();
      const cancel = clock.after(beatMs, () => beat.resolve("beat"));
      const step = await Promise.race([next, beat.promise]);
      cancel();
      if (step === "beat") yield ": beat\n\n";
      else if (step.done === true) return;
      else {
        yield* joined(step.value.map(textOf));
        next = iterator.next();
      }
    }
  } finally {
    await iterator.return?.();
  }
}

function* joined(texts: Iterable<string>): Generator<string, void, void> {
  let text = "";
  for (const part of texts) {
    text += part;
    if (text.length < maxAtOnce) continue;
    yield text;
    text = "";
  }
  if (text !== "") yield text;
}
