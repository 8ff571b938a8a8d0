// The delivery room alone, for tests of what it does when the rest does not go along.

import { hostClock } from "../../src/clock/host-clock.ts";
import { createSandboxClock } from "../../src/clock/sandbox-clock.ts";
import { createSeededRandom } from "../../src/clock/seeded-random.ts";
import { defaultAccounts } from "../../src/config/first-accounts.ts";
import { vocabularyOf } from "../../src/config/registry.ts";
import { createCredentialIndex } from "../../src/core/credential-index.ts";
import { createEvents } from "../../src/core/events.ts";
import type { Store } from "../../src/core/ports.ts";
import { Sandboxes } from "../../src/core/sandboxes.ts";
import { createTransport } from "../../src/delivery/send.ts";
import { Workers } from "../../src/delivery/workers.ts";
import { createHttpSender } from "../../src/listeners/http-sender.ts";
import { providers } from "../../src/providers/index.ts";
import type { OpenProvider } from "../../src/providers/provider.ts";
import { openStore } from "../../src/storage/store.ts";
import type { Catcher } from "./catcher.ts";
import { later } from "./sandboxed.ts";

const limits = { messages: 1_000, requests: 1_000, requestBytes: 1e9, callbacks: 1_000 };

/**
 * The delivery room on a store of its own, with an invented provider that sends each entry to the catcher.
 * @param visible the store as the room sees it
 */
export async function room(catcher: Catcher, visible: (store: Store) => Store = (store) => store) {
  const events = createEvents();
  const raw = openStore({
    file: ":memory:",
    durability: "process",
    retention: limits,
    hostClock,
    journalBytes: 1_000,
    events,
  });
  const store = visible(raw);
  const sandboxes = new Sandboxes({
    store,
    events,
    credentials: createCredentialIndex(),
    clock: (mode) => createSandboxClock(hostClock, mode),
    random: createSeededRandom,
    credentialsOf: () => ({ keys: [], secrets: [] }),
    vocabularyOf: (provider) => vocabularyOf(providers, provider),
    bounds: { sandboxes: 100 },
  });
  const provider: OpenProvider = {
    routes: [],
    callbacks: {
      requests: () => [],
      delivery: (entry) => ({
        by: "http",
        url: `${catcher.url}/${String(entry.data["n"])}`,
        success: (status) => status === 200,
      }),
      retry: { attempts: 2, firstDelay: 1_000, factor: 1 },
    },
  };
  const sender = createHttpSender(hostClock, { interim: 20, callbacksWaiting: 10_000 });
  const bugs: unknown[] = [];
  const workers = new Workers({
    store,
    events,
    sandboxes,
    providers: new Map([["sophia", provider]]),
    transport: createTransport({ http: sender, settleMs: () => null }),
    hostClock,
    onBug: (error) => void bugs.push(error),
  });
  sandboxes.create(
    "default",
    { seed: "1", clock: { mode: "manual", start: 0 }, testNumbers: true },
    defaultAccounts(providers),
  );
  later(async () => {
    workers.stop();
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
    workers.ready(entry);
    return entry;
  };
  return { store, sandboxes, workers, put, bugs };
}
