// A store on its own, for the tests of its rooms.

import { hostClock } from "../../src/clock/host-clock.ts";
import { createEvents } from "../../src/core/events.ts";
import type { Message } from "../../src/core/message.ts";
import type { Call, Store } from "../../src/core/ports.ts";
import { openStore } from "../../src/storage/store.ts";
import type { StoreOptions } from "../../src/storage/store-options.ts";

const keep = { messages: 1_000, requests: 1_000, requestBytes: 1e9, callbacks: 1_000 };

export function storeOn(file = ":memory:", options: Partial<StoreOptions> = {}): Store {
  const store = openStore({
    file,
    durability: "process",
    retention: keep,
    events: createEvents(),
    journalBytes: 1_024,
    hostClock,
    ...options,
  });
  if (!store.sandboxes().includes("default")) store.addSandbox("default");
  return store;
}

/** A message as a provider would have it, but for what the test says. */
export function messageLike(more: Partial<Message> = {}): Omit<Message, "seq"> {
  return {
    sandbox: "default",
    id: "5b678259ef213",
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
    statusAt: 1_000,
    acceptedAt: 1_000,
    life: [{ status: "sent", after: 1_000 }],
    replies: [],
    debits: [],
    call: 1,
    fields: {},
    ...more,
  };
}

export function callLike(more: Partial<Call> = {}): Call {
  return {
    sandbox: "default",
    at: 1_000,
    listener: "http",
    provider: "sophia",
    operation: "unitario",
    channel: "get",
    remote: "127.0.0.1",
    request: "GET / HTTP/1.1\r\n\r\n",
    answer: "HTTP/1.1 200\r\n\r\nOK",
    code: "200",
    decidedBy: "default",
    messages: [],
    findings: [],
    ...more,
  };
}
