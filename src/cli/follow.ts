// A list that grows while one looks (`torpedo messages --follow`). Events say that there is something to read; what is shown
// is read from the list itself, so that nothing is missed or out of order however fast it comes.

import type { Control } from "../control/control.ts";
import type { Desk } from "../control/desk-type.ts";
import type { News } from "../control/events-type.ts";
import type { Kind, Kinds } from "../control/wait-type.ts";
import type { Session } from "./flags.ts";
import { exit } from "./host.ts";
import type { List } from "./lists.ts";

/** Read at once. */
const batch = 500;
/** Number of the latest rows whose printed text is remembered. */
const remembered = 10_000;

interface Meant<K extends Kind> {
  readonly where: Kinds[K]["wanted"];
  /** Number of existing rows to print first. */
  readonly limit: number;
  /** Or those after this number. */
  readonly after: number | undefined;
}
type Print<K extends Kind> = (items: readonly Kinds[K]["item"][]) => void;

/** Prints what is there and what comes, and again what changes, until it is stopped or nobody reads. */
export function follow<K extends Kind>(
  { control, desk }: { readonly control: Control; readonly desk: Desk },
  list: List<K>,
  meant: Meant<K>,
  print: Print<K>,
  { host, terminal }: Session,
): Promise<number> {
  const tail = createTail(desk, list, meant.where, print);
  return new Promise((resolve, reject) => {
    const stop = control.listen({ sandbox: desk.name }, ({ news }) => tail.hear(news));
    function end(error?: unknown): void {
      stop();
      if (error === undefined) resolve(exit.done);
      else reject(error);
    }
    host.onStop(async () => {
      end();
      return exit.done;
    });
    terminal.onClosed(() => end());
    begin(desk, list, meant).then(({ items, from }) => tail.begin(items, from, end), end);
  });
}

function createTail<K extends Kind>(desk: Desk, list: List<K>, where: Kinds[K]["wanted"], print: Print<K>) {
  let last = 0;
  let fail: ((error: unknown) => void) | null = null;
  let busy = false;
  let again = false;
  const told = new Map<number, string>();
  const changes = new Set<number>();

  function tell(items: readonly Kinds[K]["item"][]): void {
    const fresh = items.filter((item) => told.get(item.seq) !== list.state(item));
    for (const item of fresh) told.set(item.seq, list.state(item));
    for (const seq of told.keys()) {
      if (told.size <= remembered) break;
      told.delete(seq);
    }
    if (fresh.length > 0) print(fresh);
  }

  async function read(): Promise<void> {
    const changed = [...changes].filter((seq) => seq <= last);
    changes.clear();
    for (const seq of changed) tell(await list.read(desk, { ...where, after: seq - 1, before: seq + 1, limit: 1 }));
    for (;;) {
      const items = await list.read(desk, { ...where, after: last, limit: batch });
      last = items.at(-1)?.seq ?? last;
      tell(items);
      if (items.length < batch) return;
    }
  }

  async function pump(): Promise<void> {
    again = true;
    if (busy || fail === null) return;
    busy = true;
    try {
      while (again) {
        again = false;
        await read();
      }
    } catch (error) {
      fail(error);
    } finally {
      busy = false;
    }
  }

  return {
    hear(news: News): void {
      if (news.kind === "reset") {
        last = 0;
        told.clear();
        changes.clear();
      }
      const changed = list.changed(news);
      if (changed !== null) changes.add(changed);
      void pump();
    },
    /** @param from the number after which all is new */
    begin(items: readonly Kinds[K]["item"][], from: number, failed: (error: unknown) => void): void {
      last = from;
      fail = failed;
      for (const item of items) told.set(item.seq, list.state(item));
      print(items);
      void pump();
    },
  };
}

/** Rows from before, and the number after which all are new. */
async function begin<K extends Kind>(
  desk: Desk,
  list: List<K>,
  { where, limit, after }: Meant<K>,
): Promise<{ items: readonly Kinds[K]["item"][]; from: number }> {
  if (after !== undefined) return { items: [], from: after };
  const nothing: Kinds[K]["wanted"] = {};
  const [newest] = await list.read(desk, { ...nothing, newestFirst: true, limit: 1 });
  const from = newest?.seq ?? 0;
  if (limit === 0) return { items: [], from };
  const items = await list.read(desk, { ...where, newestFirst: true, before: from + 1, limit });
  return { items: items.toReversed(), from };
}
