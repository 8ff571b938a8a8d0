// `state` asks for a variable that nothing in the file sets, while a name that looks like it is set: a slip. Variables
// can also be set from outside, so an unknown name alone is no mistake.

import { nearestWord } from "../../core/nearest-word.ts";
import type { Rule } from "../engine/shape.ts";
import type { TimelineItem } from "../engine/timeline.ts";
import type { ReadContext } from "./context.ts";
import type { Path } from "./document.ts";

export function checkStates(context: ReadContext, rules: readonly Rule[], timeline: readonly TimelineItem[]): void {
  const sets = new Set<string>();
  for (const { turns } of rules) {
    for (const { set, oneOf = [] } of turns)
      for (const { name } of [...set, ...oneOf.flatMap((branch) => branch.effects.set)]) sets.add(name);
  }
  for (const { actions } of timeline) {
    for (const action of actions)
      if (action.kind === "set") for (const name of Object.keys(action.values)) sets.add(name);
  }
  const check = (path: Path, name: string, key?: string): void => {
    const near = sets.has(name) || name.length < 4 ? null : nearestWord(name, [...sets], 2);
    if (near !== null) context.report(path, `nothing sets ${name}`, `Write ${near}, which a step sets`, key);
  };
  for (const [index, { when }] of rules.entries()) {
    for (const name of Object.keys(when.state ?? {})) check(["rules", index, "when", "state"], name, name);
  }
  for (const { path, name } of context.statesRead) check(path, name);
}
