// Reset leaves nothing in flight: connections are cut, nothing of the old world is recorded in the new one.

import { afterEach, describe, expect, it } from "vitest";
import { startCatcher } from "../support/catcher.ts";
import { room } from "../support/delivery-room.ts";
import { later, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);
describe("reset", () => {
  it("cuts what is under way and forgets it; what comes after goes out at once", async () => {
    const catcher = await startCatcher();
    later(() => catcher.stop());
    catcher.reply("hang");
    const { store, sandboxes, workers, put, bugs } = await room(catcher);
    for (let n = 1; n <= 100; n++) put(n);
    await catcher.until(32);
    sandboxes.reset("default");
    await workers.settled("default");
    expect(store.outbox.list("default", {})).toEqual([]);
    catcher.reply(200);
    const fresh = put(1_000);
    await workers.settled("default");
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
    const { store, sandboxes, workers, put } = await room(catcher);
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
    workers.delayReports([before.seq]);
    sandboxes.reset("default");
    const after = add();
    expect(after.seq).toBe(before.seq);
    put(after.seq);
    await workers.settled("default");
    expect(catcher.caught).toHaveLength(1);
  });
});
