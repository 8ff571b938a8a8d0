// The steps of one turn, gathered into what they do together.

import { type AccountChange, type AccountKey, accountKey } from "../../core/account.ts";
import type { CallbackPlan } from "../../core/message.ts";
import { type Assignment, type Delay, type Effects, perKeys } from "../engine/steps.ts";
import { checkFact } from "./check-occasions.ts";
import { optional, type ReadContext, type Scope, textAt } from "./context.ts";
import type { Path } from "./document.ts";
import { suggest } from "./finding.ts";
import { factOfPer } from "./occasions.ts";
import { readAccountName, readChange } from "./read-account.ts";
import { readAnswer } from "./read-answer.ts";
import { readCallbacks } from "./read-callbacks.ts";
import { milliseconds, readFault } from "./read-fault.ts";
import { readLife } from "./read-life.ts";
import { readPdu } from "./read-pdu.ts";
import { readResponse } from "./read-response.ts";
import { readTemplate } from "./read-template.ts";
import type { StepFile, StepsFile } from "./schema.ts";
import { actionKinds, type StepKind } from "./step-kinds.ts";

/** Effects of the steps, and the place of each kind of step in the file. */
export interface ReadTurn {
  readonly effects: Effects;
  readonly places: ReadonlyMap<StepKind, Path>;
}
// A turn has one of each of these: the order of steps has no meaning, so a second one could not win.
const single: readonly StepKind[] = [
  "answer",
  "accept",
  "response",
  "pdu",
  "delay",
  "fault",
  "life",
  "callbacks",
  "receiptsTo",
  "oneOf",
];
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
  "receiptsTo",
  "alert",
  "set",
  "account",
  "credits",
  "enabled",
  "prepaid",
  "numbers",
  "rate",
  "details",
  "oneOf",
  ...actionKinds,
] as const satisfies readonly StepKind[];
const accountKinds: readonly StepKind[] = ["credits", "enabled", "prepaid", "numbers", "rate", "details"];
const second = 1000;

/** @param start a turn to which these steps are added */
export function readSteps(context: ReadContext, path: Path, file: StepsFile, scope: Scope, start?: ReadTurn): ReadTurn {
  const places = new Map<StepKind, Path>(start?.places);
  let made: Effects = start?.effects ?? { accept: false, replies: [], set: [], changes: [] };
  const many = Array.isArray(file);
  for (const [index, step] of (many ? file : [file]).entries()) {
    const at = many ? [...path, index] : path;
    if (step === "accept") {
      if (places.has("accept")) context.report(at, "there is a second accept", "Keep one");
      places.set("accept", [...at, "accept"]);
      made = { ...made, accept: true };
      continue;
    }
    const keys = kinds.filter((kind) => step[kind] !== undefined);
    if (keys.length === 0) context.report(at, "the step is empty", 'Write a step, such as answer: "009"');
    for (const key of keys) {
      const isAddress = key === "callbacks" && step.account !== undefined;
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
    made = addStep(context, at, made, step, scope);
  }
  return { effects: made, places };
}

/** A turn with the branches of its `oneOf`, each together with the steps beside it. */
export function readBranches(
  context: ReadContext,
  path: Path,
  file: StepsFile,
  turn: ReadTurn,
  scope: Scope,
): ReadBranch[] {
  const steps = Array.isArray(file)
    ? file.map((step, index) => ({ step, at: [...path, index] }))
    : [{ step: file, at: path }];
  return steps.flatMap(({ step, at }) => {
    if (typeof step !== "object" || step.oneOf === undefined) return [];
    return step.oneOf.map(({ weight, then }, index) => {
      const place = [...at, "oneOf", index, "then"];
      return { weight, path: place, file: then, turn: readSteps(context, place, then, scope, turn) };
    });
  });
}

/** A branch as the file has it. */
export interface ReadBranch {
  readonly weight: number;
  readonly path: Path;
  readonly file: StepsFile;
  readonly turn: ReadTurn;
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
      response === undefined ? made.response : readResponse(context, [...at, "response"], response),
    ),
    ...optional("pdu", pdu === undefined ? made.pdu : readPdu(context, [...at, "pdu"], pdu, scope)),
    ...optional("delay", delay === undefined ? made.delay : readDelay(context, [...at, "delay"], delay)),
    ...optional("fault", fault === undefined ? made.fault : readFault(context, [...at, "fault"], fault, scope)),
    ...optional("life", life === undefined ? made.life : readLife(context, [...at, "life"], life, scope)),
    ...optional("callbacks", mergedPlan(made.callbacks, plan, readReceiver(context, at, step.receiptsTo))),
    ...optional("alerts", step.alert === undefined ? made.alerts : [...(made.alerts ?? []), milliseconds(step.alert)]),
    replies: reply === undefined ? made.replies : [...made.replies, readReply(context, [...at, "reply"], reply)],
    set: [...made.set, ...readAssignments(context, [...at, "set"], set)],
    changes: [...made.changes, ...changes],
  };
}

function mergedPlan(
  before: CallbackPlan | undefined,
  plan: CallbackPlan | undefined,
  receiptsTo: CallbackPlan["receiptsTo"],
): CallbackPlan | undefined {
  if (plan === undefined && receiptsTo === undefined) return before;
  return { ...before, ...plan, ...optional("receiptsTo", receiptsTo) };
}

function readReceiver(context: ReadContext, at: Path, file: StepFile["receiptsTo"]): CallbackPlan["receiptsTo"] {
  if (file === undefined || typeof file === "string") return file;
  const path = [...at, "receiptsTo", "account"];
  const account = readAccountName(context, path, file.account);
  const vocabulary = context.vocabularies.find(({ provider }) => provider === account.provider);
  if (vocabulary !== undefined && vocabulary.smpp === undefined)
    context.report(path, `${account.provider} has no SMPP`, "Write an account of a provider that has");
  return { account: accountKey(account) };
}

/** Names and values; a value is the text that the file has. */
function readVariables(context: ReadContext, path: Path, set: StepFile["set"]): Record<string, string> {
  const entries = Object.entries(set ?? {}).map(([name, value]): [string, string] => [
    name,
    textAt(context, [...path, name], value),
  ]);
  return Object.fromEntries(entries);
}

/** Variables that a step or the timeline sets: `per` says what each value is for, `+1` adds. */
export function readAssignments(
  context: ReadContext,
  path: Path,
  file: StepFile["set"],
  place: "set" | "timeline" = "set",
): readonly Assignment[] {
  const { per: written, ...values } = readVariables(context, path, file);
  const per = perKeys.find((key) => key === written);
  if (written !== undefined && per === undefined)
    context.report([...path, "per"], `${written} is no key of a request`, suggest(written, perKeys));
  else if (per !== undefined && place === "timeline")
    context.report(path, "per names a key of a request, and the timeline has none", "Take it out", "per");
  else if (per !== undefined) checkFact(context, path, factOfPer[per], `per: ${per}`, "per");
  return Object.entries(values).map(([name, text]) => {
    const value = /^[+-]\d+$/.test(text)
      ? { add: Number(text) }
      : { text: readTemplate(context, [...path, name], text, place) };
    if (written === undefined || per !== undefined)
      context.variables.push({ path, name, ...optional("per", per), isSet: true });
    return { name, value, ...optional("per", per) };
  });
}

function readAccountStep(
  context: ReadContext,
  at: Path,
  step: StepFile,
): { readonly account: AccountKey | "this"; readonly change: AccountChange }[] {
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
  if (account === "this") checkFact(context, at, "account", "account: this", "account");
  const name = account === "this" ? thisAccount : readAccountName(context, [...at, "account"], account);
  const change = readChange(context, at, name, step, true);
  if (Object.keys(change).length === 0) {
    context.report(
      [...at, "account"],
      `nothing of ${account} is changed`,
      "Write what changes beside it, such as credits: 100",
    );
  }
  return [{ account: account === "this" ? account : accountKey(name), change }];
}

/** Stands for the account of the request. */
const thisAccount = { provider: "", name: "this" };

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
    const [from, until] = between.map((duration) => bounded(context, path, milliseconds(duration)));
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
