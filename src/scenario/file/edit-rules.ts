// Inserts, replaces or removes a rule of a scenario's text; the rest of the text, comments too, stays as it is written.

import { type Document, isMap, isScalar, isSeq, type YAMLSeq } from "yaml";
import { counted } from "../../core/counted.ts";
import { quoted, UsageError } from "../../core/usage-error.ts";
import { parseYaml } from "../../yaml/parse.ts";

/** A rule by its number in the file, from 1, or by its title. */
export type RuleName = number | string;

export type RuleEdit =
  | { readonly insert: object; readonly before?: RuleName }
  | { readonly replace: RuleName; readonly by: object }
  | { readonly remove: RuleName };

/** @throws UsageError when the rule is not there, or the text is more than is read */
export function editRules(text: string, edit: RuleEdit): string {
  const { document, mistakes } = parseYaml(text);
  if (document === null) {
    const { problem = "", remedy = "" } = mistakes[0] ?? {};
    throw new UsageError({ where: "scenario", problem, remedy });
  }
  const rules = rulesOf(document);
  if ("insert" in edit) {
    const at = edit.before === undefined ? rules.items.length : indexOf(rules, edit.before);
    rules.items.splice(at, 0, document.createNode(edit.insert));
  } else if ("replace" in edit) rules.items[indexOf(rules, edit.replace)] = document.createNode(edit.by);
  else rules.items.splice(indexOf(rules, edit.remove), 1);
  return document.toString({ lineWidth: 0 });
}

function rulesOf(document: Document.Parsed): YAMLSeq {
  const rules: unknown = document.get("rules", true);
  if (isSeq(rules)) return rules;
  const made = document.createNode([]);
  if (!isSeq(made)) throw new Error("a list was made that is none");
  document.set("rules", made);
  return made;
}

function indexOf(rules: YAMLSeq, name: RuleName): number {
  const index =
    typeof name === "number"
      ? name - 1
      : rules.items.findIndex((item) => {
          const title: unknown = isMap(item) ? item.get("rule", true) : undefined;
          return isScalar(title) && String(title.value) === name;
        });
  if (Number.isInteger(index) && index >= 0 && index < rules.items.length) return index;
  const remedy = `the scenario has ${counted(rules.items.length, "rule")}: give a number from 1, or a title`;
  throw new UsageError({ where: `rule ${quoted(name)}`, problem: "is not in the scenario", remedy, kind: "missing" });
}
