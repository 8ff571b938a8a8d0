// SC07: a code that the document gives to another version of the operation.

import { codeFor, rowOf } from "../../../core/vocabulary.ts";
import type { Effects } from "../../engine/steps.ts";
import type { Spot } from "../context.ts";
import type { Path } from "../document.ts";
import { type Inspected, spotsOf } from "./inspected.ts";
import { eachTurn } from "./turns.ts";

export function findOtherVersions(inspected: Inspected): void {
  const { scenario, vocabularies } = inspected;
  for (const rule of scenario.rules) {
    const spots = spotsOf(rule.when, vocabularies);
    for (const { effects, path } of eachTurn(inspected, rule)) check(inspected, effects.answer, spots, path);
  }
}

function check({ report }: Inspected, answer: Effects["answer"], spots: readonly Spot[], path: Path): void {
  if (answer === undefined || "fault" in answer) return;
  for (const { operation } of spots) {
    const row = "code" in answer ? rowOf(operation, answer.code) : codeFor(operation, answer.reason);
    if (row?.onlyIn === undefined || row.section.includes(row.onlyIn)) continue;
    const problem = `the document has ${row.code} of ${operation.name} for version ${row.onlyIn} alone`;
    report(path, problem, "Expect it of that version, or choose another code", undefined, "SC07");
    return;
  }
}
