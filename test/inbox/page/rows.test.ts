import { describe, expect, it } from "vitest";
import { AllRows, type RowsPage } from "../../../src/inbox/page/list/all-rows.ts";
import { FilteredRows } from "../../../src/inbox/page/list/filtered-rows.ts";

interface Item {
  readonly seq: number;
  readonly text: string;
}

/** A list of the emulator: numbers from `first` to `last`. */
function source(first: number, last: number) {
  const state = { first, last, asked: 0 };
  const fetch = async ({ before = Number.POSITIVE_INFINITY, limit, newestFirst }: RowsPage): Promise<Item[]> => {
    state.asked++;
    const items: Item[] = [];
    if (!newestFirst) for (let seq = state.first; items.length < limit; seq++) items.push({ seq, text: "" });
    else
      for (let seq = Math.min(state.last, before - 1); seq >= state.first && items.length < limit; seq--)
        items.push({ seq, text: `text ${seq}` });
    return items;
  };
  return { state, fetch };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe("a feed of everything", () => {
  it("knows how long a list of 100,000 is and fetches only what is looked at", async () => {
    const { fetch, state } = source(1, 100_000);
    const feed = new AllRows<Item>(fetch, () => {});
    await feed.refresh();
    expect(feed.length).toBe(100_000);
    expect(feed.at(0)?.seq).toBe(100_000);
    expect(feed.at(50_000)).toBeUndefined();
    feed.show(50_000, 50_020);
    await settled();
    expect(feed.at(50_000)?.seq).toBe(50_000);
    expect(feed.at(50_019)?.seq).toBe(49_981);
    expect(state.asked).toBeLessThanOrEqual(4);
  });

  it("begins where the oldest that is kept begins", async () => {
    const feed = new AllRows<Item>(source(401, 1_000).fetch, () => {});
    await feed.refresh();
    expect(feed.length).toBe(600);
    feed.show(590, 600);
    await settled();
    expect(feed.at(599)?.seq).toBe(401);
  });

  it("takes what is new, and begins anew after a reset", async () => {
    const { fetch, state } = source(1, 300);
    const feed = new AllRows<Item>(fetch, () => {});
    await feed.refresh();
    state.last = 302;
    await feed.refresh();
    expect([feed.length, feed.at(0)?.seq]).toEqual([302, 302]);
    state.last = 2;
    await feed.refresh();
    expect([feed.length, feed.at(1)?.seq, feed.at(2)]).toEqual([2, 1, undefined]);
  });

  it("holds a bounded part, however far it is scrolled", async () => {
    const feed = new AllRows<Item>(source(1, 50_000).fetch, () => {});
    await feed.refresh();
    for (let at = 0; at < 50_000; at += 100) {
      feed.show(at, at + 30);
      await settled();
    }
    let held = 0;
    for (let index = 0; index < 50_000; index++) if (feed.at(index) !== undefined) held++;
    expect(held).toBeLessThan(7_000);
  });

  it("says when the emulator says no, and recovers", async () => {
    const { fetch } = source(1, 10);
    let broken = true;
    const feed = new AllRows<Item>(
      (query) => (broken ? Promise.reject(new Error("no")) : fetch(query)),
      () => {},
    );
    await feed.refresh();
    expect([feed.ready, String(feed.error)]).toEqual([true, "Error: no"]);
    broken = false;
    await feed.refresh();
    expect([feed.length, feed.error]).toEqual([10, null]);
  });
});

describe("a filtered feed", () => {
  /** A filtered list, which has no gaps here. */
  function filtered(first: number, last: number) {
    const { fetch, state } = source(first, last);
    const rows = (before: Item | undefined, limit: number) =>
      fetch({ ...(before === undefined ? {} : { before: before.seq }), limit, newestFirst: true });
    const keyOf = ({ seq }: Item) => String(seq);
    return { state, rows, keyOf, count: async () => state.last - state.first + 1 };
  }

  it("knows how many match, and fetches them as it is scrolled, to the end", async () => {
    const { state, ...list } = filtered(1, 2_450);
    const feed = new FilteredRows<Item>(list, () => {});
    await feed.refresh();
    expect(feed.length).toBe(2_450);
    expect([feed.at(199)?.seq, feed.at(200)]).toEqual([2_251, undefined]);
    feed.show(170, 200);
    await settled();
    expect(feed.at(399)?.seq).toBe(2_051);
    feed.show(2_430, 2_450);
    await settled();
    await settled();
    await settled();
    await settled();
    expect([feed.length, feed.at(2_449)?.seq]).toEqual([2_450, 1]);
    expect(state.asked).toBeLessThan(7);
  });

  it("asks for no count of a list that one answer holds", async () => {
    const { state: _, ...list } = filtered(1, 150);
    const feed = new FilteredRows<Item>({ ...list, count: () => Promise.reject(new Error("asked")) }, () => {});
    await feed.refresh();
    expect([feed.length, feed.error]).toEqual([150, null]);
  });

  it("adds nothing twice when it is refreshed while more of it is on its way", async () => {
    const { state, ...list } = filtered(1, 600);
    const held = Promise.withResolvers<void>();
    const rows = async (last: Item | undefined, limit: number) => {
      if (last !== undefined) await held.promise;
      return list.rows(last, limit);
    };
    const feed = new FilteredRows<Item>({ ...list, rows }, () => {});
    await feed.refresh();
    feed.show(170, 200);
    state.last = 650;
    await feed.refresh();
    held.resolve();
    await settled();
    await settled();
    const seqs = Array.from({ length: feed.length }, (_, index) => feed.at(index)?.seq).filter(
      (seq) => seq !== undefined,
    );
    expect(seqs.length).toBeGreaterThan(200);
    expect(seqs).toEqual(seqs.map((_, index) => 650 - index));
  });
});
