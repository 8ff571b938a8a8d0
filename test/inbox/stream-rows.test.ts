// Requests and attempts in one list: each row once, newest first, however the two lists are paged.

import { describe, expect, it } from "vitest";
import type { AttemptView, CallbackView } from "../../src/api/schema/callback.ts";
import type { RequestRow } from "../../src/api/schema/request.ts";
import { callbackInKey, keyOfRow, StreamRows } from "../../src/inbox/page/views/requests/stream-rows.ts";

function requestAt(seq: number, at: number): RequestRow {
  return {
    ...{ seq, sandbox: "default", at, listener: "http", provider: "sophia", operation: "unitario", channel: "get" },
    ...{ remote: "", code: "200", decidedBy: "default", messages: [], findings: [], elapsedMs: seq },
  };
}

function callbackAt(seq: number, ...times: readonly number[]): CallbackView {
  const attempts = times.map((at, index): AttemptView => {
    const made = { callback: seq, number: index + 1, at, address: "", request: "", status: 200, answer: "" };
    return { ...made, durationMs: 1, error: "", elapsedMs: seq + 0.5 };
  });
  return {
    ...{ seq, sandbox: "default", account: "sophia/main", provider: "sophia", about: "report", ref: seq, by: "http" },
    ...{ at: times.at(-1) ?? 0, state: "delivered", attemptCount: times.length, data: {}, attempts },
  };
}

interface Paged {
  readonly before?: number;
  readonly limit: number;
}

function pageOf<T extends { readonly seq: number }>(items: readonly T[], { before = Infinity, limit }: Paged) {
  return Promise.resolve(
    items
      .filter(({ seq }) => seq < before)
      .toSorted((a, b) => b.seq - a.seq)
      .slice(0, limit),
  );
}

/** @param attempted numbers of the next refresh; null: events were missed */
async function streamOf(
  requests: RequestRow[],
  callbacks: CallbackView[],
  attempted: () => ReadonlySet<number> | null = () => new Set(),
) {
  const rows = new StreamRows(
    {
      requests: (part) => pageOf(requests, part),
      callbacks: (part) => pageOf(callbacks, part),
      waiting: (limit) =>
        pageOf(
          callbacks.filter(({ state }) => state === "waiting"),
          { limit },
        ),
      attempted,
      fits: ({ attempt }) => attempt.status !== 500,
      count: () => {
        const attempted = callbacks.filter(({ state }) => state === "delivered").length;
        return Promise.resolve({ requests: requests.length, attempted });
      },
    },
    () => {},
  );
  await rows.refresh();
  return rows;
}

function keysOf(rows: StreamRows): string[] {
  return Array.from({ length: rows.length }, (_, index) => rows.keyAt(index) ?? "");
}

describe("requests and attempts", () => {
  it("stand by their times, a retry at its own, ties by real time", async () => {
    const requests = [requestAt(1, 10), requestAt(2, 20), requestAt(3, 20)];
    const rows = await streamOf(requests, [callbackAt(1, 12, 30), callbackAt(2, 20)]);
    expect(keysOf(rows)).toEqual(["callback-1.2", "3", "callback-2.1", "2", "callback-1.1", "1"]);
    expect(rows.indexOf("callback-2.1")).toBe(2);
  });

  it("are each there once when they are scrolled through", async () => {
    const [requestCount, callbackCount] = [1_300, 600];
    const requests = Array.from({ length: requestCount }, (_, index) => requestAt(index + 1, index * 10));
    const callbacks = Array.from({ length: callbackCount }, (_, index) => callbackAt(index + 1, index * 20 + 5));
    const rows = await streamOf(requests, callbacks);
    expect(rows.length).toBeGreaterThan(requestCount - 1);
    for (let until = 100; until <= 2_000; until += 100) {
      rows.show(until - 100, until);
      await new Promise(setImmediate);
    }
    const keys = keysOf(rows);
    expect(new Set(keys).size).toBe(requestCount + callbackCount);
    const times = keys.map((key) => {
      const row = rows.at(rows.indexOf(key));
      return row === undefined ? 0 : "attempt" in row ? row.attempt.at : row.at;
    });
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });

  it("end after the newest ones, and go on in a list of older rows until each was there", async () => {
    // Times are equal, as on a manual clock.
    const requests = Array.from({ length: 3_000 }, (_, index) => requestAt(index + 1, Math.floor(index / 500)));
    const callbacks = requests.map(({ seq, at }) => callbackAt(seq, at, ...(seq % 100 === 0 ? [at + 1] : [])));
    const seen = new Set<string>();
    let before: string | null = "3001.3001";
    let lists = 0;
    while (before !== null) {
      const [request = 0, callback = 0] = before.split(".").map(Number);
      const rows: StreamRows = await streamOf(
        requests.filter(({ seq }) => seq < request),
        callbacks.filter(({ seq }) => seq < callback),
      );
      rows.show(3_000, 3_100);
      for (let turn = 0; turn < 30; turn++) await new Promise(setImmediate);
      expect(rows.length).toBeLessThanOrEqual(2_000);
      for (const key of keysOf(rows)) seen.add(key);
      before = rows.older;
      expect(++lists).toBeLessThan(6);
    }
    expect(seen.size).toBe(3_000 + 3_000 + 30);
  });

  it.each([
    [1_500, 500, false],
    [1_500, 501, true],
    [2_000, 0, false],
    [2_001, 0, true],
  ])("lead to older ones only where there are some: %i requests, %i callbacks", async (length, attempted, hasOlder) => {
    const requests = Array.from({ length }, (_, index) => requestAt(index + 1, index));
    const callbacks = Array.from({ length: attempted }, (_, index) => callbackAt(index + 1, 5_000 + index));
    const rows = await streamOf(requests, callbacks);
    for (let turn = 0; turn < 30; turn++) {
      rows.show(1_970, 2_000);
      await new Promise(setImmediate);
    }
    expect([rows.length, rows.older !== null]).toEqual([2_000, hasOlder]);
  });

  it("are counted from below until all of them are loaded", async () => {
    const requests = Array.from({ length: 11 }, (_, index) => requestAt(index + 1, index));
    const callbacks = Array.from({ length: 300 }, (_, index) => callbackAt(index + 1, 100 + index));
    callbacks[0] = callbackAt(1, 100, 101);
    const rows = await streamOf(requests, callbacks);
    expect([rows.count, rows.isAtLeast]).toEqual([311, true]);
    for (let turn = 0; turn < 5; turn++) {
      rows.show(280, 320);
      await new Promise(setImmediate);
    }
    expect([rows.count, rows.isAtLeast]).toEqual([312, false]);
  });

  it("keep what is loaded when new ones come, and begin anew after a reset", async () => {
    const requests = Array.from({ length: 600 }, (_, index) => requestAt(index + 1, index));
    const callbacks = [callbackAt(1, 3)];
    const rows = await streamOf(requests, callbacks);
    rows.show(450, 520);
    await new Promise(setImmediate);
    requests.push(requestAt(601, 600));
    await rows.refresh();
    expect([rows.keyAt(0), rows.keyAt(500)]).toEqual(["601", "101"]);
    requests.splice(0, requests.length, requestAt(1, 900));
    callbacks.splice(0, 1);
    rows.show(0, 30);
    await rows.refresh();
    expect(keysOf(rows)).toEqual(["1"]);
  });
});

describe("a refresh", () => {
  async function seqsOf(rows: StreamRows): Promise<number[]> {
    for (let until = 100; until <= rows.length + 100; until += 100) {
      rows.show(until - 100, until);
      await new Promise(setImmediate);
    }
    return keysOf(rows)
      .filter((key) => !key.includes("-"))
      .map(Number);
  }

  it.each([
    [300, 100],
    [300, 199],
    [300, 200],
    [300, 201],
    [300, 1_000],
    [900, 1_000],
  ])("misses no request: %i loaded, %i new ones", async (loaded, fresh) => {
    const requests = Array.from({ length: loaded }, (_, index) => requestAt(index + 1, index));
    const rows = await streamOf(requests, []);
    await seqsOf(rows);
    for (let seq = loaded + 1; seq <= loaded + fresh; seq++) requests.push(requestAt(seq, seq - 1));
    rows.show(0, 30);
    await rows.refresh();
    expect(await seqsOf(rows)).toEqual(requests.map(({ seq }) => seq).toReversed());
  });

  it("has the retries of callbacks far behind, at their own times, as often as they come", async () => {
    const callbacks = Array.from({ length: 4_000 }, (_, index) => callbackAt(index + 1, index));
    let attempted: ReadonlySet<number> | null = null;
    const rows = await streamOf([], callbacks, () => attempted);
    const retry = (seq: number, ...times: readonly number[]) => {
      callbacks[seq - 1] = callbackAt(seq, seq - 1, ...times);
    };
    const newest = async (seqs: readonly number[] | null) => {
      attempted = seqs === null ? null : new Set(seqs);
      rows.show(0, 30);
      await rows.refresh();
      return keysOf(rows).slice(0, 3);
    };
    const first = Array.from({ length: 100 }, (_, index) => index + 1);
    for (const seq of first) retry(seq, 10_000 + seq);
    expect(await newest(first)).toEqual(["callback-100.2", "callback-99.2", "callback-98.2"]);
    // Loaded rows change too.
    rows.show(3_900, 4_100);
    await new Promise(setImmediate);
    for (const seq of first) retry(seq, 10_000 + seq, 20_000 - seq);
    expect(await newest(first)).toEqual(["callback-1.3", "callback-2.3", "callback-3.3"]);
    // More pages than one refresh reads: the next one has the rest.
    for (let seq = 1; seq <= 3_700; seq++) retry(seq, 10_000, 20_000, 40_000 - seq);
    const spread = Array.from({ length: 3_700 }, (_, index) => index + 1);
    await newest(spread);
    expect(await newest([])).toEqual(["callback-1.4", "callback-2.4", "callback-3.4"]);
    // Missed events: the waiting callbacks are read.
    callbacks[6] = { ...callbackAt(7, 6, 50_000), state: "waiting" };
    expect((await newest(null))[0]).toBe("callback-7.2");
    const keys = keysOf(rows);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

it.each([
  ["callback-12.3", 12],
  ["12", null],
  ["sessions", null],
])("the key %s is of callback %s", (key, number) => {
  expect(callbackInKey(key)).toBe(number);
});

it("a row has its own key", () => {
  const callback = callbackAt(4, 1);
  const [attempt] = callback.attempts;
  expect([keyOfRow(requestAt(7, 1)), attempt && keyOfRow({ callback, attempt })]).toEqual(["7", "callback-4.1"]);
});
