// The state of the control API: what `run` of every operation is given.

import type { JsonObject } from "../core/json.ts";
import type { Sandbox } from "../core/sandbox.ts";
import { noSandbox } from "../core/sandbox-settings.ts";
import { UsageError } from "../core/usage-error.ts";
import { createEventLog, type EventLog } from "./event-log.ts";
import { createIdleExpiry, type IdleExpiry } from "./idle-expiry.ts";
import { type Counters, createCounters } from "./metrics.ts";
import type { Operation } from "./operation.ts";
import type { ApiPorts } from "./ports.ts";
import { createWaitIndex, type WaitIndex } from "./wait-index.ts";

export interface Api extends ApiPorts {
  readonly counters: Counters;
  readonly eventLog: EventLog;
  readonly waits: WaitIndex;
  readonly idle: IdleExpiry;
  /** Ends everything that waits, when the emulator stops. */
  readonly stopped: AbortSignal;
  /** @throws UsageError when the sandbox does not exist */
  sandbox(name: string): Sandbox;
  /** The OpenAPI document, made once. */
  document(): Promise<JsonObject>;
  /** Resolves when everything written so far is durable. */
  kept<T>(answer: T): Promise<T>;
  /** Counts an open wait or stream. @returns how to close it @throws UsageError when too many are open */
  open(kind: keyof typeof openKinds): () => void;
  stop(): void;
}

/** Bounds of the calls that stay open, with their words. */
const openKinds = { waits: "wait", eventStreams: "event stream" } as const;

export function createApi(ports: ApiPorts, document: Api["document"]): Api {
  const { store, sandboxes } = ports;
  const stopping = new AbortController();
  const idle = createIdleExpiry(ports, (name) => removeSandbox(api, name).catch(ports.onBug));
  const opened = new Map<string, number>();
  const api: Api = {
    ...ports,
    counters: createCounters(ports.events),
    eventLog: createEventLog(ports),
    waits: createWaitIndex(ports),
    idle,
    document,
    stopped: stopping.signal,
    sandbox(name) {
      const sandbox = sandboxes.get(name);
      if (sandbox === null) throw noSandbox(name);
      idle.touch(name);
      return sandbox;
    },
    async kept(answer) {
      await store.committed();
      return answer;
    },
    open(kind) {
      const count = opened.get(kind) ?? 0;
      const max = ports.bounds[kind];
      if (count >= max) {
        const remedy = `end one of them first, or start with --bound ${kind}=NUMBER`;
        throw new UsageError({ where: openKinds[kind], problem: `${max} are open already`, remedy, kind: "busy" });
      }
      opened.set(kind, count + 1);
      return () => void opened.set(kind, (opened.get(kind) ?? 1) - 1);
    },
    stop() {
      stopping.abort();
      idle.stop();
    },
  };
  return api;
}

/** The API for a single call: its long work ends with the signal, and rejects with the signal's reason. */
export function forCall(api: Api, { kind }: Pick<Operation, "kind">, signal: AbortSignal): Api {
  // A stream just ends.
  if (kind === "events") return api;
  const next = async (owner: unknown, isShort?: boolean): Promise<void> => {
    await api.turns.next(owner, isShort);
    signal.throwIfAborted();
  };
  return { ...api, turns: { next } };
}

/** @throws UsageError for the sandbox `default` */
export async function removeSandbox(api: Api, name: string): Promise<void> {
  api.sandbox(name);
  if (name === "default") {
    const remedy = "reset it instead";
    throw new UsageError({ where: "sandbox default", problem: "always exists", remedy, kind: "conflict" });
  }
  api.scenarios.remove(name);
  api.sandboxes.remove(name);
  await api.store.committed();
  await api.snapshots.deleteRemoved();
}
