import { describe, expect, it } from "vitest";
import { AllRows, type RowsPage } from "../../../src/inbox/page/list/all-rows.ts";
import { FilteredRows } from "../../../src/inbox/page/list/filtered-rows.ts";

interface Item {
  readonly seq: number;
  readonly text: string;
}

/** A list of the emulator: numbers from `first` to `last`. */
function source(first: number, last: number) {
  const state = { first, last, fetched: 0 };
  const fetch = async ({ before = Number.POSITIVE_INFINITY, limit, newestFirst }: RowsPage): Promise<Item[]> => {
    state.fetched++;
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
    const rowSource = new AllRows<Item>(fetch, () => {});
    await rowSource.refresh();
    expect(rowSource.length).toBe(100_000);
    expect(rowSource.at(0)?.seq).toBe(100_000);
    expect(rowSource.at(50_000)).toBeUndefined();
    rowSource.show(50_000, 50_020);
    await settled();
    expect(rowSource.at(50_000)?.seq).toBe(50_000);
    expect(rowSource.at(50_019)?.seq).toBe(49_981);
    expect(state.fetched).toBeLessThanOrEqual(4);
  });

  it("begins where the oldest that is kept begins", async () => {
    const rowSource = new AllRows<Item>(source(401, 1_000).fetch, () => {});
    await rowSource.refresh();
    expect(rowSource.length).toBe(600);
    rowSource.show(590, 600);
    await settled();
    expect(rowSource.at(599)?.seq).toBe(401);
  });

  it("takes what is new, and begins anew after a reset", async () => {
    const { fetch, state } = source(1, 300);
    const rowSource = new AllRows<Item>(fetch, () => {});
    await rowSource.refresh();
    state.last = 302;
    await rowSource.refresh();
    expect([rowSource.length, rowSource.at(0)?.seq]).toEqual([302, 302]);
    state.last = 2;
    await rowSource.refresh();
    expect([rowSource.length, rowSource.at(1)?.seq, rowSource.at(2)]).toEqual([2, 1, undefined]);
  });

  it("holds a bounded part, however far it is scrolled", async () => {
    const rowSource = new AllRows<Item>(source(1, 50_000).fetch, () => {});
    await rowSource.refresh();
    for (let at = 0; at < 50_000; at += 100) {
      rowSource.show(at, at + 30);
      await settled();
    }
    let held = 0;
    for (let index = 0; index < 50_000; index++) if (rowSource.at(index) !== undefined) held++;
    expect(held).toBeLessThan(7_000);
  });

  it("says when the emulator says no, and recovers", async () => {
    const { fetch } = source(1, 10);
    let broken = true;
    const rowSource = new AllRows<Item>(
      (query) => (broken ? Promise.reject(new Error("no")) : fetch(query)),
      () => {},
    );
    await rowSource.refresh();
    expect([rowSource.ready, String(rowSource.error)]).toEqual([true, "Error: no"]);
    broken = false;
    await rowSource.refresh();
    expect([rowSource.length, rowSource.error]).toEqual([10, null]);
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
    const source = new FilteredRows<Item>(list, () => {});
    await source.refresh();
    expect(source.length).toBe(2_450);
    expect([source.at(199)?.seq, source.at(200)]).toEqual([2_251, undefined]);
    source.show(170, 200);
    await settled();
    expect(source.at(399)?.seq).toBe(2_051);
    source.show(2_430, 2_450);
    await settled();
    await settled();
    await settled();
    await settled();
    expect([source.length, source.at(2_449)?.seq]).toEqual([2_450, 1]);
    expect(state.fetched).toBeLessThan(7);
  });

  it.each([
    [2_000, null],
    [2_001, "2"],
  ])("links to older rows only where there are some: %i rows", async (length, older) => {
    const { state, ...list } = filtered(1, length);
    const source = new FilteredRows<Item>({ ...list, olderThan: list.keyOf }, () => {});
    await source.refresh();
    for (let until = 200; until <= 2_000; until += 200) {
      source.show(until - 30, until);
      await settled();
    }
    expect([source.length, source.count, source.older]).toEqual([2_000, length, older]);
    state.last += 2;
    await source.refresh();
    expect([source.length, source.count, source.older]).toEqual([2_000, length + 2, String(length - 1999 + 2)]);
  });

  it("counts no older rows, and goes on to their end", async () => {
    const { state: _, ...list } = filtered(1, 450);
    const source = new FilteredRows<Item>({ ...list, count: null, olderThan: list.keyOf }, () => {});
    await source.refresh();
    expect([source.length, source.count]).toEqual([200, null]);
    source.show(170, 200);
    await settled();
    source.show(370, 400);
    await settled();
    expect([source.length, source.count, source.older]).toEqual([450, null, null]);
  });

  it("asks for no count of a list that one answer holds", async () => {
    const { state: _, ...list } = filtered(1, 150);
    const source = new FilteredRows<Item>({ ...list, count: () => Promise.reject(new Error("asked")) }, () => {});
    await source.refresh();
    expect([source.length, source.error]).toEqual([150, null]);
  });

  it("adds nothing twice when it is refreshed while more of it is on its way", async () => {
    const { state, ...list } = filtered(1, 600);
    const held = Promise.withResolvers<void>();
    const rows = async (last: Item | undefined, limit: number) => {
      if (last !== undefined) await held.promise;
      return list.rows(last, limit);
    };
    const source = new FilteredRows<Item>({ ...list, rows }, () => {});
    await source.refresh();
    source.show(170, 200);
    state.last = 650;
    await source.refresh();
    held.resolve();
    await settled();
    await settled();
    const seqs = Array.from({ length: source.length }, (_, index) => source.at(index)?.seq).filter(
      (seq) => seq !== undefined,
    );
    expect(seqs.length).toBeGreaterThan(200);
    expect(seqs).toEqual(seqs.map((_, index) => 650 - index));
  });
});
