// A list that grows (`torpedo messages --follow`). Events say that there is something to read; items are read from the list
// itself, so that none is missed or out of order however fast they come.

import type { ApiEvent } from "../api/schema/event.ts";
import type { FilterOf, ListName } from "../api/schema/filter.ts";
import type { ItemOf } from "../api/schema/wait.ts";
import type { Sandbox } from "../client/sandbox.ts";
import { pause } from "../clock/host-clock.ts";
import { UsageError } from "../core/usage-error.ts";
import type { CommandSession } from "./flags.ts";
import { exit } from "./host.ts";
import type { ItemPage, List } from "./lists.ts";
import type { Connected } from "./with-emulator.ts";

/** Items read at once. */
const batch = 500;
/** Latest items whose state is remembered. */
const remembered = 10_000;
/** Real milliseconds after which a read that reached no emulator is repeated. */
const againMs = 250;

interface TailStart<K extends ListName> {
  readonly where: FilterOf<K>;
  /** Number of the items that exist already. */
  readonly limit: number;
  /** Or all after this number. */
  readonly after: number | undefined;
}
/** Ends of a command: Ctrl-C, and a reader that is gone. */
interface Closing {
  readonly host: Pick<CommandSession["host"], "onStop">;
  readonly terminal: Pick<CommandSession["terminal"], "onClosed">;
}
type Print<K extends ListName> = (items: readonly ItemOf<K>[]) => void;

/** Prints items that exist, that come and that change, until Ctrl-C or until nobody reads. */
export async function follow<K extends ListName>(
  { control, sandbox }: Pick<Connected, "control" | "sandbox">,
  list: List<K>,
  wanted: TailStart<K>,
  print: Print<K>,
  { host, terminal }: Closing,
): Promise<number> {
  const stop = new AbortController();
  host.onStop(async () => {
    stop.abort();
    return exit.done;
  });
  terminal.onClosed(() => stop.abort());
  const events = await control.events({ sandbox: sandbox.name }, { signal: stop.signal });
  const tail = new ListTail(sandbox, list, wanted.where, print, stop);
  try {
    await tail.begin(wanted);
    for await (const event of events) tail.hear(event);
    await tail.end();
    return exit.done;
  } finally {
    stop.abort();
  }
}

class ListTail<K extends ListName> {
  readonly #sandbox: Sandbox;
  readonly #list: List<K>;
  readonly #where: FilterOf<K>;
  readonly #print: Print<K>;
  readonly #stop: AbortController;
  /** Number of the latest item read. */
  #last = 0;
  /** State of each item as it was printed. */
  readonly #printed = new Map<number, string>();
  readonly #changed = new Set<number>();
  #reads: Promise<void> | null = null;
  #again = false;
  /** True if events were missed since the last read. */
  #missed = false;

  /** @param stop ends the following, also when a read fails */
  constructor(sandbox: Sandbox, list: List<K>, where: FilterOf<K>, print: Print<K>, stop: AbortController) {
    this.#sandbox = sandbox;
    this.#list = list;
    this.#where = where;
    this.#print = print;
    this.#stop = stop;
  }

  /** Prints items that exist already. */
  async begin({ limit, after }: TailStart<K>): Promise<void> {
    if (after === undefined) {
      const [newest] = await this.#items({ newestFirst: true, limit: 1 }, {} as FilterOf<K>);
      this.#last = newest?.seq ?? 0;
      const before = this.#last + 1;
      const items = limit === 0 ? [] : await this.#items({ newestFirst: true, before, limit });
      for (const item of items) this.#printed.set(item.seq, this.#list.state(item));
      this.#print(items.toReversed());
    } else {
      this.#last = after;
      this.#print([]);
    }
    this.#look();
  }

  hear(event: ApiEvent): void {
    if (event.kind === "reset") this.#forget();
    if (event.kind === "gap") this.#missed = true;
    const changed = this.#list.changed(event);
    if (changed !== null) this.#changed.add(changed);
    this.#look();
  }

  #forget(): void {
    this.#last = 0;
    this.#printed.clear();
    this.#changed.clear();
  }

  /** @throws what a read failed with */
  async end(): Promise<void> {
    await this.#reads;
  }

  /** Reads now, or once more after the read under way. */
  #look(): void {
    this.#again = true;
    this.#reads ??= this.#read();
    this.#reads.catch(() => this.#stop.abort());
  }

  async #read(): Promise<void> {
    while (this.#again && !this.#stop.signal.aborted) {
      try {
        await this.#readAll();
      } catch (error) {
        // The stream of events finds the emulator again, or ends with a sentence.
        if (!(error instanceof UsageError) || error.mistake?.kind !== "unreachable") throw error;
        this.#missed = true;
        this.#again = true;
        await pause(againMs, this.#stop.signal);
      }
    }
    this.#reads = null;
  }

  async #readAll(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      if (this.#missed) await this.#catchUp();
      for (const seq of [...this.#changed]) await this.#showChanged(seq);
      for (let full = true; full; ) {
        const items = await this.#items({ after: this.#last, limit: batch });
        this.#last = items.at(-1)?.seq ?? this.#last;
        this.#show(items);
        full = items.length === batch;
      }
    }
  }

  async #showChanged(seq: number): Promise<void> {
    this.#changed.delete(seq);
    // A later item is read with the new ones.
    if (seq > this.#last) return;
    try {
      this.#show(await this.#items({ after: seq - 1, before: seq + 1, limit: 1 }));
    } catch (error) {
      this.#changed.add(seq);
      throw error;
    }
  }

  /** Begins anew if the numbers of the items do: a reset was missed, or another emulator answers here. */
  async #catchUp(): Promise<void> {
    this.#missed = false;
    const [newest] = await this.#items({ newestFirst: true, limit: 1 }, {} as FilterOf<K>);
    if ((newest?.seq ?? 0) < this.#last) this.#forget();
  }

  #items(page: ItemPage, where: FilterOf<K> = this.#where): Promise<readonly ItemOf<K>[]> {
    return this.#list.read(this.#sandbox, { ...where, ...page });
  }

  #show(items: readonly ItemOf<K>[]): void {
    const { state } = this.#list;
    const fresh = items.filter((item) => this.#printed.get(item.seq) !== state(item));
    for (const item of fresh) this.#printed.set(item.seq, state(item));
    for (const seq of this.#printed.keys()) {
      if (this.#printed.size <= remembered) break;
      this.#printed.delete(seq);
    }
    if (fresh.length > 0) this.#print(fresh);
  }
}
