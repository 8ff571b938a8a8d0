// Open waits by sandbox. Hears each event once, and shows the waits of its sandbox the items that it may have changed.

import type { Clock, Turns } from "../core/clock.ts";
import type { Event, Events } from "../core/events.ts";
import type { Store } from "../core/ports.ts";
import { sandboxOf } from "./event-log.ts";
import type { ListName } from "./schema/filter.ts";

/** Items that a wait looks at. `codes`: messages by code, which is that of their request, journalled after them. */
export type WaitSubject = ListName | "codes";

export interface OpenWait {
  readonly subject: WaitSubject;
  /** Looks at items that changed. @param seqs ascending */
  look(seqs: readonly number[]): void;
  /** Reads the whole list again. */
  restart(): void;
  end(): void;
  fail(error: unknown): void;
}

export interface WaitIndex {
  /** @returns how to take the wait out: it is shown nothing from then on */
  add(sandbox: string, wait: OpenWait): () => void;
}

export interface WaitIndexDeps {
  readonly store: Pick<Store, "journal" | "outbox">;
  readonly events: Pick<Events, "listen">;
  readonly hostClock: Pick<Clock, "elapsed">;
  readonly turns: Turns;
}

/** Milliseconds of one turn in which further waits look. */
const turnMs = 4;

export function createWaitIndex(deps: WaitIndexDeps): WaitIndex {
  const bySandbox = new Map<string, SandboxWaits>();
  deps.events.listen((event) => {
    if (bySandbox.size > 0) bySandbox.get(sandboxOf(event))?.hear(event);
  });
  return {
    add(sandbox, wait) {
      const waits = bySandbox.get(sandbox) ?? new SandboxWaits(deps, sandbox);
      bySandbox.set(sandbox, waits);
      waits.open.add(wait);
      return () => {
        waits.open.delete(wait);
        if (waits.open.size === 0) bySandbox.delete(sandbox);
      };
    },
  };
}

class SandboxWaits {
  readonly open = new Set<OpenWait>();
  readonly #deps: WaitIndexDeps;
  readonly #sandbox: string;
  /** Events that no wait has seen. */
  #events: Event[] = [];
  #isLooking = false;

  constructor(deps: WaitIndexDeps, sandbox: string) {
    this.#deps = deps;
    this.#sandbox = sandbox;
  }

  hear(event: Event): void {
    if (event.kind === "sandbox" && event.change === "removed") for (const wait of this.open) wait.end();
    if (event.kind === "reset") for (const wait of this.open) wait.restart();
    if (!bringing.has(event.kind)) return;
    this.#events.push(event);
    if (this.#isLooking) return;
    this.#isLooking = true;
    this.#look().catch((error: unknown) => {
      for (const wait of this.open) wait.fail(error);
    });
  }

  /** Lets all waits look at all events so far, a few waits in each turn. */
  async #look(): Promise<void> {
    try {
      while (this.#events.length > 0) {
        await this.#deps.turns.next(this.#sandbox);
        const events = this.#events;
        this.#events = [];
        await this.#show(events);
      }
    } finally {
      // An event that is heard from here on begins another look.
      this.#isLooking = false;
    }
  }

  async #show(events: readonly Event[]): Promise<void> {
    const { turns, hostClock } = this.#deps;
    const bySubject = new Map<WaitSubject, readonly number[]>();
    let began = hostClock.elapsed();
    for (const wait of [...this.open]) {
      if (hostClock.elapsed() - began >= turnMs) {
        await turns.next(this.#sandbox);
        began = hostClock.elapsed();
      }
      const seqs = bySubject.get(wait.subject) ?? this.#seqsOf(wait.subject, events);
      bySubject.set(wait.subject, seqs);
      if (seqs.length > 0 && this.open.has(wait)) lookOrFail(wait, seqs);
    }
  }

  #seqsOf(subject: WaitSubject, events: readonly Event[]): readonly number[] {
    const seqs = new Set(events.flatMap((event) => this.#concerned(subject, event)));
    return [...seqs].sort((a, b) => a - b);
  }

  /** `seq` of the items that an event is about. */
  #concerned(subject: WaitSubject, event: Event): readonly number[] {
    if (!kinds[subject].has(event.kind)) return [];
    switch (event.kind) {
      case "message":
        return [event.message.seq];
      case "status":
        return subject === "callbacks" ? this.#about("report", event.message.seq) : [event.message.seq];
      case "inbound":
        return subject === "callbacks" ? this.#about("inbound", event.inbound.seq) : [event.inbound.seq];
      case "call":
        return subject === "requests" ? [event.seq] : (this.#deps.store.journal.get(event.seq)?.messages ?? []);
      case "callback":
        return [event.entry.seq];
      case "attempt":
        return [event.attempt.callback];
      default:
        return [];
    }
  }

  #about(about: "report" | "inbound", ref: number): readonly number[] {
    return this.#deps.store.outbox.list(this.#sandbox, { about, ref }).map(({ seq }) => seq);
  }
}

function lookOrFail(wait: OpenWait, seqs: readonly number[]): void {
  try {
    wait.look(seqs);
  } catch (error) {
    wait.fail(error);
  }
}

/** Kinds of events that may bring an item. */
const kinds: Readonly<Record<WaitSubject, ReadonlySet<Event["kind"]>>> = {
  messages: new Set(["message", "status"]),
  codes: new Set(["message", "status", "call"]),
  requests: new Set(["call"]),
  callbacks: new Set(["callback", "attempt", "status", "inbound"]),
  inbound: new Set(["inbound"]),
};
const bringing: ReadonlySet<Event["kind"]> = new Set(Object.values(kinds).flatMap((ofSubject) => [...ofSubject]));
