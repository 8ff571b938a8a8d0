import { nextTurn } from "../../core/timers.ts";
import type { Api } from "../api.ts";
import type { Shown } from "../operation.ts";
import { strict, text } from "../schema/common.ts";
import { type ApiEvent, apiEvent } from "../schema/event.ts";
import { events } from "./entries.ts";

export const eventOperations = {
  events: events("GET /events", {
    summary: "Streams events as they happen; a `gap` says that some were missed",
    example: "--after 5f2c-12",
    input: strict({
      sandbox: text.max(100).exactOptional().meta({ description: "Only events of this sandbox" }),
      after: text
        .max(100)
        .exactOptional()
        .meta({ description: "Id of the last event seen; Last-Event-ID says the same" }),
    }),
    output: apiEvent,
    run(api, filter, signal) {
      if (filter.sandbox !== undefined) api.sandbox(filter.sandbox);
      return listen(api, filter, signal);
    },
  }),
};

/** Events that wait for a slow reader; with more the reader gets a gap. */
const mostWaiting = 10_000;

/** Listens at once. Ends by the signal, and when the emulator stops. */
function listen(
  api: Api,
  filter: { readonly sandbox?: string; readonly after?: string },
  signal: AbortSignal,
): AsyncIterable<Shown<ApiEvent>> {
  const ends = AbortSignal.any([signal, api.stopped]);
  const close = api.open("event stream");
  const done = filter.sandbox === undefined ? null : api.idle.use(filter.sandbox);
  let waiting: Shown<ApiEvent>[] = [];
  let wake: (() => void) | null = null;
  const stop = api.eventLog.listen(filter, (event) => {
    if (waiting.length >= mostWaiting) waiting = [{ id: event.id, sandbox: "", kind: "gap" }];
    else waiting.push(event);
    wake?.();
  });
  let over = false;
  const end = (): void => {
    if (over) return;
    over = true;
    ends.removeEventListener("abort", end);
    stop();
    done?.();
    close();
    wake?.();
  };
  ends.addEventListener("abort", end);
  if (ends.aborted) end();
  return {
    async *[Symbol.asyncIterator]() {
      try {
        while (!over) {
          const events = waiting;
          waiting = [];
          yield* events;
          if (waiting.length > 0) await nextTurn();
          else if (!over)
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
        }
      } finally {
        end();
      }
    },
  };
}
