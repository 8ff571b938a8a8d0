import type { Api } from "../api.ts";
import { missingSentence } from "../causes.ts";
import { durationOf } from "../duration.ts";
import { findItems, itemsAt } from "../find.ts";
import { firstSeq, type Search } from "../list-search.ts";
import type { DeepReadonly } from "../operation.ts";
import type { ListName } from "../schema/filter.ts";
import { type Waited, type WaitInput, waited, waitInput } from "../schema/wait.ts";
import { type ListItem, searchFor } from "../search.ts";
import type { OpenWait, WaitSubject } from "../wait-index.ts";
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
    const saw = `for ${count} of ${what} and saw ${items.length}`;
    // The store closes: nothing else can be read.
    const failure = api.stopped.aborted
      ? `waited, until the emulator stopped, ${saw}.`
      : `waited ${timeout} ms ${saw}; ${await missingSentence(api, sandbox, wanted)}`;
    return { what, found: items, ok: false, failure } as DeepReadonly<Waited>;
  } finally {
    done();
    close();
  }
}

/** Knows which items match. Looks only at the items that an event is about. */
class Watch implements OpenWait {
  readonly subject: WaitSubject;
  readonly #api: Api;
  readonly #sandbox: string;
  readonly #wanted: WaitInput;
  #search: Search<ListItem<ListName>>;
  readonly #count: number;
  /** Only items after this number count. */
  readonly #after: number;
  readonly #first: number;
  readonly #matching = new Set<number>();
  readonly #ended = Promise.withResolvers<void>();

  constructor(api: Api, sandbox: string, wanted: WaitInput, search: Search<ListItem<ListName>>) {
    this.#api = api;
    this.#sandbox = sandbox;
    this.#wanted = wanted;
    this.subject = wanted.what === "messages" && wanted.where?.code !== undefined ? "codes" : wanted.what;
    this.#search = search;
    this.#count = wanted.count ?? 1;
    this.#after = wanted.after ?? 0;
    this.#first = firstSeq(api, sandbox);
  }

  /** Resolves when enough match, the time is over, the signal says so or the sandbox is gone. */
  async until(timeout: number, signal: AbortSignal): Promise<void> {
    const { hostClock, waits } = this.#api;
    const end = (): void => this.end();
    // A failure while the list is still read: the list fails with it.
    this.#ended.promise.catch(() => {});
    const leave = waits.add(this.#sandbox, this);
    const cancel = hostClock.after(timeout, end);
    signal.addEventListener("abort", end);
    if (signal.aborted) end();
    try {
      await this.#begin();
      await this.#ended.promise;
    } finally {
      leave();
      cancel();
      signal.removeEventListener("abort", end);
    }
  }

  /** Items that match, the oldest first. */
  matchingItems(): readonly ListItem<ListName>[] {
    const seqs = [...this.#matching].toSorted((a, b) => a - b);
    return itemsAt(this.#search, this.#first, seqs).slice(0, this.#count);
  }

  look(seqs: readonly number[]): void {
    const counting = seqs.filter((seq) => seq > this.#first + this.#after);
    for (const seq of counting) this.#matching.delete(seq);
    for (const { seq } of itemsAt(this.#search, this.#first, counting)) this.#matching.add(this.#first + seq);
    if (this.#matching.size >= this.#count) this.end();
  }

  /** Reads the list again: of a restored sandbox it is not empty. */
  restart(): void {
    this.#matching.clear();
    this.#api.turns
      .next(this.#sandbox)
      .then(async () => {
        this.#search = await searchFor(this.#api, this.#sandbox, this.#wanted);
        await this.#begin();
      })
      .catch(this.#ended.reject);
  }

  end(): void {
    this.#ended.resolve();
  }

  fail(error: unknown): void {
    this.#ended.reject(error);
  }

  /** Reads the list once; from then on events say what to look at. */
  async #begin(): Promise<void> {
    const page = { after: this.#after, limit: this.#count };
    const items = await findItems(this.#api, this.#sandbox, this.#search, page);
    // Items of the first turns may have changed meanwhile.
    this.look(items.map(({ seq }) => this.#first + seq));
  }
}
