// A sample callback to an account's address: made and sent as any other, but neither kept nor tried again.

import { type Account, accountKey } from "../core/account.ts";
import type { Clock, Instant, Millis } from "../core/clock.ts";
import type { Inbound, Message } from "../core/message.ts";
import type { OutboxEntry, Store } from "../core/ports.ts";
import type { Sandboxes } from "../core/sandboxes.ts";
import { UsageError } from "../core/usage-error.ts";
import type { ClientEvent, OpenProvider } from "../providers/provider.ts";
import { deliveryOf } from "./callback-form.ts";
import type { AttemptResult, Transport } from "./transport.ts";

export interface TestCallbackDeps {
  readonly store: Store;
  readonly sandboxes: Pick<Sandboxes, "get" | "inFlight">;
  /** By id. */
  readonly providers: ReadonlyMap<string, OpenProvider>;
  readonly transport: Transport;
  readonly hostClock: Clock;
}

export interface TestedCallback extends Omit<AttemptResult, "kind"> {
  readonly succeeded: boolean;
  readonly address: string;
  readonly request: string;
  readonly durationMs: Millis;
}

/**
 * Sends a sample over HTTP.
 * @throws UsageError where the provider sends none, the account has no address for it, or the sandbox is emptied meanwhile
 */
export async function testCallback(
  { store, sandboxes, providers, transport, hostClock }: TestCallbackDeps,
  account: Account,
  about: OutboxEntry["about"],
): Promise<TestedCallback> {
  const callbacks = providers.get(account.provider)?.callbacks;
  const key = accountKey(account);
  if (callbacks === undefined) {
    const remedy = "choose an account of another provider";
    throw new UsageError({ where: `account ${key}`, problem: "belongs to a provider without callbacks", remedy });
  }
  const name = about === "report" ? "dlr" : "mo";
  if (account.callbacks[name] === undefined) {
    const remedy = `give the account an address, as callbacks.${name}`;
    const problem = `has no address for ${about === "report" ? "reports" : "inbound messages"}`;
    throw new UsageError({ where: `account ${key}`, problem, remedy, kind: "conflict" });
  }
  const now = sandboxes.get(account.sandbox)?.clock.now() ?? hostClock.now();
  const [request] = callbacks.requests(sampleEvent(account, about, now)).filter(({ by }) => by === "http");
  if (request === undefined) {
    const remedy = "change the provider's dialect option for reports";
    const problem = "gets none over HTTP by the dialect of its provider";
    throw new UsageError({ where: `account ${key}`, problem, remedy, kind: "conflict" });
  }
  const entry: OutboxEntry = {
    ...{ seq: 0, sandbox: account.sandbox, account: key, provider: account.provider, about, ref: 0 },
    ...{ by: "http", at: now, state: "waiting", attemptCount: 0, data: request.data },
  };
  const delivery = deliveryOf(store, callbacks, entry, account, now);
  if (delivery.by === "nowhere") throw new Error(`a sample for ${key} goes nowhere: ${delivery.reason}`);
  const prepared = transport.prepare(delivery);
  const begun = hostClock.elapsed();
  const cut = sandboxes.inFlight(account.sandbox);
  const { kind, ...answered } = await prepared.send(account, cut);
  if (cut.aborted) {
    const problem = "was reset, restored or removed before the receiver answered";
    const remedy = "test the callback again";
    throw new UsageError({ where: `sandbox ${account.sandbox}`, problem, remedy, kind: "conflict" });
  }
  const durationMs = Math.round(hostClock.elapsed() - begun);
  return { ...answered, address: prepared.address, request: prepared.request, succeeded: kind === "done", durationMs };
}

const phone = "5511999990001";
const number = "11999990001";

function sampleEvent(account: Account, about: OutboxEntry["about"], now: Instant): ClientEvent {
  const own = { seq: 0, sandbox: account.sandbox, provider: account.provider, account: accountKey(account) };
  if (about === "inbound") {
    const inbound: Inbound = { ...own, id: "test", from: phone, to: "", text: "Test", receivedAt: now, fetched: false };
    return { kind: "inbound", inbound, answered: null, account };
  }
  const message: Message = {
    ...own,
    ...{ id: "test", operation: "", channel: "get", to: phone, toWritten: number, from: "", text: "Test", kind: "" },
    ...{ encoding: "gsm", parts: 1, status: "delivered", statusAt: now, acceptedAt: now, sentAt: now, finalAt: now },
    ...{ life: [], debits: [], replies: [], call: 0, fields: {} },
  };
  return { kind: "status", message, account };
}
