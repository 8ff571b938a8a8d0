// Everything between a report or inbound message and the client that gets it: outbox, workers, transport.

import { OutboxWriter } from "./outbox.ts";
import { type ConnectedTransport, createTransport, type HttpSender } from "./send.ts";
import { Workers, type WorkersDeps } from "./workers.ts";

export interface DeliveryDeps extends Omit<WorkersDeps, "transport"> {
  readonly http: HttpSender;
}

export interface DeliveryParts {
  readonly workers: Workers;
  readonly outbox: OutboxWriter;
  readonly transport: ConnectedTransport;
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
  return { workers, outbox, transport };
}
