import type { Event } from "../../core/events.ts";
import type { Outbox } from "../../core/ports.ts";
import type { Api } from "../api.ts";
import { missingSentence } from "../causes.ts";
import { durationOf } from "../duration.ts";
import { sandboxOf } from "../event-log.ts";
import { findItems, itemAt } from "../find.ts";
import { firstSeq, type Search } from "../list-search.ts";
import type { DeepReadonly } from "../operation.ts";
import type { ListName } from "../schema/filter.ts";
import { type Waited, type WaitInput, waited, waitInput } from "../schema/wait.ts";
import { type ListItem, searchFor } from "../search.ts";
import { value } from "./entries.ts";

export const waitOperation = {
  wait: value("POST /sandboxes/{sandbox}/wait", {
    summary: "Answers as soon as enough items match, or when the time is over, with what came nearest",
    input: waitInput,
    output: waited,
    patient: true,
    run: (api, { sandbox, ...wanted }, signal) => waitFor(api, sandbox, wanted, signal),
  }),
};

const usual = 5_000;
const longest = 600_000;

async function waitFor(
  api: Api,
  sandbox: string,
  wanted: WaitInput,
  signal: AbortSignal,
): Promise<DeepReadonly<Waited>> {
  api.sandbox(sandbox);
  const { what, count = 1 } = wanted;
  const timeout = durationOf(wanted.timeout ?? usual, "timeout", longest);
  const close = api.open("waits");
  const done = api.idle.use(sandbox);
  try {
    const search = await searchFor(api, sandbox, wanted);
    const watch = new Watch(api, sandbox, wanted, search);
    await watch.until(timeout, AbortSignal.any([signal, api.stopped]));
    signal.throwIfAborted();
    api.sandbox(sandbox);
    const items = watch.matchingItems();
    await api.store.committed();
    if (items.length >= count) return { what, found: items, ok: true, failure: null } as DeepReadonly<Waited>;
    const nearest = await missingSentence(api, sandbox, wanted);
    const until = api.stopped.aborted ? "waited, until the emulator stopped," : `waited ${timeout} ms`;
    const failure = `${until} for ${count} of ${what} and saw ${items.length}; ${nearest}`;
    return { what, found: items, ok: false, failure } as DeepReadonly<Waited>;
  } finally {
    done();
    close();
  }
}

/** Knows which items match. Looks only at the items that an event is about. */
class Watch {
  readonly #api: Api;
  readonly #sandbox: string;
  readonly #wanted: WaitInput;
  readonly #kinds: ReadonlySet<Event["kind"]>;
  #search: Search<ListItem<ListName>>;
  readonly #count: number;
  /** Only items after this number count. */
  readonly #after: number;
  readonly #first: number;
  readonly #matching = new Set<number>();
  /** Events to look into in the next turn. */
  #events: Event[] = [];
  readonly #ended = Promise.withResolvers<void>();

  constructor(api: Api, sandbox: string, wanted: WaitInput, search: Search<ListItem<ListName>>) {
    this.#api = api;
    this.#sandbox = sandbox;
    this.#wanted = wanted;
    this.#kinds = kindsOf(wanted);
    this.#search = search;
    this.#count = wanted.count ?? 1;
    this.#after = wanted.after ?? 0;
    this.#first = firstSeq(api, sandbox);
  }

  /** Resolves when enough match, the time is over, the signal says so or the sandbox is gone. */
  async until(timeout: number, signal: AbortSignal): Promise<void> {
    const { hostClock, events } = this.#api;
    const end = (): void => this.#ended.resolve();
    // A failure while the list is still read: the list fails with it.
    this.#ended.promise.catch(() => {});
    const stop = events.listen((event) => this.#hear(event));
    const cancel = hostClock.after(timeout, end);
    signal.addEventListener("abort", end);
    if (signal.aborted) end();
    try {
      await this.#begin();
      await this.#ended.promise;
    } finally {
      stop();
      cancel();
      signal.removeEventListener("abort", end);
    }
  }

  /** Items that match, the oldest first. */
  matchingItems(): readonly ListItem<ListName>[] {
    const items = [...this.#matching].toSorted((a, b) => a - b).map((seq) => itemAt(this.#search, seq));
    return items.filter((item) => item !== undefined).slice(0, this.#count);
  }

  /** Reads the list once; from then on events say what to look at. */
  async #begin(): Promise<void> {
    const page = { after: this.#after, limit: this.#count };
    for (const { seq } of await findItems(this.#api, this.#sandbox, this.#search, page))
      this.#matching.add(this.#first + seq);
    this.#look();
  }

  #hear(event: Event): void {
    if (sandboxOf(event) !== this.#sandbox) return;
    if (event.kind === "sandbox" && event.change === "removed") this.#ended.resolve();
    if (event.kind === "reset") this.#restart();
    if (!this.#kinds.has(event.kind)) return;
    this.#events.push(event);
    if (this.#events.length > 1) return;
    this.#api.turns
      .next(this.#sandbox)
      .then(() => this.#read())
      .catch(this.#ended.reject);
  }

  /** Reads the list again: of a restored sandbox it is not empty. */
  #restart(): void {
    this.#matching.clear();
    this.#api.turns
      .next(this.#sandbox)
      .then(async () => {
        this.#search = await searchFor(this.#api, this.#sandbox, this.#wanted);
        await this.#begin();
      })
      .catch(this.#ended.reject);
  }

  #read(): void {
    const changed = new Set(this.#events.flatMap((event) => this.#concerned(event)));
    this.#events = [];
    for (const seq of changed) {
      if (seq <= this.#first + this.#after) continue;
      if (itemAt(this.#search, seq) === undefined) this.#matching.delete(seq);
      else this.#matching.add(seq);
    }
    this.#look();
  }

  /** `seq` of the items that an event is about. */
  #concerned(event: Event): readonly number[] {
    const { journal, outbox } = this.#api.store;
    const { what } = this.#wanted;
    const callbacks = what === "callbacks";
    switch (event.kind) {
      case "message":
        return [event.message.seq];
      case "status":
        return callbacks ? about(outbox, this.#sandbox, "report", event.message.seq) : [event.message.seq];
      case "inbound":
        return callbacks ? about(outbox, this.#sandbox, "inbound", event.inbound.seq) : [event.inbound.seq];
      case "call":
        return what === "requests" ? [event.seq] : (journal.get(event.seq)?.messages ?? []);
      case "callback":
        return [event.entry.seq];
      case "attempt":
        return [event.attempt.callback];
      default:
        return [];
    }
  }

  #look(): void {
    if (this.#matching.size >= this.#count) this.#ended.resolve();
  }
}

const kinds: Readonly<Record<ListName, readonly Event["kind"][]>> = {
  messages: ["message", "status"],
  requests: ["call"],
  callbacks: ["callback", "attempt", "status", "inbound"],
  inbound: ["inbound"],
};

/** Kinds of events that may bring an item. */
function kindsOf(wanted: WaitInput): ReadonlySet<Event["kind"]> {
  // The code of a message is that of its request, which is journalled after the message.
  const isByCode = wanted.what === "messages" && wanted.where?.code !== undefined;
  return new Set([...kinds[wanted.what], ...(isByCode ? (["call"] as const) : [])]);
}

function about(outbox: Outbox, sandbox: string, kind: "report" | "inbound", ref: number): readonly number[] {
  return outbox.list(sandbox, { about: kind, ref }).map(({ seq }) => seq);
}
