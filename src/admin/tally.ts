// What happened since the start, counted for /metrics.

import type { Event, Events } from "../core/events.ts";

export interface Tally {
  /** Counters by metric name, then by label text (`provider="…"`, or empty). */
  readonly counts: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

export const metrics = {
  torpedo_calls_total: "Calls that clients made, on any door.",
  torpedo_messages_total: "Messages accepted.",
  torpedo_statuses_total: "Statuses that messages reached.",
  torpedo_inbounds_total: "SMS that phones sent.",
  torpedo_callbacks_total: "Callbacks that are over, by how they ended.",
  torpedo_callback_attempts_total: "Attempts to deliver a callback, by whether an answer came.",
} as const;

export function createTally(events: Events): Tally {
  const counts = new Map<string, Map<string, number>>();
  for (const name of Object.keys(metrics)) counts.set(name, new Map());
  const add = (name: keyof typeof metrics, label: string): void => {
    const of = counts.get(name);
    of?.set(label, (of.get(label) ?? 0) + 1);
  };
  events.listen((event: Event) => {
    switch (event.kind) {
      case "call":
        add("torpedo_calls_total", "");
        return;
      case "message":
        add("torpedo_messages_total", `provider="${event.message.provider}"`);
        return;
      case "status":
        add("torpedo_statuses_total", `status="${event.message.status}"`);
        return;
      case "inbound":
        add("torpedo_inbounds_total", `provider="${event.inbound.provider}"`);
        return;
      case "callback":
        add("torpedo_callbacks_total", `state="${event.entry.state}"`);
        return;
      case "attempt":
        add("torpedo_callback_attempts_total", `answered="${event.attempt.status !== null}"`);
        return;
      default:
    }
  });
  return { counts };
}
