// Reads a rule: its keys, its turns, and whether they fit together.

import type { Rule, When } from "../engine/scenario.ts";
import type { Effects } from "../engine/steps.ts";
import { checkStops } from "./check-occasions.ts";
import { checkTurn } from "./check-turn.ts";
import { optional, type ReadContext, type Scope } from "./context.ts";
import type { Path } from "./document.ts";
import { withActions } from "./read-event-steps.ts";
import { type ReadBranch, type ReadTurn, readBranches, readSteps } from "./read-steps.ts";
import { readWhen } from "./read-when.ts";
import type { RuleFile, StepsFile } from "./schema.ts";

export function readRule(outer: ReadContext, index: number, file: RuleFile, broken: boolean): Rule {
  const path = ["rules", index];
  const { when, scope } = readWhen(outer, [...path, "when"], file.when ?? {});
  const context: ReadContext = { ...outer, scope };
  // A rule that only watches lets the request pass.
  const isWatch = file.expect !== undefined && file.then === undefined && file.inTurn === undefined;
  const goesOn = file.continue === true || isWatch;
  const before = file.before === true;
  const turns = isWatch ? [] : readTurns(context, index, file, scope, broken);
  for (const { turn, path: at, branches } of turns) {
    if (broken) break;
    if (branches.length === 0) checkTurn(context, at, turn, scope, { goesOn, before, event: when.event });
    for (const branch of branches)
      checkTurn(context, branch.path, branch.turn, scope, { goesOn, before, event: when.event });
  }
  if (!broken) checkCounting(context, index, file, when);
  if (before) checkStops(context, path, scope);
  if (goesOn) checkContinue(context, path, file);
  const inTurn = file.inTurn !== undefined;
  return {
    number: index + 1,
    title: file.rule ?? `rule ${index + 1}`,
    when,
    turns: isWatch ? [nothing] : turns.map(({ turn, branches }) => withBranches(turn.effects, branches)),
    afterTurns: inTurn ? (file.afterTurns ?? "pass") : "last",
    ...optional("limit", file.limit),
    goesOn,
    before,
    ...optional("expect", file.expect),
  };
}

const nothing: Effects = { accept: false, replies: [], set: [], changes: [] };

/** A turn with its place and the branches of its `oneOf`. */
type ReadTurns = readonly {
  readonly turn: ReadTurn;
  readonly path: Path;
  readonly branches: readonly ReadBranch[];
}[];

function turnAt(context: ReadContext, path: Path, file: StepsFile, scope: Scope): ReadTurns[number] {
  const plain = readSteps(context, path, file, scope);
  const turn = { ...plain, effects: withActions(context, path, file, plain.effects) };
  const branches = readBranches(context, path, file, turn, scope).map((branch) => ({
    ...branch,
    turn: { ...branch.turn, effects: withActions(context, branch.path, branch.file, branch.turn.effects) },
  }));
  return { turn, path, branches };
}

function withBranches(effects: Effects, branches: readonly ReadBranch[]): Effects {
  if (branches.length === 0) return effects;
  return { ...effects, oneOf: branches.map(({ weight, turn }) => ({ weight, effects: turn.effects })) };
}

function readTurns(context: ReadContext, index: number, file: RuleFile, scope: Scope, broken: boolean): ReadTurns {
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
    return [turnAt(context, at, then, scope)];
  }
  return (inTurn ?? []).map((steps, place) => {
    const at = [...path, "inTurn", place];
    return turnAt(context, at, steps, scope);
  });
}

function checkContinue(context: ReadContext, path: Path, file: RuleFile): void {
  for (const key of ["before", "inTurn"] as const) {
    if (file[key] === undefined || file[key] === false) continue;
    context.report(path, `a rule with continue cannot have ${key}`, `Take ${key} or continue out`, key);
  }
}

/** Keys that timezone speaks of. */
const zoned = ["between", "weekday", "date"] as const;

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
  if (file.when?.timezone !== undefined && !zoned.some((key) => file.when?.[key] !== undefined)) {
    context.report(
      [...path, "when"],
      "timezone speaks of between, weekday and date, and there is none",
      "Take it out, or write one of them",
      "timezone",
    );
  }
}
