// Agenda of a sandbox's clock: statuses, expiries, replies, callbacks and entries of the timeline that are due, each with
// the rule or test number that planned it.

import { instantAfter } from "../core/lifecycles.ts";
import type { Message } from "../core/message.ts";
import { type Due, placeOf } from "../core/ports.ts";
import type { Sandbox } from "../core/sandbox.ts";
import type { Bilingual } from "../core/sentences.ts";
import { isFinal } from "../core/status.ts";
import { timelineWords } from "../scenario/engine/timeline-sentences.ts";
import type { DeepReadonly } from "./operation.ts";
import type { ApiPorts } from "./ports.ts";
import type { DueItemView } from "./schema/sandbox.ts";

type DueItem = DeepReadonly<DueItemView>;

/** Returns at most `limit` items, the next first. A message has an item for each status that it has still to reach. */
export function agendaOf(api: ApiPorts, sandbox: Sandbox, limit: number): DueItem[] {
  const due = api.store.schedule.list(sandbox.name, limit);
  const items = due.flatMap((item) => itemsOf(api, item)).toSorted((a, b) => a.at - b.at);
  const next = api.next(sandbox);
  // A timer of a session is not on the schedule.
  if (next !== null && next < (due[0]?.at ?? Number.POSITIVE_INFINITY)) items.unshift({ at: next, kind: "timer" });
  const end = due.length < limit ? Number.POSITIVE_INFINITY : (due.at(-1)?.at ?? 0);
  return items.filter(({ at }) => at <= end).slice(0, limit);
}

function itemsOf(api: ApiPorts, due: Due): DueItem[] {
  const { ledger, outbox } = api.store;
  switch (due.kind) {
    case "life":
    case "expiry":
    case "alert":
    case "reply": {
      const message = ledger.get(due.ref);
      return message === null ? [] : itemsOfMessage(message, due);
    }
    case "callback": {
      const entry = outbox.get(due.ref);
      if (entry === null || entry.state !== "waiting") return [];
      const subject = entry.about === "report" ? ledger.get(entry.ref) : null;
      const inbound = entry.about === "inbound" ? ledger.getInbound(entry.ref) : null;
      return [
        {
          at: due.at,
          kind: "callback",
          callback: placeOf(entry.seq),
          attempt: entry.attemptCount + 1,
          ...(entry.status === undefined ? {} : { status: entry.status }),
          ...(subject === null ? {} : aboutLife(subject)),
          ...(inbound === null ? {} : { inbound: placeOf(inbound.seq), phone: inbound.from, text: inbound.text }),
        },
      ];
    }
    case "event-reply":
      return [replyItem(due)];
    case "timeline":
      return [{ at: due.at, kind: "timeline", ...whyOf(timelineEntry(api, due)) }];
  }
}

function itemsOfMessage(message: Message, due: Due): DueItem[] {
  const about = aboutMessage(message);
  if (due.kind === "reply") {
    const text = message.replies[due.part]?.text;
    return text === undefined || message.status === "cancelled" ? [] : [{ ...about, at: due.at, kind: "reply", text }];
  }
  if (due.kind === "alert") return message.status === "cancelled" ? [] : [{ ...about, at: due.at, kind: "alert" }];
  const ofLife = aboutLife(message);
  if (due.kind === "expiry")
    return isFinal(message.status) || message.expiresAt !== due.at
      ? []
      : [{ ...ofLife, at: due.at, kind: "expiry", status: "expired" }];
  const [first] = message.life;
  // A plan that was replaced leaves its item on the schedule.
  if (first === undefined || instantAfter(message, first.after) !== due.at) return [];
  return message.life
    .filter(({ isFree }) => isFree === true || !isFinal(message.status))
    .map((step, index) => ({
      ...ofLife,
      at: instantAfter(message, step.after),
      kind: "status",
      status: step.status,
      ...(index === 0 && message.status === "scheduled" ? { isScheduled: true } : {}),
    }));
}

/** A reply that a rule on an event planned. */
function replyItem({ at, data = {} }: Due): DueItem {
  return { at, kind: "reply", phone: String(data["from"] ?? ""), text: String(data["text"] ?? "") };
}

function aboutMessage(message: Message) {
  return { ...factsOf(message), ...whyOf(message.rules ?? message.testNumber) };
}

/** The same for its statuses and reports: rules that left them alone are no reason of theirs. */
function aboutLife(message: Message) {
  return message.keepsLife === true ? { ...factsOf(message), ...whyOf(message.testNumber) } : aboutMessage(message);
}

function factsOf({ seq, to, text }: Message) {
  return { message: placeOf(seq), phone: to, text };
}

function timelineEntry({ runner }: ApiPorts, { sandbox, ref }: Due): Bilingual | undefined {
  const item = runner.get(sandbox)?.scenario.timeline.find(({ number }) => number === ref);
  return item === undefined ? undefined : timelineWords.item(item);
}

function whyOf(words: Bilingual | undefined): Pick<DueItem, "why"> {
  return words === undefined ? {} : { why: { english: words.en, portuguese: words.pt } };
}
