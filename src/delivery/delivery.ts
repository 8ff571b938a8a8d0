// Everything between a report or inbound message and the client that gets it: outbox, workers, transport.

import type { Account } from "../core/account.ts";
import type { OutboxEntry } from "../core/ports.ts";
import type { Sandboxes } from "../core/sandboxes.ts";
import { OutboxWriter } from "./outbox.ts";
import { type ConnectedTransport, createTransport, type HttpSender } from "./send.ts";
import { type TestedCallback, testCallback } from "./test-callback.ts";
import { Workers, type WorkersDeps } from "./workers.ts";

export interface DeliveryDeps extends Omit<WorkersDeps, "transport" | "sandboxes"> {
  readonly sandboxes: Pick<Sandboxes, "get" | "inFlight">;
  readonly http: HttpSender;
}

export interface DeliveryParts {
  readonly workers: Workers;
  readonly outbox: OutboxWriter;
  readonly transport: ConnectedTransport;
  /** Sends a sample callback. */
  readonly test: (account: Account, about: OutboxEntry["about"]) => Promise<TestedCallback>;
}

/** Real milliseconds that a manual clock waits for the answer to one attempt. */
const settleMs = 5_000;

export function createDelivery({ http, ...deps }: DeliveryDeps): DeliveryParts {
  const transport = createTransport({
    http,
    settleMs: (name) => (deps.sandboxes.get(name)?.clock.mode === "manual" ? settleMs : null),
  });
  const workers = new Workers({ ...deps, transport });
  const outbox = new OutboxWriter({ ...deps, ready: (entry) => workers.ready(entry) });
  const test: DeliveryParts["test"] = (account, about) => testCallback({ ...deps, transport }, account, about);
  return { workers, outbox, transport, test };
}
