// Reads a rule: its keys, its turns, and whether they fit together.

import { readRate } from "../../core/account-rate.ts";
import type { Rule, When } from "../engine/shape.ts";
import { checkTurn } from "./check-turn.ts";
import { optional, type ReadContext, type Scope } from "./context.ts";
import { type ReadTurn, readSteps } from "./read-steps.ts";
import { readWhen } from "./read-when.ts";
import type { RuleFile } from "./schema.ts";

export function readRule(context: ReadContext, index: number, file: RuleFile, broken: boolean): Rule {
  const path = ["rules", index];
  const { when, scope } = readWhen(context, [...path, "when"], file.when ?? {});
  const goesOn = file.continue === true;
  const turns = readTurns(context, index, file, scope, broken);
  for (const { turn, path: at } of turns) checkTurn(context, at, turn, scope, goesOn);
  if (!broken) checkCounting(context, index, file, when);
  const limit = typeof file.limit === "object" ? readRate(file.limit) : file.limit;
  const inTurn = file.inTurn !== undefined;
  return {
    number: index + 1,
    title: file.rule ?? `rule ${index + 1}`,
    when,
    turns: turns.map(({ turn }) => turn.effects),
    afterTurns: inTurn ? (file.afterTurns ?? "pass") : "last",
    ...optional("limit", limit),
    goesOn,
  };
}

function readTurns(
  context: ReadContext,
  index: number,
  file: RuleFile,
  scope: Scope,
  broken: boolean,
): { readonly turn: ReadTurn; readonly path: readonly PropertyKey[] }[] {
  const path = ["rules", index];
  const before = file.before === true;
  const { then, inTurn } = file;
  if (then !== undefined && inTurn !== undefined) {
    context.report(
      path,
      "the rule has both then and inTurn",
      "Keep then for every call, or inTurn for one list a call",
      "inTurn",
    );
  }
  if (then === undefined && inTurn === undefined) {
    if (!broken) context.report(path, "the rule does nothing", "Give it then: with a list of steps");
    return [];
  }
  if (then !== undefined) {
    const at = [...path, "then"];
    if (Array.isArray(then) && then.length === 0)
      context.report(path, "the rule does nothing", "Give then at least one step", "then");
    return [{ turn: readSteps(context, at, then, scope, before), path: at }];
  }
  return (inTurn ?? []).map((steps, place) => {
    const at = [...path, "inTurn", place];
    return { turn: readSteps(context, at, steps, scope, before), path: at };
  });
}

function checkCounting(context: ReadContext, index: number, file: RuleFile, when: When): void {
  const path = ["rules", index];
  if (file.afterTurns !== undefined && file.inTurn === undefined) {
    context.report(
      path,
      "afterTurns speaks of inTurn, and there is none",
      "Take it out, or write inTurn",
      "afterTurns",
    );
  }
  if (when.per !== undefined && when.call === undefined && file.inTurn === undefined) {
    context.report(
      [...path, "when"],
      "per counts nothing: there is neither call nor inTurn",
      "Add call, such as call: 1..2",
      "per",
    );
  }
  if (file.when?.timezone !== undefined && file.when.between === undefined) {
    context.report(
      [...path, "when"],
      "timezone speaks of between, and there is none",
      "Take it out, or write between",
      "timezone",
    );
  }
}
