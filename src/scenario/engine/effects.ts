// From the steps of the rules that were taken to one outcome. Chance is drawn here: each use of a rule has its own
// number, so the same calls draw the same values in any order and after any restart.

import type { AccountKey } from "../../core/account.ts";
import { normalise } from "../../core/address.ts";
import type { Millis } from "../../core/clock.ts";
import type { Fault } from "../../core/fault.ts";
import type { Json } from "../../core/json.ts";
import type { CallbackPlan } from "../../core/message.ts";
import type { Outcome } from "../../core/outcome.ts";
import { bindPdu, mergePdu } from "../../core/pdu-patch.ts";
import { bindResponse, mergeResponse } from "../../core/response-patch.ts";
import type { SeededRandom } from "../../core/seeded-random.ts";
import {
  bindTemplate,
  type PlaceholderValue,
  parseTemplate,
  renderTemplate,
  type TextTemplate,
} from "../../core/template.ts";
import type { PlannedFault } from "./planned-fault.ts";
import type { Delay, Effects } from "./steps.ts";

const longestDelayMs = 3_600_000;

/** A rule that is used, with the number of its use for random draws. */
export interface RuleUse {
  readonly label: string;
  readonly random: SeededRandom;
  readonly valueFor: PlaceholderValue;
  /** The request is not processed. */
  readonly before: boolean;
  /** The account of the request. */
  readonly account?: AccountKey;
}

/** The effects of this use: one of the branches by their weights, or all of the turn. */
export function branchOf(
  effects: Effects,
  label: string,
  random: SeededRandom,
): { readonly effects: Effects; readonly branch?: number } {
  const { oneOf: branches } = effects;
  if (branches === undefined) return { effects };
  let left = random.draw(`${label} oneOf`) * branches.reduce((sum, { weight }) => sum + weight, 0);
  for (const [index, branch] of branches.entries()) {
    left -= branch.weight;
    if (left < 0) return { effects: branch.effects, branch: index };
  }
  return { effects: branches.at(-1)?.effects ?? effects, branch: branches.length - 1 };
}

/** Changes of accounts with `this` and the numbers at hand filled in. */
function changesOf({ changes }: Effects, { account, valueFor }: RuleUse): Outcome["changes"] {
  return changes.flatMap(({ account: named, change }) => {
    const key = named === "this" ? account : named;
    if (key === undefined) return [];
    const { numbers } = change;
    if (numbers === undefined) return [{ account: key, change }];
    const entries = Object.entries(numbers).map(([number, facts]) => {
      return [
        number.includes("${") ? normalise(renderTemplate(parseTemplate(number), valueFor)) : number,
        facts,
      ] as const;
    });
    return [{ account: key, change: { ...change, numbers: Object.fromEntries(entries) } }];
  });
}

/** The outcome after one more rule. Settings of an earlier rule stay; delays add up; replies gather. */
export function addEffects(outcome: Outcome, effects: Effects, use: RuleUse): Outcome {
  const { label, random, valueFor } = use;
  const fault = outcome.fault ?? (effects.fault === undefined ? undefined : strike(effects.fault, label, random));
  const life = outcome.life ?? effects.life?.steps;
  const callbacks = mergeCallbacks(filledCallbacks(effects.callbacks, valueFor), outcome.callbacks);
  const answer = outcome.answer ?? answerOf(effects, valueFor);
  const patch = effects.response === undefined ? undefined : bindResponse(effects.response, valueFor);
  const response = mergeResponse(outcome.response, patch);
  const pdu = mergePdu(outcome.pdu, effects.pdu === undefined ? undefined : bindPdu(effects.pdu, valueFor));
  const replies = effects.replies.map(({ text, after }) => ({ text: bindTemplate(text, valueFor), after }));
  const alerts = [...(outcome.alerts ?? []), ...(effects.alerts ?? [])];
  const delay = outcome.delay + (effects.delay === undefined ? 0 : drawDelay(effects.delay, label, random));
  return {
    ...outcome,
    accept: outcome.accept || effects.accept || succeeds(effects),
    delay: Math.min(longestDelayMs, delay),
    before: outcome.before || use.before,
    replies: replies.length === 0 ? outcome.replies : [...outcome.replies, ...replies],
    changes: effects.changes.length === 0 ? outcome.changes : [...outcome.changes, ...changesOf(effects, use)],
    ...(answer === undefined ? {} : { answer }),
    ...(response === undefined ? {} : { response }),
    ...(pdu === undefined ? {} : { pdu }),
    ...(fault === undefined ? {} : { fault }),
    ...(life === undefined ? {} : { life }),
    ...(alerts.length === 0 ? {} : { alerts }),
    ...(callbacks === undefined ? {} : { callbacks }),
  };
}

/** A fault ready for the wire: random bytes are drawn. */
export function strike(fault: PlannedFault, label: string, random: SeededRandom): Fault {
  return fault.kind === "garbage" ? { kind: "garbage", bytes: random.bytes(`${label} garbage`, fault.count) } : fault;
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

function answerOf({ answer, accept }: Effects, valueFor: PlaceholderValue): Outcome["answer"] {
  if (answer === undefined || "reason" in answer) return answer;
  if ("fault" in answer) {
    const { code, message, detail } = answer.fault;
    const text = renderTemplate(message, valueFor);
    return { fault: { code, message: text, ...(detail && { detail: renderTemplate(detail, valueFor) }) } };
  }
  const { code, success, fields: templates } = answer;
  const fields: Record<string, Json> = {};
  const late: Record<string, TextTemplate> = {};
  for (const [name, value] of Object.entries(templates)) {
    if (!isTemplate(value)) fields[name] = value;
    else {
      const text = bindTemplate(value, (placeholder) => (placeholder.name === "code" ? code : valueFor(placeholder)));
      if (isComplete(text)) fields[name] = renderTemplate(text);
      else late[name] = text;
    }
  }
  const isPlainSuccess = success && !accept && Object.keys(templates).length === 0;
  if (isPlainSuccess) return undefined;
  return { code, fields, ...(Object.keys(late).length === 0 ? {} : { late }) };
}

function isTemplate(value: Json | TextTemplate): value is TextTemplate {
  return Array.isArray(value);
}

function isComplete(text: TextTemplate): boolean {
  return text.every((part) => typeof part === "string" || part.value !== undefined);
}

function succeeds(effects: Effects): boolean {
  return effects.answer !== undefined && "success" in effects.answer && effects.answer.success;
}

/** The plan with the values of this use; the id comes with the message, and `now` with each attempt. */
function filledCallbacks(plan: CallbackPlan | undefined, valueFor: PlaceholderValue): CallbackPlan | undefined {
  if (plan?.extra === undefined) return plan;
  const valueWithoutNow: PlaceholderValue = (placeholder) =>
    placeholder.name === "now" ? undefined : valueFor(placeholder);
  const entries = Object.entries(plan.extra).map(([name, text]) => [name, bindTemplate(text, valueWithoutNow)]);
  return { ...plan, extra: Object.fromEntries(entries) };
}

function mergeCallbacks(later: CallbackPlan | undefined, earlier: CallbackPlan | undefined): CallbackPlan | undefined {
  return later === undefined ? earlier : { ...later, ...earlier };
}
