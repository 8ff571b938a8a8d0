// From the steps of the rules that were taken to one outcome. Chance is drawn here: each use of a rule has its own
// number, so the same calls draw the same values in any order and after any restart.

import type { Millis } from "../../core/clock.ts";
import type { Fault } from "../../core/fault.ts";
import type { CallbackPlan, LifeStep } from "../../core/message.ts";
import { namedLifecycles } from "../../core/named-lifecycles.ts";
import { defaultOutcome, type Outcome } from "../../core/outcome.ts";
import type { SeededRandom } from "../../core/seeded-random.ts";
import { type PlannedFault, strikesBefore } from "./planned-fault.ts";
import type { Delay, Effects } from "./shape.ts";

const longestDelayMs = 3_600_000;
// After the release the life of any message follows.
const untilReleased: readonly LifeStep[] = [{ status: "held", after: 0 }, ...namedLifecycles.delivered];

/** The outcome after one more rule. Settings of an earlier rule stay; delays add up; replies gather. */
export function addEffects(outcome: Outcome, effects: Effects, label: string, random: SeededRandom): Outcome {
  const fault = outcome.fault ?? (effects.fault === undefined ? undefined : strike(effects.fault, label, random));
  const life = outcome.life ?? effects.life?.steps ?? (holds(effects) ? untilReleased : undefined);
  const callbacks = mergeCallbacks(effects.callbacks, outcome.callbacks);
  const raw = outcome.raw ?? effects.raw;
  const answer = outcome.answer ?? answerOf(effects);
  return {
    ...outcome,
    accept: outcome.accept || effects.accept || succeeds(effects) || holds(effects),
    delay: outcome.delay + (effects.delay === undefined ? 0 : drawDelay(effects.delay, label, random)),
    before: outcome.fault === undefined ? isBefore(effects) : outcome.before,
    replies: effects.replies.length === 0 ? outcome.replies : [...outcome.replies, ...effects.replies],
    changes: effects.changes.length === 0 ? outcome.changes : [...outcome.changes, ...effects.changes],
    ...(answer === undefined ? {} : { answer }),
    ...(raw === undefined ? {} : { raw }),
    ...(fault === undefined ? {} : { fault }),
    ...(life === undefined ? {} : { life }),
    ...(callbacks === undefined ? {} : { callbacks }),
  };
}

/** A fault ready for the wire: random bytes are drawn. */
export function strike(fault: PlannedFault, label: string, random: SeededRandom): Fault {
  return fault.kind === "garbage" ? { kind: "garbage", bytes: random.bytes(`${label} garbage`, fault.count) } : fault;
}

/** The outcome while a provider is out of order. */
export function outOfOrder(
  outage: { readonly answer?: NonNullable<Outcome["answer"]>; readonly fault?: PlannedFault },
  label: string,
  random: SeededRandom,
): Outcome {
  const { answer, fault } = outage;
  return {
    ...defaultOutcome,
    rule: label,
    before: fault !== undefined,
    ...(answer === undefined ? {} : { answer }),
    ...(fault === undefined ? {} : { fault: strike(fault, label, random) }),
  };
}

/** Whole milliseconds of real time, drawn by this label. */
export function drawDelay(delay: Delay, label: string, random: SeededRandom): Millis {
  switch (delay.kind) {
    case "fixed":
      return delay.ms;
    case "between":
      return delay.from + Math.floor(random.draw(`${label} delay`) * (delay.until - delay.from + 1));
    case "log-normal": {
      // Box-Muller; 1 - u keeps the logarithm finite, since a draw can be 0 but never 1.
      const radius = Math.sqrt(-2 * Math.log(1 - random.draw(`${label} delay u`)));
      const normal = radius * Math.cos(2 * Math.PI * random.draw(`${label} delay v`));
      return Math.min(longestDelayMs, Math.round(delay.median * Math.exp(delay.sigma * normal)));
    }
  }
}

function answerOf(effects: Effects): Outcome["answer"] {
  const { answer } = effects;
  if (answer === undefined || "reason" in answer) return answer;
  if (answer.success && Object.keys(answer.fields).length === 0) return undefined;
  return { code: answer.code, fields: answer.fields };
}

function holds({ answer }: Effects): boolean {
  return answer !== undefined && "holds" in answer && answer.holds === true;
}

function succeeds(effects: Effects): boolean {
  return effects.answer !== undefined && "success" in effects.answer && effects.answer.success;
}

function isBefore(effects: Effects): boolean {
  return effects.fault !== undefined && (effects.before || strikesBefore(effects.fault.kind));
}

function mergeCallbacks(later: CallbackPlan | undefined, earlier: CallbackPlan | undefined): CallbackPlan | undefined {
  return later === undefined ? earlier : { ...later, ...earlier };
}
