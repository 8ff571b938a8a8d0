// The live stream: what happens, numbered, and the latest kept for who comes back. Costs nothing while nobody listens.

import type { Cancel } from "../core/clock.ts";
import type { Event } from "../core/events.ts";
import type { EventFilter, News, Told } from "./events-type.ts";
import type { ControlDeps } from "./ports.ts";
import { callRow, shownAttempt, shownEntry, shownInbound, shownMessage } from "./shown.ts";
import { sandboxOf } from "./wait.ts";

export type Listen = (filter: EventFilter, listener: (told: Told) => void) => () => void;

/** Events kept for who was away, and for how long after the last listener has gone, in real milliseconds. */
const kept = 2_000;
const keptFor = 60_000;

export function createFeed(deps: Pick<ControlDeps, "events" | "store" | "hostClock">): Listen {
  const listeners = new Set<(told: Told) => void>();
  // Another run, another beginning: an id of before is known as such.
  const run = deps.hostClock.now().toString(36);
  let next = 1;
  let ring: Told[] = [];
  let stop: (() => void) | null = null;
  let ending: Cancel | null = null;

  function hear(event: Event): void {
    const news = newsOf(event);
    if (news === null) return;
    const told: Told = { id: `${run}-${next}`, sandbox: sandboxOf(event), news };
    next += 1;
    ring.push(told);
    if (ring.length >= 2 * kept) ring = ring.slice(-kept);
    for (const listener of listeners) listener(told);
  }

  function newsOf(event: Event): News | null {
    switch (event.kind) {
      case "message":
      case "status":
        return { kind: event.kind, message: shownMessage(event.message) };
      case "inbound":
        return { kind: "inbound", inbound: shownInbound(event.inbound) };
      case "callback":
        return { kind: "callback", callback: shownEntry(event.entry) };
      case "attempt":
        return { kind: "attempt", attempt: shownAttempt(event.attempt) };
      case "call": {
        const call = deps.store.journal.get(event.seq);
        return call === null ? null : { kind: "call", call: callRow(call) };
      }
      default: {
        const { sandbox: _, ...news } = event;
        return news;
      }
    }
  }

  /** What was missed since then; a gap when it is not known any more. */
  function missed(after: string): readonly Told[] {
    const [of, number] = [after.slice(0, after.lastIndexOf("-")), Number(after.slice(after.lastIndexOf("-") + 1))];
    const first = next - ring.length;
    if (of === run && stop !== null && number >= first - 1 && number < next) return ring.slice(number - first + 1);
    return [{ id: `${run}-${next - 1}`, sandbox: "", news: { kind: "gap" } }];
  }

  function end(): void {
    stop?.();
    stop = null;
    ring = [];
  }

  return ({ sandbox, after }, listener) => {
    const hears = (told: Told): void => {
      if (sandbox === undefined || told.sandbox === sandbox || told.news.kind === "gap") listener(told);
    };
    ending?.();
    ending = null;
    const before = after === undefined || after === "" ? [] : missed(after);
    stop ??= deps.events.listen(hear);
    listeners.add(hears);
    for (const told of before) hears(told);
    return () => {
      listeners.delete(hears);
      if (listeners.size === 0) ending = deps.hostClock.after(keptFor, end);
    };
  };
}
