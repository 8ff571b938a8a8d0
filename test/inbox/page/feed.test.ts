import { describe, expect, it } from "vitest";
import { createFeed, type FeedQuery } from "../../../src/inbox/page/list/feed.ts";

interface Item {
  readonly place: number;
  readonly text: string;
}

/** A list of the emulator: places from `first` to `last`. */
function source(first: number, last: number) {
  const state = { first, last, asked: 0 };
  const fetch = async ({ before = Number.POSITIVE_INFINITY, limit, newestFirst }: FeedQuery): Promise<Item[]> => {
    state.asked++;
    const items: Item[] = [];
    if (newestFirst === "false")
      for (let place = state.first; items.length < limit; place++) items.push({ place, text: "" });
    else
      for (let place = Math.min(state.last, before - 1); place >= state.first && items.length < limit; place--)
        items.push({ place, text: `text ${place}` });
    return items;
  };
  return { state, fetch };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe("a feed of everything", () => {
  it("knows how long a list of 100,000 is and fetches only what is looked at", async () => {
    const { fetch, state } = source(1, 100_000);
    const feed = createFeed<Item>(fetch, false, () => {});
    await feed.refresh();
    expect(feed.length).toBe(100_000);
    expect(feed.at(0)?.place).toBe(100_000);
    expect(feed.at(50_000)).toBeUndefined();
    feed.show(50_000, 50_020);
    await settled();
    expect(feed.at(50_000)?.place).toBe(50_000);
    expect(feed.at(50_019)?.place).toBe(49_981);
    expect(state.asked).toBeLessThanOrEqual(4);
  });

  it("begins where the oldest that is kept begins", async () => {
    const feed = createFeed<Item>(source(401, 1_000).fetch, false, () => {});
    await feed.refresh();
    expect(feed.length).toBe(600);
    feed.show(590, 600);
    await settled();
    expect(feed.at(599)?.place).toBe(401);
  });

  it("takes what is new, and begins anew after a reset", async () => {
    const { fetch, state } = source(1, 300);
    const feed = createFeed<Item>(fetch, false, () => {});
    await feed.refresh();
    state.last = 302;
    await feed.refresh();
    expect([feed.length, feed.at(0)?.place]).toEqual([302, 302]);
    state.last = 2;
    await feed.refresh();
    expect([feed.length, feed.at(1)?.place, feed.at(2)]).toEqual([2, 1, undefined]);
  });

  it("holds a bounded part, however far it is scrolled", async () => {
    const feed = createFeed<Item>(source(1, 50_000).fetch, false, () => {});
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
    const feed = createFeed<Item>(
      (query) => (broken ? Promise.reject(new Error("no")) : fetch(query)),
      false,
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
  it("grows as it is scrolled, to its end", async () => {
    const feed = createFeed<Item>(source(1, 450).fetch, true, () => {});
    await feed.refresh();
    expect(feed.length).toBe(200);
    feed.show(170, 200);
    await settled();
    expect(feed.length).toBe(400);
    feed.show(380, 400);
    await settled();
    feed.show(430, 450);
    await settled();
    expect([feed.length, feed.at(449)?.place]).toEqual([450, 1]);
  });

  it("adds nothing twice when it is looked at anew while more of it is on its way", async () => {
    const { fetch, state } = source(1, 600);
    const held = Promise.withResolvers<void>();
    const feed = createFeed<Item>(
      async (query) => {
        if (query.before !== undefined) await held.promise;
        return fetch(query);
      },
      true,
      () => {},
    );
    await feed.refresh();
    feed.show(170, 200);
    state.last = 650;
    await feed.refresh();
    held.resolve();
    await settled();
    await settled();
    const places = Array.from({ length: feed.length }, (_, index) => feed.at(index)?.place ?? 0);
    expect(places).toEqual(places.map((_, index) => 650 - index));
  });
});
