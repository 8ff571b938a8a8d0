import type { Api } from "../api.ts";
import type { EventBatches } from "../event-batches.ts";
import type { LoggedEvent } from "../event-log.ts";
import { strict, text } from "../schema/common.ts";
import { apiEvent } from "../schema/event.ts";
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
      return new EventQueue(api, filter, signal);
    },
  }),
};

/** Events for one reader. Listens at once; ends by the signal, and when the emulator stops. */
class EventQueue implements EventBatches {
  readonly #api: Api;
  readonly #undo: readonly (() => void)[];
  #waiting: LoggedEvent[] = [];
  #isOver = false;
  #wake: () => void = () => {};

  constructor(api: Api, filter: { readonly sandbox?: string; readonly after?: string }, signal: AbortSignal) {
    const ends = AbortSignal.any([signal, api.stopped]);
    const end = (): void => this.#end();
    this.#api = api;
    this.#undo = [
      api.open("eventStreams"),
      ...(filter.sandbox === undefined ? [] : [api.idle.use(filter.sandbox)]),
      api.eventLog.listen(filter, (event) => this.#add(event)),
      () => ends.removeEventListener("abort", end),
    ];
    ends.addEventListener("abort", end);
    if (ends.aborted) end();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<LoggedEvent, void, void> {
    for await (const batch of this.#batches(async () => {})) yield* batch;
  }

  /** Readers take turns: what happens until then comes in the same batch. */
  inBatches(): AsyncIterable<readonly LoggedEvent[]> {
    return this.#batches(() => this.#api.turns.next("events"));
  }

  async *#batches(turn: () => Promise<void>): AsyncGenerator<readonly LoggedEvent[], void, void> {
    try {
      while (!this.#isOver) {
        if (this.#waiting.length === 0)
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
        await turn();
        const batch = this.#waiting;
        this.#waiting = [];
        if (!this.#isOver && batch.length > 0) yield batch;
      }
    } finally {
      this.#end();
    }
  }

  #add(event: LoggedEvent): void {
    if (this.#waiting.length < this.#api.bounds.eventsWaiting) this.#waiting.push(event);
    else this.#waiting = [{ id: event.id, sandbox: "", kind: "gap" }];
    this.#wake();
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const work of this.#undo) work();
    this.#wake();
  }
}
