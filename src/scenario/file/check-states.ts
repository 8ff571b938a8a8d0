// Variables of a whole file. A variable has one value, or one value for each key, in all of the file. A name that nothing
// sets is a mistake where a name like it is set; any other may be set from outside.

import { nearestWord } from "../../core/nearest-word.ts";
import type { ScenarioVariable } from "../engine/scenario.ts";
import { optional, type ReadContext, type VariableRead, type VariableUse } from "./context.ts";
import type { Path } from "./document.ts";
import { type Fact, factOfPer } from "./occasions.ts";

export function checkStates(context: ReadContext): void {
  const { variables, statesRead } = context;
  const sets = new Set(variables.filter(({ isSet }) => isSet).map(({ name }) => name));
  const check = (path: Path, name: string, key?: string): void => {
    const near = sets.has(name) || name.length < 4 ? null : nearestWord(name, [...sets], 2);
    if (near !== null) context.report(path, `nothing sets ${name}`, `Write ${near}, which a step sets`, key, "SC03");
  };
  const firsts = new Map<string, VariableUse>();
  for (const use of variables) {
    const { path, name, per } = use;
    if (name === "") context.report(path, "a variable has no name", "Give it one, such as { night: yes }", name);
    if (!use.isSet) check(path, name, name);
    const first = firsts.get(name) ?? use;
    firsts.set(name, first);
    if (first.per === per) continue;
    const remedy = `Write it alike everywhere, ${first.per === undefined ? "without per" : `with per: ${first.per}`}, or take another name`;
    context.report(path, `${name} is ${keyWords(per)} here and ${keyWords(first.per)} above`, remedy, name);
  }
  for (const read of statesRead) {
    check(read.path, read.name);
    const per = firsts.get(read.name)?.per;
    if (per !== undefined && !hasKey(read, factOfPer[per])) {
      const problem = `\${state.${read.name}} has a value per ${per}, and nothing here has one`;
      context.report(read.path, problem, "Take it out, or set the variable without per", undefined, "SC04");
    }
  }
}

/** True if something that the rule of the text is for has the key of the variable. */
function hasKey({ occasions }: VariableRead, fact: Fact): boolean {
  if (occasions === undefined) return false;
  return occasions.length === 0 || occasions.some(({ facts }) => facts.has(fact));
}

/** Variables that conditions ask for, steps set and texts read. */
export function variablesOf({ variables, statesRead }: ReadContext): ScenarioVariable[] {
  const byName = new Map<string, ScenarioVariable>(statesRead.map(({ name }) => [name, { name }]));
  for (const { name, per } of variables) byName.set(name, { name, ...optional("per", per) });
  return [...byName.values()];
}

function keyWords(per: VariableUse["per"]): string {
  return per === undefined ? "one value" : `a value per ${per}`;
}
