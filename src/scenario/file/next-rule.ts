// A rule in front of the scenario, from what the control API takes: the same words as in a file, in one map.

import type { AccountKey } from "../../core/account.ts";
import type { JsonObject } from "../../core/json.ts";
import { UsageError } from "../../core/usage-error.ts";
import type { Vocabulary } from "../../core/vocabulary.ts";
import type { Scenario } from "../engine/scenario.ts";
import { readScenario } from "./read.ts";

/** Conditions and steps of a rule in front. */
export interface InsertedRule {
  /** `OPERATION` or `PROVIDER/OPERATION`. */
  readonly operation: string;
  readonly provider?: string;
  readonly account?: string;
  readonly to?: string;
  readonly nth?: number;
  readonly times: number;
  readonly answer?: string | JsonObject;
  readonly response?: JsonObject;
  readonly pdu?: JsonObject;
  readonly life?: string | readonly JsonObject[];
  readonly callbacks?: JsonObject;
  readonly fault?: string | JsonObject;
  readonly delay?: string | JsonObject;
  readonly accept?: boolean;
  readonly before?: boolean;
}

const steps = ["answer", "response", "pdu", "fault", "delay", "life", "callbacks"] as const;
const conditions = ["provider", "operation", "account", "to", "nth"] as const;

/** @returns a scenario with this single rule, and the text that gives it again @throws UsageError */
export function nextScenario(
  given: InsertedRule,
  vocabularies: readonly Vocabulary[],
  accounts: readonly AccountKey[],
): { readonly scenario: Scenario; readonly text: string } {
  const rule = withProvider(given, vocabularies);
  const then = steps.flatMap((step): object[] => (rule[step] === undefined ? [] : [{ [step]: rule[step] }]));
  if (rule.accept === true) then.push({ accept: true });
  if (then.length === 0) {
    const remedy = `give ${steps.join(", ")} or accept`;
    throw new UsageError({ where: "next", problem: "does nothing", remedy });
  }
  const when = Object.fromEntries(conditions.flatMap((key) => (rule[key] === undefined ? [] : [[key, rule[key]]])));
  const before = rule.before === true ? { before: true } : {};
  const written = { rule: rule.operation, when, limit: rule.times, ...before, then };
  const text = JSON.stringify({ scenario: `next ${rule.operation}`, rules: [written] });
  const read = readScenario(text, "next", vocabularies, accounts);
  if ("scenario" in read) return { scenario: read.scenario, text };
  const [first, ...more] = read.findings.map(({ found: problem, remedy }) => `${problem}: ${lowerFirst(remedy)}`);
  throw new UsageError(`next: ${[first, ...more].join("; ")}.`);
}

/** Takes `PROVIDER/OPERATION` apart. @throws UsageError where another provider is named too */
function withProvider(rule: InsertedRule, vocabularies: readonly Vocabulary[]): InsertedRule {
  const slash = rule.operation.indexOf("/");
  const provider = rule.operation.slice(0, Math.max(0, slash));
  if (!vocabularies.some((vocabulary) => vocabulary.provider === provider)) return rule;
  if (rule.provider !== undefined && rule.provider !== provider) {
    const problem = `names ${provider}, and provider names ${rule.provider}`;
    throw new UsageError({ where: "operation", problem, remedy: "leave out either" });
  }
  return { ...rule, provider, operation: rule.operation.slice(slash + 1) };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
