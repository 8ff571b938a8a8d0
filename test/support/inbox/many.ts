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

/** Adds requests to the sandbox `default`, each with its message and a callback that was tried once. */
export async function addManyRequests(file: string, count: number): Promise<void> {
  const limits = { messages: count, requests: count, requestBytes: 1e9, callbacks: count };
  const store = openStore({
    file,
    durability: "process",
    retention: limits,
    events: createEvents(),
    hostClock,
    journalBytes: 1024,
  });
  const begin = Date.UTC(2026, 2, 2, 12);
  const [sandbox, provider, account] = ["default", "sophia", "sophia/main"] as const;
  for (let number = 1; number <= count; number++) {
    const at = begin + number * 100;
    const to = `55119${String(10_000_000 + number).slice(-8)}`;
    const text = number % 3 === 1 ? `número ${number} de muitas mensagens` : `message number ${number} of many`;
    const message = store.ledger.add({
      ...{ sandbox, provider, account, id: `many-${number}`, operation: "unitario", channel: "get", to, toWritten: "" },
      ...{ from: "28149", text, kind: "sms", encoding: "gsm", parts: 1 },
      ...{ status: "delivered", statusAt: at, acceptedAt: at, life: [], debits: [{ kind: "sms", amount: 1 }] },
      ...{ replies: [], call: store.journal.upcoming(sandbox), fields: {} },
    });
    store.journal.add({
      ...{
        sandbox,
        at,
        listener: "http",
        provider,
        operation: "unitario",
        channel: "get",
        account,
        remote: "127.0.0.1",
      },
      request: Buffer.from(
        `GET /api/unitario.php?${new URLSearchParams({ destino: to, msg: text })} HTTP/1.1\r\nHost: x\r\n\r\n`,
      ),
      ...{ answer: '{"envio":[{"status":200}]}', code: number % 50 === 0 ? "006" : "200", decidedBy: "default" },
      ...{ messages: [message.seq], findings: [], elapsedMs: number },
    });
    const data = { status: "1", id: message.id, destino: to };
    const entry = store.outbox.add({
      ...{ sandbox, account, provider, about: "report", ref: message.seq, status: "delivered", by: "http", at, data },
    });
    const attempt = {
      ...{ callback: entry.seq, number: 1, at, address: "http://127.0.0.1/dlr", request: "GET /dlr", status: 200 },
      ...{ answer: "ok", durationMs: 3, error: "", elapsedMs: number },
    };
    store.outbox.begin(entry, attempt);
    store.outbox.end(entry, attempt, "delivered", at);
    if (number % 5000 === 0) await store.committed();
  }
  await store.committed();
  store.close();
}
