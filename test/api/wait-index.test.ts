// Cost of open waits: all events of a turn are looked at together, and a wait that is over looks at nothing.

import { afterEach, expect, it } from "vitest";
import { createWaitIndex, type OpenWait, type WaitSubject } from "../../src/api/wait-index.ts";
import { hostClock } from "../../src/clock/host-clock.ts";
import { createTurns } from "../../src/clock/turns.ts";
import { createEvents, type Events } from "../../src/core/events.ts";
import type { Store } from "../../src/core/ports.ts";
import { emulate, sendSophia, undoAll } from "../support/sandboxed.ts";
import { messageLike, storeOn } from "../support/store.ts";

afterEach(undoAll);

interface Rooms {
  readonly store: Store;
  readonly events: Events;
  /** @param onLook called when the wait looks */
  readonly add: (
    subject: WaitSubject,
    onLook?: () => void,
  ) => { readonly looks: (readonly number[])[]; readonly leave: () => void };
  /** Resolves when every wait has looked. */
  readonly looked: () => Promise<void>;
}

function rooms(): Rooms {
  const [events, turns] = [createEvents(), createTurns()];
  const store = storeOn(":memory:", { events });
  const index = createWaitIndex({ store, events, hostClock, turns });
  return {
    store,
    events,
    add(subject, onLook) {
      const looks: (readonly number[])[] = [];
      const nothing = (): void => {};
      const wait: OpenWait = {
        subject,
        look(seqs) {
          looks.push(seqs);
          onLook?.();
        },
        restart: nothing,
        end: nothing,
        fail: nothing,
      };
      return { looks, leave: index.add("default", wait) };
    },
    // Sandboxes take turns: this piece comes after that of the waits.
    looked: async () => {
      for (let n = 0; n < 3; n++) await turns.next("another");
    },
  };
}

it("a wait looks at each changed item once, whatever the number of events", async () => {
  const { store, events, add, looked } = rooms();
  const [waits, inbound] = [[add("messages"), add("messages")], add("inbound")];
  const added = Array.from({ length: 50 }, (_, n) => store.ledger.add(messageLike({ id: `id-${n}` })));
  for (const message of added) {
    events.emit({ kind: "message", message });
    events.emit({ kind: "status", message });
  }
  await looked();
  for (const { looks } of waits) expect(looks).toEqual([added.map(({ seq }) => seq)]);
  expect(inbound.looks).toEqual([]);
  store.close();
});

it("a wait that is over looks at nothing, not even at earlier events", async () => {
  const { store, events, add, looked } = rooms();
  const [gone, open] = [add("messages"), add("messages")];
  events.emit({ kind: "message", message: store.ledger.add(messageLike()) });
  gone.leave();
  await looked();
  expect([gone.looks.length, open.looks.length]).toEqual([0, 1]);
  open.leave();
  events.emit({ kind: "message", message: store.ledger.add(messageLike({ id: "second" })) });
  await looked();
  expect(open.looks).toHaveLength(1);
  store.close();
});

it.each([0, 1, 2, 3, 4])("an event %i microtasks after a look is looked at too", async (microtasks) => {
  const { store, events, add, looked } = rooms();
  const [first, second] = [messageLike(), messageLike({ id: "second" })].map((message) => store.ledger.add(message));
  if (first === undefined || second === undefined) throw new Error("two messages were added");
  let isSecond = false;
  const { looks } = add("messages", async () => {
    if (isSecond) return;
    isSecond = true;
    for (let n = 0; n < microtasks; n++) await null;
    events.emit({ kind: "message", message: second });
  });
  events.emit({ kind: "message", message: first });
  await looked();
  await looked();
  expect(looks.flat()).toEqual([first.seq, second.seq]);
  store.close();
});

it("finds items far apart, and those that match only after a later status", async () => {
  const emulator = await emulate();
  const wait = { what: "messages", timeout: "10m" } as const;
  const far = emulator.wait({ ...wait, where: { text: "far" }, count: 2 });
  const delivered = emulator.wait({ ...wait, where: { status: "delivered" }, count: 14 });
  await sendSophia(emulator, { msg: "far" });
  for (let n = 0; n < 12; n++) await sendSophia(emulator, { msg: "between" });
  await sendSophia(emulator, { msg: "far" });
  expect((await far).found).toMatchObject([{ seq: 1 }, { seq: 14 }]);
  await emulator.clock.advance("1h");
  expect((await delivered).found).toHaveLength(14);
});
