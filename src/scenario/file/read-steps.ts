// The steps of one turn, gathered into what they do together.

import { type AccountChange, type AccountKey, accountKey } from "../../core/account.ts";
import type { CallbackPlan } from "../../core/message.ts";
import type { Delay, Effects } from "../engine/steps.ts";
import { optional, type ReadContext, type Scope, textAt } from "./context.ts";
import type { Path } from "./document.ts";
import { readAccountName, readChange } from "./read-account.ts";
import { readAnswer } from "./read-answer.ts";
import { milliseconds, readFault } from "./read-fault.ts";
import { readLife } from "./read-life.ts";
import { readPdu } from "./read-pdu.ts";
import { readResponse } from "./read-response.ts";
import { readTemplate } from "./read-template.ts";
import type { StepFile, StepsFile } from "./schema.ts";

/** Effects of the steps, and the place of each kind of step in the file. */
export interface ReadTurn {
  readonly effects: Effects;
  readonly places: ReadonlyMap<StepKind, Path>;
}
export type StepKind = keyof StepFile;

// A turn has one of each of these: the order of steps has no meaning, so a second one could not win.
const single: readonly StepKind[] = ["answer", "accept", "response", "pdu", "delay", "fault", "life", "callbacks"];
const kinds = [
  "answer",
  "response",
  "pdu",
  "accept",
  "delay",
  "fault",
  "life",
  "reply",
  "callbacks",
  "set",
  "account",
  "credits",
  "enabled",
  "prepaid",
  "numbers",
  "rate",
  "details",
] as const satisfies readonly StepKind[];
const accountKinds: readonly StepKind[] = ["credits", "enabled", "prepaid", "numbers", "rate", "details"];
const second = 1000;

export function readSteps(context: ReadContext, path: Path, file: StepsFile, scope: Scope): ReadTurn {
  const places = new Map<StepKind, Path>();
  let made: Effects = { accept: false, replies: [], set: {}, changes: [] };
  const many = Array.isArray(file);
  for (const [index, one] of (many ? file : [file]).entries()) {
    const at = many ? [...path, index] : path;
    if (one === "accept") {
      if (places.has("accept")) context.report(at, "there is a second accept", "Keep one");
      places.set("accept", [...at, "accept"]);
      made = { ...made, accept: true };
      continue;
    }
    const keys = kinds.filter((kind) => one[kind] !== undefined);
    if (keys.length === 0) context.report(at, "the step is empty", 'Write a step, such as answer: "009"');
    for (const key of keys) {
      const isAddress = key === "callbacks" && one.account !== undefined;
      if (isAddress) continue;
      if (single.includes(key) && places.has(key)) {
        context.report(
          at,
          `there is a second ${key}`,
          "Keep one: the order of steps has no meaning, so neither could win",
          key,
        );
      }
      places.set(key, [...at, key]);
    }
    made = addStep(context, at, made, one, scope);
  }
  return { effects: made, places };
}

function addStep(context: ReadContext, at: Path, made: Effects, step: StepFile, scope: Scope): Effects {
  const { answer, response, pdu, fault, life, reply, set, delay } = step;
  const changes = readAccountStep(context, at, step);
  const plan = step.account === undefined ? readCallbacks(context, at, step.callbacks) : undefined;
  return {
    ...made,
    accept: made.accept || step.accept !== undefined,
    ...optional("answer", answer === undefined ? made.answer : readAnswer(context, [...at, "answer"], answer, scope)),
    ...optional(
      "response",
      response === undefined ? made.response : readResponse(context, [...at, "response"], response, scope),
    ),
    ...optional("pdu", pdu === undefined ? made.pdu : readPdu(context, [...at, "pdu"], pdu, scope)),
    ...optional("delay", delay === undefined ? made.delay : readDelay(context, [...at, "delay"], delay)),
    ...optional("fault", fault === undefined ? made.fault : readFault(context, [...at, "fault"], fault, scope)),
    ...optional("life", life === undefined ? made.life : readLife(context, [...at, "life"], life, scope)),
    ...optional("callbacks", plan === undefined ? made.callbacks : { ...made.callbacks, ...plan }),
    replies: reply === undefined ? made.replies : [...made.replies, readReply(context, [...at, "reply"], reply)],
    set: { ...made.set, ...readVariables(context, [...at, "set"], set) },
    changes: [...made.changes, ...changes],
  };
}

/** Names and values; a value is the text that the file has. */
export function readVariables(context: ReadContext, path: Path, set: StepFile["set"]): Record<string, string> {
  const entries = Object.entries(set ?? {}).map(([name, value]): [string, string] => [
    name,
    textAt(context, [...path, name], value),
  ]);
  return Object.fromEntries(entries);
}

function readAccountStep(
  context: ReadContext,
  at: Path,
  step: StepFile,
): { readonly account: AccountKey; readonly change: AccountChange }[] {
  const { account } = step;
  if (account === undefined) {
    for (const key of accountKinds) {
      if (step[key] !== undefined)
        context.report(at, `${key} does not say whose`, "Put account: provider/name beside it", key);
    }
    if (step.callbacks?.dlr !== undefined || step.callbacks?.mo !== undefined) {
      context.report(
        [...at, "callbacks"],
        "the addresses do not say whose",
        "Put account: provider/name beside callbacks",
      );
    }
    return [];
  }
  const name = readAccountName(context, [...at, "account"], account);
  const change = readChange(context, at, name, step);
  if (Object.keys(change).length === 0) {
    context.report(
      [...at, "account"],
      `nothing of ${account} is changed`,
      "Write what changes beside it, such as credits: 100",
    );
  }
  return [{ account: accountKey(name), change }];
}

function readReply(
  context: ReadContext,
  path: Path,
  reply: NonNullable<StepFile["reply"]>,
): Effects["replies"][number] {
  if (typeof reply === "string") return { text: readTemplate(context, path, reply, "reply"), after: second };
  const after = reply.after === undefined ? second : milliseconds(reply.after);
  const at = [...path, "text"];
  return { text: readTemplate(context, at, textAt(context, at, reply.text), "reply"), after };
}

function readDelay(context: ReadContext, path: Path, delay: NonNullable<StepFile["delay"]>): Delay | undefined {
  if (typeof delay !== "object") return { kind: "fixed", ms: bounded(context, path, milliseconds(delay)) };
  const { between, median, sigma } = delay;
  if (between !== undefined && median === undefined && sigma === undefined) {
    const [from, until] = between.map((one) => bounded(context, path, milliseconds(one)));
    if (from === undefined || until === undefined) return undefined;
    if (from > until)
      context.report(path, "the delay ends before it begins", "Write the shorter time first, such as [100ms, 2s]");
    return { kind: "between", from, until: Math.max(from, until) };
  }
  if (median !== undefined && between === undefined) {
    return { kind: "log-normal", median: bounded(context, path, milliseconds(median)), sigma: sigma ?? 0.5 };
  }
  context.report(
    path,
    "the delay does not say how long",
    "Write { between: [100ms, 2s] } or { median: 300ms, sigma: 0.5 }",
  );
  return undefined;
}

// A delay is real time: an hour is beyond any client's patience, and more is a slip of the unit.
function bounded(context: ReadContext, path: Path, ms: number): number {
  if (ms > 3_600_000)
    context.report(path, "the delay is longer than an hour of real time", "Write a shorter one, or fault: hang");
  return Math.min(ms, 3_600_000);
}

function readCallbacks(context: ReadContext, at: Path, file: StepFile["callbacks"]): CallbackPlan | undefined {
  if (file === undefined || file.dlr !== undefined || file.mo !== undefined) return undefined;
  if (Object.keys(file).length === 0) {
    context.report([...at, "callbacks"], "callbacks is empty", "Write { copies: 2 } or { order: reversed }");
  }
  return {
    ...optional("copies", file.copies),
    ...optional("order", file.order),
    ...optional("lose", file.lose),
    ...optional("delay", file.delay === undefined ? undefined : milliseconds(file.delay)),
    ...optional("beforeAnswer", file["before-answer"]),
  };
}
