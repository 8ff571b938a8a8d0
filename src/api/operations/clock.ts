import * as z from "zod";
import type { Instant, Millis } from "../../core/clock.ts";
import type { Event } from "../../core/events.ts";
import { placeOf } from "../../core/ports.ts";
import type { Sandbox } from "../../core/sandbox.ts";
import type { ClockMode } from "../../core/sandbox-settings.ts";
import { UsageError } from "../../core/usage-error.ts";
import { agendaOf } from "../agenda.ts";
import type { Api } from "../api.ts";
import { durationOf, instantOf } from "../duration.ts";
import { duration, instant, limit, strict } from "../schema/common.ts";
import { type Advanced, advanced, type Occurrence } from "../schema/event.ts";
import { type ClockInput, clock, clockInput, dueItem } from "../schema/sandbox.ts";
import { clockView } from "../views.ts";
import { value } from "./entries.ts";

const at = "/sandboxes/{sandbox}/clock";
const move = z
  .union([strict({ by: duration }), strict({ to: instant }), strict({ next: z.literal(true) })])
  .meta({ id: "Move" });
type Move = z.output<typeof move>;

export const clockOperations = {
  read: value(`GET ${at}`, {
    summary: "Shows where the clock stands and what is due next",
    output: clock,
    run: (api, input) => clockView(api, api.sandbox(input.sandbox)),
  }),
  agenda: value(`GET ${at}/agenda`, {
    summary: "Lists what is due on the clock, when and why, the next first",
    input: strict({ limit }),
    output: z.array(dueItem),
    args: (options: { readonly limit?: number } = {}) => options,
    run: (api, input) => agendaOf(api, api.sandbox(input.sandbox), input.limit),
  }),
  set: value(`PUT ${at}`, {
    summary: "Sets another clock: real, speeded or manual",
    input: strict({ clock: clockInput }),
    output: clock,
    args: (given: ClockInput) => ({ clock: given }),
    async run(api, input) {
      const sandbox = api.sandbox(input.sandbox);
      api.sandboxes.setClock(sandbox.name, clockMode(input.clock, api.defaults.manualStart, sandbox.clock.now()));
      await api.store.committed();
      api.events.emit({ kind: "clock", sandbox: sandbox.name, now: sandbox.clock.now() });
      return clockView(api, sandbox);
    },
  }),
  advance: value(`POST ${at}/advance`, {
    summary: "Moves a manual clock; answers once everything due has happened and is answered",
    input: move,
    output: advanced,
    patient: true,
    args: (to: Millis | string | Move) =>
      typeof to === "object" ? to : to === "next" ? { next: true as const } : { by: to },
    run: (api, { sandbox, ...to }) => advance(api, api.sandbox(sandbox), to),
  }),
};

/** @param now where a speeded clock begins without a start */
export function clockMode(input: ClockInput, manualStart: Instant, now: Instant): ClockMode {
  if (input === "manual") return { mode: "manual", start: manualStart };
  if (input === "real" || input.mode === "real") return { mode: "real" };
  const start = input.start === undefined ? undefined : instantOf(input.start, "clock.start");
  if (input.mode === "manual") return { mode: "manual", start: start ?? manualStart };
  return { mode: "speeded", speed: input.speed, start: start ?? now };
}

const longestMove = 3_660 * 86_400_000;

function goalOf(api: Api, sandbox: Sandbox, to: Move): Instant {
  const now = sandbox.clock.now();
  if ("next" in to) return api.next(sandbox) ?? now;
  if ("by" in to) return now + durationOf(to.by, "advance", longestMove);
  const goal = instantOf(to.to, "to");
  if (goal >= now && goal - now <= longestMove) return goal;
  const problem = goal < now ? "is in the past of this clock" : "is more than ten years away";
  const remedy = "a clock goes forward; reset the sandbox to begin again";
  throw new UsageError({ where: "to", problem, value: to.to, remedy });
}

async function advance(api: Api, sandbox: Sandbox, to: Move): Promise<Advanced> {
  const { clock, name } = sandbox;
  if (clock.mode !== "manual") {
    const problem = `of sandbox ${name} is ${clock.mode} and moves by itself`;
    throw new UsageError({ where: "the clock", problem, remedy: "set it to manual first", kind: "conflict" });
  }
  const from = clock.now();
  const goal = goalOf(api, sandbox, to);
  const record = createRecord(name);
  const stop = api.events.listen(record.add);
  try {
    await api.advance(sandbox, goal);
  } finally {
    stop();
  }
  const there = api.sandboxes.get(name);
  const now = there?.clock.now() ?? clock.now();
  const cut = there === null || there.clock !== clock || now < goal;
  await api.store.committed();
  if (!cut) api.events.emit({ kind: "clock", sandbox: name, now });
  return { from, now, cut, ...record.read() };
}

/** Occurrences that an answer shows. */
const maxOccurrences = 1_000;

/** Records what happens in one sandbox. */
function createRecord(sandbox: string) {
  const counts = { status: 0, inbound: 0, attempt: 0, callback: 0, timeline: 0 };
  const happened: Occurrence[] = [];
  const unanswered: Extract<Occurrence, { kind: "attempt" }>[] = [];
  return {
    add(event: Event): void {
      const occurrence = occurrenceIn(sandbox, event);
      if (occurrence === null) return;
      counts[occurrence.kind] += 1;
      if (happened.length < maxOccurrences) happened.push(occurrence);
      if (occurrence.kind === "attempt" && occurrence.status === null && unanswered.length < maxOccurrences)
        unanswered.push(occurrence);
    },
    read: () => ({ counts, happened, unanswered }),
  };
}

function occurrenceIn(sandbox: string, event: Event): Occurrence | null {
  switch (event.kind) {
    case "status": {
      const { sandbox: owner, seq, id, status, statusAt } = event.message;
      return owner === sandbox ? { kind: "status", at: statusAt, message: placeOf(seq), id, status } : null;
    }
    case "inbound": {
      const { sandbox: owner, seq, receivedAt, from, text } = event.inbound;
      return owner === sandbox ? { kind: "inbound", at: receivedAt, inbound: placeOf(seq), from, text } : null;
    }
    case "attempt": {
      const { callback, number, at, status, error } = event.attempt;
      return event.sandbox === sandbox
        ? { kind: "attempt", at, callback: placeOf(callback), number, status, error }
        : null;
    }
    case "callback": {
      const { sandbox: owner, seq, at, state } = event.entry;
      return owner === sandbox ? { kind: "callback", at, callback: placeOf(seq), state } : null;
    }
    case "timeline":
      return event.sandbox === sandbox ? { kind: "timeline", at: event.at, number: event.number } : null;
    default:
      return null;
  }
}
