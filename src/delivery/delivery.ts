// Everything between a status or inbound and the client that hears of it: outbox, workers, transport.

import type { Events } from "../core/events.ts";
import type { Clock, Millis, Store } from "../core/ports.ts";
import type { Sandboxes } from "../core/sandboxes.ts";
import type { OpenProvider } from "../providers/provider.ts";
import { createOutboxWriter, type OutboxWriter } from "./outbox.ts";
import { type ConnectedTransport, createTransport, type HttpSender } from "./send.ts";
import { type Couriers, createCouriers } from "./workers.ts";

export interface DeliveryDeps {
  readonly store: Store;
  readonly events: Events;
  readonly sandboxes: Pick<Sandboxes, "get">;
  /** By id. */
  readonly providers: ReadonlyMap<string, OpenProvider>;
  readonly http: HttpSender;
  readonly hostClock: Clock;
  readonly onBug: (error: unknown) => void;
}

export interface DeliveryRoom {
  readonly couriers: Couriers;
  readonly writer: OutboxWriter;
  readonly transport: ConnectedTransport;
}

/** Real milliseconds that a manual clock waits for the answer to one attempt. */
const settleMs: Millis = 5_000;

export function createDelivery({ http, ...deps }: DeliveryDeps): DeliveryRoom {
  const transport = createTransport({
    http,
    settleMs: (name) => (deps.sandboxes.get(name)?.clock.mode === "manual" ? settleMs : null),
  });
  const couriers = createCouriers({ ...deps, transport });
  const writer = createOutboxWriter({ ...deps, ready: couriers.ready });
  return { couriers, writer, transport };
}
