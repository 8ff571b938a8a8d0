// A database with very many messages, written straight through the store: a hundred thousand sends would take minutes.

import { hostClock } from "../../../src/clock/host-clock.ts";
import { createEvents } from "../../../src/core/events.ts";
import { openStore } from "../../../src/storage/store.ts";

/** Adds messages to the sandbox `default` of a database file that no emulator has open. */
export async function addMany(file: string, count: number): Promise<void> {
  const limits = { messages: count, requests: 1000, requestBytes: 1e9, callbacks: 1000 };
  const store = openStore({
    file,
    durability: "process",
    retention: limits,
    events: createEvents(),
    hostClock,
    journalBytes: 1024,
  });
  const begin = Date.UTC(2026, 2, 2, 12);
  for (let number = 1; number <= count; number++) {
    const at = begin + number * 10;
    store.ledger.add({
      sandbox: "default",
      id: `many-${number}`,
      provider: number % 2 === 0 ? "sophia" : "mensagem",
      account: number % 2 === 0 ? "sophia/main" : "mensagem/main",
      operation: "send",
      channel: "get",
      to: `55119${String(10_000_000 + number).slice(-8)}`,
      toWritten: "",
      from: "28149",
      text: `message number ${number} <b>of many</b>`,
      kind: "long",
      encoding: "gsm",
      parts: 1,
      status: number % 7 === 0 ? "undelivered" : "delivered",
      statusAt: at,
      acceptedAt: at,
      life: [],
      debits: [],
      replies: [],
      call: 0,
      fields: {},
    });
    if (number % 5000 === 0) await store.committed();
  }
  await store.committed();
  store.close();
}
