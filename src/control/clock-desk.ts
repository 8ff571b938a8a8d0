import type { Millis } from "../core/clock.ts";
import type { Event } from "../core/events.ts";
import { placeOf } from "../core/ports.ts";
import type { Sandbox } from "../core/sandbox.ts";
import { UsageError } from "../core/usage-error.ts";
import type { Advance, Advanced, ClockDesk, Happened } from "./desk-type.ts";
import type { ControlDeps } from "./ports.ts";
import { clockMode, clockView } from "./sandbox-info.ts";
import { instantOf, spanOf } from "./span.ts";

/** Longest step of a clock moved by hand, and how much of what happened is told. */
const longest: Millis = 3_660 * 86_400_000;
const mostTold = 1_000;

export function createClockDesk(deps: ControlDeps, the: () => Sandbox): ClockDesk {
  const { store, sandboxes, events } = deps;

  function until(sandbox: Sandbox, to: Advance): number {
    const now = sandbox.clock.now();
    if (to === "next") return deps.next(sandbox) ?? now;
    if (typeof to !== "object" || "by" in to)
      return now + spanOf(typeof to === "object" ? to.by : to, "advance", longest);
    const instant = instantOf(to.to, "to");
    if (instant >= now && instant - now <= longest) return instant;
    const problem = instant < now ? "is in the past of this clock" : "is more than ten years away";
    throw new UsageError({
      where: "to",
      problem,
      value: to.to,
      remedy: "a clock goes forward; reset the sandbox to begin again",
    });
  }

  return {
    async read() {
      return clockView(deps, the());
    },
    async set(wish) {
      const sandbox = the();
      sandboxes.setClock(sandbox.name, clockMode(wish, deps.defaults.manualStart, sandbox.clock.now()));
      await store.committed();
      events.emit({ kind: "clock", sandbox: sandbox.name, now: sandbox.clock.now() });
      return clockView(deps, sandbox);
    },
    async advance(to) {
      const sandbox = the();
      const { clock, name } = sandbox;
      if (clock.mode !== "manual") {
        const problem = `of sandbox ${name} is ${clock.mode} and moves by itself`;
        throw new UsageError({ where: "the clock", problem, remedy: "set it to manual first", kind: "conflict" });
      }
      const from = clock.now();
      const goal = until(sandbox, to);
      const diary = createDiary(name);
      const stop = events.listen(diary.hear);
      try {
        await deps.advance(sandbox, goal);
      } finally {
        stop();
      }
      const there = sandboxes.get(name);
      const now = there?.clock.now() ?? clock.now();
      const cut = there === null || there.clock !== clock || now < goal;
      await store.committed();
      if (there !== null && !cut) events.emit({ kind: "clock", sandbox: name, now });
      return { from, now, cut, ...diary.read() };
    },
  };
}

/** Keeps what happens in one sandbox, as far as it is told. */
function createDiary(sandbox: string): {
  hear(event: Event): void;
  read(): Omit<Advanced, "from" | "now" | "cut">;
} {
  const counts = { status: 0, inbound: 0, attempt: 0, callback: 0, timeline: 0 };
  const happened: Happened[] = [];
  const unanswered: Extract<Happened, { kind: "attempt" }>[] = [];
  return {
    hear(event) {
      const one = of(sandbox, event);
      if (one === null) return;
      counts[one.kind] += 1;
      if (happened.length < mostTold) happened.push(one);
      if (one.kind === "attempt" && one.status === null && unanswered.length < mostTold) unanswered.push(one);
    },
    read: () => ({ counts, happened, unanswered }),
  };
}

function of(sandbox: string, event: Event): Happened | null {
  switch (event.kind) {
    case "status": {
      const { message } = event;
      if (message.sandbox !== sandbox) return null;
      return {
        kind: "status",
        at: message.statusAt,
        message: placeOf(message.seq),
        id: message.id,
        status: message.status,
      };
    }
    case "inbound": {
      const { inbound } = event;
      if (inbound.sandbox !== sandbox) return null;
      return {
        kind: "inbound",
        at: inbound.receivedAt,
        inbound: placeOf(inbound.seq),
        from: inbound.from,
        text: inbound.text,
      };
    }
    case "attempt": {
      if (event.sandbox !== sandbox) return null;
      const { callback, number, at, status, error } = event.attempt;
      return { kind: "attempt", at, callback: placeOf(callback), number, status, error };
    }
    case "callback": {
      const { entry } = event;
      if (entry.sandbox !== sandbox) return null;
      return { kind: "callback", at: entry.at, callback: placeOf(entry.seq), state: entry.state };
    }
    case "timeline":
      return event.sandbox === sandbox ? { kind: "timeline", at: event.at, number: event.number } : null;
    default:
      return null;
  }
}
