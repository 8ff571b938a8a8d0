// Outcomes of a provider for `test.each`, and the rule that provokes one in the sandbox of a test.

import * as z from "zod";
import { parse } from "../../api/check.ts";
import { strict } from "../../api/schema/common.ts";
import type { NextRuleInput } from "../../api/schema/scenario.ts";
import { chosenOperations, readChoice, refuseUnknownCodes } from "../../checks/sweep/choice.ts";
import { provokingRule, type StrikeAt, type SweepOutcome } from "../../checks/sweep/outcome.ts";
import { planSweep } from "../../checks/sweep/plan.ts";
import { UsageError } from "../../core/usage-error.ts";
import { type OperationName, type ProviderId, providers } from "../../providers/index.ts";

/** Outcomes to provoke, as the flags of `torpedo sweep` choose them. */
export interface OutcomeChoice {
  readonly provider?: ProviderId;
  readonly operation: OperationName;
  /** Default: `edges`. */
  readonly codes?: "edges" | "classes" | "all" | "none" | readonly string[];
  /** Default: `default`. */
  readonly faults?: "default" | "all" | "none" | readonly string[];
  /** Later lives of the message; default: `none`. */
  readonly lifecycles?: "default" | "all" | "none" | readonly string[];
}

const written = z.union([z.string(), z.array(z.string())], { error: "must be a text or a list of texts" }).optional();
const outcomeChoice = strict({
  provider: z.string().optional(),
  operation: z.string(),
  codes: written,
  faults: written,
  lifecycles: written,
});

/** Part of a sandbox that a rule in front needs. */
interface Provokable {
  next(rule: NextRuleInput): Promise<unknown>;
}

/** Outcomes of an operation: `test.each(outcomes({ operation }))("$id", …)`. @throws UsageError */
export function outcomes(choice: OutcomeChoice): SweepOutcome[] {
  const { provider, operation, codes, faults, lifecycles } = parse(outcomeChoice, choice, "outcomes");
  const vocabularies = providers.map(({ vocabulary }) => vocabulary);
  const names = {
    provider: "provider",
    operation: "operation",
    codes: "codes",
    faults: "faults",
    lifecycles: "lifecycles",
  };
  const operations = chosenOperations(vocabularies, provider === undefined ? [] : [provider], [operation], names);
  const words = { ...text("codes", codes), ...text("faults", faults), ...text("lifecycles", lifecycles) };
  const chosen = { operations, ...readChoice(words, names, "none") };
  refuseUnknownCodes(vocabularies, chosen, names.codes);
  return [...planSweep(vocabularies, chosen)];
}

function text(name: string, value: string | readonly string[] | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: typeof value === "string" ? value : value.join(",") };
}

/**
 * Puts a rule in front of the scenario: it strikes the first request of the operation, each, or that of a number.
 * @returns the sandbox
 */
export async function provoke<Box extends Provokable>(
  outcome: SweepOutcome,
  sandbox: Box,
  at: StrikeAt = "first",
): Promise<Box> {
  if (typeof outcome !== "object" || outcome === null || !("steps" in outcome)) {
    const remedy = "take one of outcomes({ operation })";
    throw new UsageError({ where: "provoke", problem: "needs an outcome", value: outcome, remedy });
  }
  await sandbox.next(provokingRule(outcome, at));
  return sandbox;
}
