// Scenario files to core scenarios: the way in for everybody. Whatever is wrong is found in one run, and told with its
// place and remedy; a file with findings gives no scenario.

import { createHash } from "node:crypto";
import { type AccountKey, accountKey } from "../../core/account.ts";
import type { Vocabulary } from "../../core/vocabulary.ts";
import type { Rule, Scenario, ScenarioClock, ScenarioSourceText } from "../engine/scenario.ts";
import { shadowOf, takesAll } from "./check-shadow.ts";
import { checkStates, variablesOf } from "./check-states.ts";
import { optional, type ReadContext, scopeOf } from "./context.ts";
import { readDocument } from "./document.ts";
import type { ScenarioFinding } from "./finding.ts";
import { readAccountName, readChange } from "./read-account.ts";
import { readRule } from "./read-rule.ts";
import { readTimeline } from "./read-timeline.ts";
import type { ScenarioFile } from "./schema.ts";
import { checkSchema, type ReportFinding } from "./schema-check.ts";
import type { ScenarioParts } from "./soundness/inspected.ts";
import { checkZone } from "./time-zones.ts";

export type ReadScenario =
  | { readonly scenario: Scenario; readonly parts: ScenarioParts }
  | {
      readonly findings: readonly ScenarioFinding[];
      /** The scenario without what is wrong; absent: the text has not the shape of one. */
      readonly runnable?: Scenario;
    };

const maxFindings = 200;
/** Found, before the first of them in the file are told: the place of each is looked up. */
const enoughFindings = 1_000;

/**
 * Reads a scenario from YAML or JSON text and checks it whole against what the providers can say.
 *
 * @param file the name that findings carry
 * @param accounts those that exist; absent: any name is right
 */
export function readScenario(
  text: string,
  file: string,
  vocabularies: readonly Vocabulary[],
  accounts?: readonly AccountKey[],
): ReadScenario {
  const document = readDocument(text);
  const findings: ScenarioFinding[] = document.errors.map(({ line, column, message, remedy }) => ({
    id: "SC01",
    file,
    line,
    column,
    found: message,
    remedy: remedy ?? "Write valid YAML or JSON here",
  }));
  if (findings.length > 0) return { findings };
  const report: ReportFinding = (path, problem, remedy, key, id = "SC01") => {
    if (findings.length >= enoughFindings) return;
    const place = key === undefined ? document.placeOf(path) : document.placeOfKey(path, key);
    findings.push({ id, file, ...place, found: problem, remedy });
  };
  const shaped = checkSchema(document, report);
  if (shaped === null) return { findings: inOrder(findings) };
  const timezone = shaped.data.timezone ?? "America/Sao_Paulo";
  const scope = scopeOf(vocabularies);
  const context: ReadContext = {
    ...{ document, vocabularies, report, timezone, scope, statesRead: [], variables: [] },
    ...optional("accounts", accounts === undefined ? undefined : new Set(accounts)),
  };
  checkZone(context, [], shaped.data.timezone);
  const { clock } = shaped.data;
  if (typeof clock === "object" && clock.speed !== undefined && clock.manual === true) {
    const remedy = "Keep one of them: a manual clock stands until it is moved";
    report(["clock"], "the clock is manual and has a speed", remedy, "speed");
  }
  const scenario = build(context, shaped.data, shaped.broken, { file, text });
  if (findings.length > 0) return { findings: inOrder(findings), ...(shaped.isWhole ? { runnable: scenario } : {}) };
  const { variables, statesRead } = context;
  return { scenario, parts: { scenario, file: shaped.data, document, vocabularies, variables, statesRead } };
}

function inOrder(findings: ScenarioFinding[]): ScenarioFinding[] {
  return findings.sort((a, b) => a.line - b.line || a.column - b.column).slice(0, maxFindings);
}

function build(
  context: ReadContext,
  file: ScenarioFile,
  broken: ReadonlySet<number>,
  source: ScenarioSourceText,
): Scenario {
  const accounts = Object.entries(file.accounts ?? {}).map(([account, change]) => {
    const path = ["accounts", account];
    const name = readAccountName(context, path, account);
    return { account: accountKey(name), change: readChange(context, path, name, change) };
  });
  const rules = (file.rules ?? []).map((rule, index) => readRule(context, index, rule, broken.has(index)));
  const timeline = readTimeline(context, file.timeline ?? []);
  checkShadows(context, rules, broken);
  checkStates(context);
  return {
    title: file.scenario,
    ...optional("about", file.about),
    fingerprint: createHash("sha256").update(source.text).digest("hex"),
    source,
    ...optional("seed", file.seed === undefined ? undefined : String(file.seed)),
    ...optional("clock", file.clock === undefined ? undefined : readClock(file.clock)),
    accounts,
    rules,
    timeline,
    variables: variablesOf(context),
  };
}

function checkShadows(context: ReadContext, rules: readonly Rule[], broken: ReadonlySet<number>): void {
  const wide: Rule[] = [];
  for (const [index, rule] of rules.entries()) {
    if (broken.has(index)) continue;
    const shadow = shadowOf(rule, wide, context.vocabularies);
    if (shadow !== null) {
      const remedy = `Move it above rule ${shadow.number}, make rule ${shadow.number} narrower, or give that one continue: true`;
      context.report(
        ["rules", index],
        `the rule is never reached: rule ${shadow.number} "${shadow.title}" takes all its requests`,
        remedy,
        undefined,
        "SC02",
      );
    } else if (takesAll(rule)) wide.push(rule);
  }
}

function readClock(clock: NonNullable<ScenarioFile["clock"]>): ScenarioClock {
  if (typeof clock === "string") return { kind: clock, speed: 1 };
  const start = clock.start === undefined ? undefined : Date.parse(clock.start);
  return { kind: clock.manual === true ? "manual" : "real", speed: clock.speed ?? 1, ...optional("start", start) };
}
