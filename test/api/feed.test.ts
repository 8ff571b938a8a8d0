// The inbox's live stream costs nothing while nobody looks: no listener, no reading, no timer.

import { afterEach, expect, it } from "vitest";
import { createEventLog } from "../../src/api/event-log.ts";
import { createEvents, type Events } from "../../src/core/events.ts";
import { listen } from "../support/control.ts";
import { handClock } from "../support/host-clock.ts";
import { emulate, sendSophia, undoAll } from "../support/sandboxed.ts";
import { storeOn } from "../support/store.ts";

afterEach(undoAll);

/** Real events that say how many listen. */
function countedEvents(): Events & { readonly listening: () => number } {
  const events = createEvents();
  let listening = 0;
  return {
    emit: events.emit,
    on: events.on,
    listen(listener) {
      listening += 1;
      const stop = events.listen(listener);
      return () => {
        listening -= 1;
        stop();
      };
    },
    listening: () => listening,
  };
}

it("listens, reads and plans nothing while no stream is open", () => {
  const events = countedEvents();
  const hostClock = handClock();
  const store = storeOn();
  const log = createEventLog({ events, store, hostClock });
  expect([events.listening(), hostClock.planned()]).toEqual([0, 0]);
  const clientEvent: unknown[] = [];
  const stop = log.listen({}, (event) => clientEvent.push(event));
  const second = log.listen({}, () => {});
  events.emit({ kind: "reset", sandbox: "default" });
  expect([events.listening(), hostClock.planned(), clientEvent.length]).toEqual([1, 0, 1]);
  stop();
  expect([events.listening(), hostClock.planned()]).toEqual([1, 0]);
  // Who comes back within a minute misses nothing; then all of it is let go.
  second();
  expect([events.listening(), hostClock.planned()]).toEqual([1, 1]);
  hostClock.advance(60_000);
  expect([events.listening(), hostClock.planned()]).toEqual([0, 0]);
  events.emit({ kind: "reset", sandbox: "default" });
  expect(clientEvent).toHaveLength(1);
  store.close();
});

it("keeps nothing of what happened before somebody listened", async () => {
  const emulator = await emulate();
  await sendSophia(emulator);
  const heard: number[] = [];
  const stop = await listen(emulator, { after: "" }, (event) => {
    if (event.kind === "message") heard.push(event.message.seq);
  });
  await sendSophia(emulator);
  await expect.poll(() => heard).toEqual([2]);
  stop();
});
