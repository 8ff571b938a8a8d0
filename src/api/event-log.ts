// Events with numbers, and the latest of them for a client that comes back. Costs nothing while nobody listens.

import type { Cancel } from "../core/clock.ts";
import type { Event } from "../core/events.ts";
import type { DeepReadonly } from "./operation.ts";
import type { ApiPorts } from "./ports.ts";
import type { ApiEvent } from "./schema/event.ts";
import { attemptView, callbackRowOf, inboundView, messageView, requestRowOf } from "./views.ts";

export type LoggedEvent = DeepReadonly<ApiEvent>;
type EventReceiver = (event: LoggedEvent) => void;

export interface EventLog {
  /** Calls the listener for each event from now on, or after an event of before. @returns how to stop */
  listen(filter: { readonly sandbox?: string; readonly after?: string }, listener: EventReceiver): () => void;
}

/** Events kept for clients that come back, and for how long after the last of them left, in real milliseconds. */
const kept = 2_000;
const keptFor = 60_000;

export function createEventLog({
  events,
  store,
  hostClock,
}: Pick<ApiPorts, "events" | "store" | "hostClock">): EventLog {
  const listeners = new Set<EventReceiver>();
  // Ids of another run are recognised by it.
  const run = hostClock.now().toString(36);
  let next = 1;
  let latest: LoggedEvent[] = [];
  let stop: (() => void) | null = null;
  let ending: Cancel | null = null;

  function add(event: Event): void {
    const body = bodyOf(event, store.journal);
    if (body === null) return;
    const numbered: LoggedEvent = { id: `${run}-${next}`, sandbox: sandboxOf(event), ...body };
    next += 1;
    latest.push(numbered);
    if (latest.length >= 2 * kept) latest = latest.slice(-kept);
    for (const listener of listeners) listener(numbered);
  }

  /** Events after this one; a gap if they are not kept any more. */
  function missed(after: string): readonly LoggedEvent[] {
    const dash = after.lastIndexOf("-");
    const number = Number(after.slice(dash + 1));
    const first = next - latest.length;
    if (after.slice(0, dash) === run && stop !== null && number >= first - 1 && number < next)
      return latest.slice(number - first + 1);
    return [{ id: `${run}-${next - 1}`, sandbox: "", kind: "gap" }];
  }

  return {
    listen({ sandbox, after = "" }, listener) {
      const filtered: EventReceiver = (event) => {
        if (sandbox === undefined || event.sandbox === sandbox || event.kind === "gap") listener(event);
      };
      ending?.();
      ending = null;
      const before = after === "" ? [] : missed(after);
      stop ??= events.listen(add);
      listeners.add(filtered);
      for (const event of before) filtered(event);
      return () => {
        if (!listeners.delete(filtered) || listeners.size > 0) return;
        ending = hostClock.after(keptFor, () => {
          stop?.();
          stop = null;
          latest = [];
        });
      };
    },
  };
}

type WithoutId<E> = E extends unknown ? Omit<E, "id" | "sandbox"> : never;

function bodyOf(event: Event, journal: ApiPorts["store"]["journal"]): WithoutId<LoggedEvent> | null {
  switch (event.kind) {
    case "message":
    case "status":
      return { kind: event.kind, message: messageView(event.message) };
    case "inbound":
      return { kind: "inbound", inbound: inboundView(event.inbound) };
    case "callback":
      return { kind: "callback", callback: callbackRowOf(event.entry) };
    case "attempt":
      return { kind: "attempt", attempt: attemptView(event.attempt) };
    case "call": {
      const request = journal.get(event.seq);
      return request === null ? null : { kind: "request", request: requestRowOf(request) };
    }
    default: {
      const { sandbox: _, ...body } = event;
      return body;
    }
  }
}

export function sandboxOf(event: Event): string {
  switch (event.kind) {
    case "message":
    case "status":
      return event.message.sandbox;
    case "inbound":
      return event.inbound.sandbox;
    case "callback":
      return event.entry.sandbox;
    default:
      return event.sandbox;
  }
}
