// Reads a rule: its keys, its turns, and whether they fit together.

import type { Rule, When } from "../engine/shape.ts";
import { checkTurn } from "./check-turn.ts";
import { optional, type ReadContext, type Scope } from "./context.ts";
import type { Path } from "./document.ts";
import { type ReadTurn, readSteps } from "./read-steps.ts";
import { readWhen } from "./read-when.ts";
import type { RuleFile } from "./schema.ts";

export function readRule(outer: ReadContext, index: number, file: RuleFile, broken: boolean): Rule {
  const path = ["rules", index];
  const { when, scope } = readWhen(outer, [...path, "when"], file.when ?? {});
  const context: ReadContext = { ...outer, scope };
  const goesOn = file.continue === true;
  const before = file.before === true;
  const turns = readTurns(context, index, file, scope, broken);
  for (const { turn, path: at } of turns) {
    if (!broken) checkTurn(context, at, turn, scope, { goesOn, before });
  }
  if (!broken) checkCounting(context, index, file, when);
  if (goesOn) checkContinue(context, path, file);
  const inTurn = file.inTurn !== undefined;
  return {
    number: index + 1,
    title: file.rule ?? `rule ${index + 1}`,
    when,
    turns: turns.map(({ turn }) => turn.effects),
    afterTurns: inTurn ? (file.afterTurns ?? "pass") : "last",
    ...optional("limit", file.limit),
    goesOn,
    before,
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
  const { then, inTurn } = file;
  if (then !== undefined && inTurn !== undefined) {
    context.report(
      path,
      "the rule has both then and inTurn",
      "Keep then for every request, or inTurn for one list a request",
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
    return [{ turn: readSteps(context, at, then, scope), path: at }];
  }
  return (inTurn ?? []).map((steps, place) => {
    const at = [...path, "inTurn", place];
    return { turn: readSteps(context, at, steps, scope), path: at };
  });
}

function checkContinue(context: ReadContext, path: Path, file: RuleFile): void {
  for (const key of ["before", "inTurn"] as const) {
    if (file[key] === undefined || file[key] === false) continue;
    context.report(path, `a rule with continue cannot have ${key}`, `Take ${key} or continue out`, key);
  }
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
  if (when.per !== undefined && when.nth === undefined && file.inTurn === undefined) {
    context.report(
      [...path, "when"],
      "per counts nothing: there is neither nth nor inTurn",
      "Add nth, such as nth: 1..2",
      "per",
    );
  }
  if (file.when?.burst !== undefined && file.when.faster === undefined) {
    context.report(
      [...path, "when"],
      "burst speaks of faster, and there is none",
      "Take it out, or write faster",
      "burst",
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
