// Long lists are gone through in slices: looking for what is not there holds up nobody, and no slice loses a row.

import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { afterEach, describe, expect, it } from "vitest";
import { findItems } from "../../../src/api/find.ts";
import { firstSeq } from "../../../src/api/list-search.ts";
import { callbackSearch } from "../../../src/api/search.ts";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { startEmulator } from "../../../src/client/start-emulator.ts";
import { runEmulator } from "../../../src/emulator.ts";
import { addMany } from "../../support/inbox/many.ts";
import { emulate, later, scratch, sendSophia, undoAll } from "../../support/sandboxed.ts";

afterEach(undoAll);

/** An emulator with so many messages, every seventh of them undelivered. */
async function withMany(count: number): Promise<Emulator> {
  const data = join(scratch(), "many.db");
  const options = { data, httpPort: 0, mensagemPort: 0, smppPort: 0, clock: "manual", logLevel: "error" } as const;
  await (await startEmulator(options)).stop();
  await addMany(data, count);
  return emulate({}, options);
}

const count = 100_000;

it(`a filter over ${count} messages that finds nothing lets others have their turn`, async () => {
  const emulator = await withMany(count);
  const api = emulator;
  for (const wanted of [
    { search: "nowhere" },
    { text: { contains: "nowhere" } },
    { text: /no.?where/ },
    { number: "000000000000" },
    { code: "no-such" },
  ]) {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    let turns = 0;
    let over = false;
    const turn = (): void => {
      turns += 1;
      if (!over) setImmediate(turn);
    };
    turn();
    delay.enable();
    const looking = api.messages({ ...wanted, newestFirst: true, limit: 100 }).finally(() => {
      over = true;
    });
    // Another client is answered meanwhile.
    await sendSophia(emulator);
    expect(over).toBe(false);
    expect(await looking).toEqual([]);
    delay.disable();
    expect(turns).toBeGreaterThan(10);
    const held = (delay.max / 1e6).toFixed(1);
    process.stdout.write(`${JSON.stringify(wanted)}: the loop was held for at most ${held} ms\n`);
  }
  const listed = api.phones({ number: "00000" });
  await sendSophia(emulator);
  const { count: phones } = await listed;
  expect(phones).toBe((await api.phones({ number: "00000", limit: 1_000 })).phones.length);
  expect((await api.phones()).count).toBeGreaterThan(count);
});

describe("a list that is longer than a slice", () => {
  const many = 5_003;
  const all = Array.from({ length: many }, (_, index) => index + 1);
  const undelivered = all.filter((number) => number % 7 === 0);

  it("has every row once, from either end, in pages of any size", async () => {
    const emulator = await withMany(many);
    const api = emulator;
    const seqs = async (wanted: Parameters<typeof api.messages>[0]): Promise<number[]> => {
      const calm = (await api.messages(wanted)).map(({ seq }) => seq);
      expect((await emulator.messages(wanted)).map(({ seq }) => seq)).toEqual(calm);
      return calm;
    };
    expect(await seqs({})).toEqual(all);
    expect(await seqs({ status: "undelivered" })).toEqual(undelivered);
    expect(await seqs({ status: "undelivered", newestFirst: true })).toEqual(undelivered.toReversed());
    expect(await seqs({ after: 1_999, before: 2_003 })).toEqual([2_000, 2_001, 2_002]);
    expect(await seqs({ after: many })).toEqual([]);
    expect(await seqs({ before: 1, newestFirst: true })).toEqual([]);
    for (const limit of [1, 99, 700]) {
      const paged: number[] = [];
      for (;;) {
        const before = paged.at(-1);
        const page = await seqs({ status: "undelivered", newestFirst: true, limit, ...(before && { before }) });
        paged.push(...page);
        if (page.length < limit) break;
      }
      expect(paged).toEqual(undelivered.toReversed());
    }
    const counted = await api.verify({
      what: "messages",
      where: { status: "undelivered" },
      exactly: undelivered.length,
    });
    expect(counted.ok).toBe(true);
  });

  it("is waited for in, and ends when its sandbox goes", async () => {
    const emulator = await withMany(many);
    const api = emulator;
    const waiting = api.wait({ what: "messages", where: { text: "at last" }, timeout: "20s" });
    await sendSophia(emulator);
    await sendSophia(emulator, { msg: "at last" });
    expect(await waiting).toMatchObject({ ok: true, found: [{ seq: many + 2 }] });
    await emulator.sandbox("going", {});
    const gone = emulator
      .existing("going")
      .wait({ what: "messages", timeout: "20s" })
      .then(({ ok }) => ok, String);
    await emulator.existing("going").remove();
    expect(await gone).not.toBe(true);
  });
});

it("what an index finds is found in one turn, however long the list", async () => {
  const { api, stop } = await runEmulator({ listen: false, data: ":memory:", clock: "manual", logLevel: "error" });
  later(stop);
  const { store } = api;
  const first = firstSeq(api, "default");
  const [provider, account] = ["sophia", "sophia/main"] as const;
  const entry = { sandbox: "default", provider, account, about: "report", by: "http", at: 1_000, data: {} } as const;
  for (let ref = 1; ref <= 20_000; ref++) store.outbox.add({ ...entry, ref: first + ref });
  await store.committed();
  let turns = 0;
  let over = false;
  const turn = (): void => {
    turns += 1;
    if (!over) setImmediate(turn);
  };
  setImmediate(turn);
  const result = await findItems(api, "default", await callbackSearch(api, "default", { ref: 17_000 }), {});
  over = true;
  expect(result.map(({ seq }) => seq)).toEqual([17_000]);
  expect(turns).toBeLessThan(10);
});
