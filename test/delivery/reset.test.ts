// Reset leaves nothing in flight: connections are cut, nothing of the old world is recorded in the new one.

import { afterEach, describe, expect, it } from "vitest";
import { defaultAccounts } from "../../src/config/default-accounts.ts";
import { createDirectory } from "../../src/core/directory.ts";
import { createEvents } from "../../src/core/events.ts";
import { createSandboxes } from "../../src/core/sandboxes.ts";
import { createCouriers } from "../../src/delivery/couriers.ts";
import { createTransport } from "../../src/delivery/send.ts";
import { createHttpSender } from "../../src/doors/http-sender.ts";
import type { OpenProvider } from "../../src/providers/provider.ts";
import { openStore } from "../../src/store/store.ts";
import { createDice } from "../../src/system/dice.ts";
import { hostClock } from "../../src/system/host-clock.ts";
import { createSandboxClock } from "../../src/system/sandbox-clock.ts";
import { type Catcher, startCatcher } from "../support/catcher.ts";
import { later, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);
const limits = { messages: 1_000, calls: 1_000, callbacks: 1_000, inbounds: 1_000 };

/** The delivery room on a store of its own, with an invented provider that sends each entry to the catcher. */
async function room(catcher: Catcher) {
  const store = openStore({ file: ":memory:", durability: "process", retention: limits, journalBytes: 1_000 });
  const sandboxes = createSandboxes({
    store,
    events: createEvents(),
    directory: createDirectory(),
    clock: (mode) => createSandboxClock(hostClock, mode),
    dice: createDice,
    keys: () => [],
    onReset: (name) => couriers.forget(name),
    onClock: () => {},
  });
  const provider: OpenProvider = {
    routes: [],
    notices: () => [],
    delivery: (entry) => ({
      by: "http",
      url: `${catcher.url}/${String(entry.data["n"])}`,
      success: (status) => status === 200,
    }),
    retry: { tries: 2, firstDelay: 1_000, factor: 1 },
    inboundAddress: () => null,
  };
  const sender = createHttpSender(hostClock);
  const bugs: unknown[] = [];
  const couriers = createCouriers({
    store,
    events: createEvents(),
    sandbox: (name) => sandboxes.get(name),
    provider: () => provider,
    transport: createTransport({
      http: sender,
      smpp: { reachable: () => false, describe: () => "", send: () => Promise.reject(new Error("none")) },
      settleMs: () => null,
    }),
    hostClock,
    onBug: (error) => void bugs.push(error),
  });
  sandboxes.create("default", { seed: "1", clock: { mode: "manual", start: 0 }, rehearsal: true }, defaultAccounts);
  later(async () => {
    couriers.stop();
    await sender.stop();
    store.close();
  });
  const put = (n: number) => {
    const entry = store.outbox.add({
      sandbox: "default",
      account: "sophia/main",
      provider: "sophia",
      about: "report",
      ref: n,
      by: "http",
      at: 0,
      data: { n },
    });
    couriers.ready(entry);
    return entry;
  };
  return { store, sandboxes, couriers, put, bugs };
}

describe("reset", () => {
  it("cuts what is under way and forgets it; what comes after goes out at once", async () => {
    const catcher = await startCatcher();
    later(() => catcher.stop());
    catcher.reply("hang");
    const { store, sandboxes, couriers, put, bugs } = await room(catcher);
    for (let n = 1; n <= 100; n++) put(n);
    await catcher.until(32);
    sandboxes.reset("default");
    await couriers.settled("default");
    expect(store.outbox.list("default", {})).toEqual([]);
    catcher.reply(200);
    const fresh = put(1_000);
    await couriers.settled("default");
    expect(store.outbox.list("default", {}).map(({ seq, state }) => [seq, state])).toEqual([[fresh.seq, "delivered"]]);
    expect(catcher.caught.at(-1)?.path).toBe("/1000");
    // The cut connections are closed, not left behind; the one of the fresh entry may stay open.
    expect(catcher.connections()).toBeLessThanOrEqual(1);
    expect(catcher.caught).toHaveLength(33);
    expect(bugs).toEqual([]);
  });

  it("a message held for its answer does not hold the one that has its place afterwards", async () => {
    const catcher = await startCatcher();
    later(() => catcher.stop());
    const { store, sandboxes, couriers, put } = await room(catcher);
    const add = () =>
      store.ledger.add({
        sandbox: "default",
        id: "a",
        provider: "sophia",
        account: "sophia/main",
        operation: "unitario",
        channel: "get",
        to: "5511999990001",
        toWritten: "11999990001",
        from: "",
        text: "Oi",
        kind: "sms",
        encoding: "gsm",
        parts: 1,
        status: "queued",
        statusAt: 0,
        acceptedAt: 0,
        life: [],
        replies: [],
        debits: [],
        call: 1,
        fields: {},
      });
    const before = add();
    couriers.hold([before.seq]);
    sandboxes.reset("default");
    const after = add();
    expect(after.seq).toBe(before.seq);
    put(after.seq);
    await couriers.settled("default");
    expect(catcher.caught).toHaveLength(1);
  });
});
