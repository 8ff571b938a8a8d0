// Soundness of a scenario: findings beyond mistakes. The scenario runs all the same.

import type { AccountKey } from "../../../core/account.ts";
import type { Clock } from "../../../core/clock.ts";
import type { ScenarioFinding } from "../finding.ts";
import type { ReportFinding } from "../schema-check.ts";
import { findEndlessLoops } from "./endless-loops.ts";
import { explore, maxStates } from "./explore.ts";
import { findImpossibleConditions } from "./impossible-conditions.ts";
import type { Inspected, ScenarioParts } from "./inspected.ts";
import { findMutualReplies } from "./mutual-replies.ts";
import { findUnclearNames } from "./names.ts";
import { findOtherVersions } from "./other-version.ts";
import { findUnrepeatable } from "./repeatable.ts";
import { findVainEntries } from "./timeline-effect.ts";
import { findUnreceivedStatuses } from "./unreceived-status.ts";
import { findUnusedVariables } from "./unused-variables.ts";
import { findWidePatterns } from "./wide-patterns.ts";

export interface SoundnessOptions {
  /** Name of the file in findings. */
  readonly file: string;
  readonly isShipped?: boolean;
  /** Accounts with an address for reports; absent: addresses are not known. */
  readonly accountsWithReports?: ReadonlySet<AccountKey>;
  /** Explores the scenario's states too; the clock bounds the time. */
  readonly deep?: Pick<Clock, "elapsed">;
}

export interface Soundness {
  readonly findings: readonly ScenarioFinding[];
  /** Bounds that ended the exploration, in sentences. */
  readonly limits: readonly string[];
}

const checks: readonly ((inspected: Inspected) => void)[] = [
  findUnusedVariables,
  findImpossibleConditions,
  findOtherVersions,
  findUnreceivedStatuses,
  findVainEntries,
  findWidePatterns,
  findUnrepeatable,
  findEndlessLoops,
  findMutualReplies,
  findUnclearNames,
];

export function soundnessOf(parts: ScenarioParts, options: SoundnessOptions): Soundness {
  const findings: ScenarioFinding[] = [];
  const { file, isShipped = false, accountsWithReports, deep } = options;
  const report: ReportFinding = (path, problem, remedy, key, id = "SC01") => {
    const { document } = parts;
    const place = key === undefined ? document.placeOf(path) : document.placeOfKey(path, key);
    const isReported = findings.some(
      (other) => other.id === id && other.line === place.line && other.column === place.column,
    );
    if (!isReported) findings.push({ id, file, ...place, found: problem, remedy });
  };
  const inspected: Inspected = {
    ...parts,
    isShipped,
    report,
    ...(accountsWithReports === undefined ? {} : { accountsWithReports }),
  };
  for (const check of checks) check(inspected);
  const limits = deep === undefined ? [] : exploreStates(inspected, file, deep);
  return { findings: findings.sort((a, b) => a.line - b.line || a.column - b.column), limits };
}

/** @returns the bound that ended the exploration, as a sentence */
function exploreStates({ scenario, report }: Inspected, file: string, clock: Pick<Clock, "elapsed">): string[] {
  const { reached, cut, states } = explore(scenario, clock);
  if (cut !== null) {
    const limit = cut === "states" ? `${maxStates.toLocaleString("en")} states` : "2 seconds";
    return [
      `${file}: the exploration ended at its bound of ${limit}, after ${states} states: rules that only later states let match are not known.`,
    ];
  }
  for (const { number, when } of scenario.rules) {
    // A chance of 0 has a finding of its own.
    if (reached.has(number) || when.chance === 0) continue;
    const problem =
      "no step leads to a state that lets the rule match: it can never hold, unless somebody sets a variable";
    report(
      ["rules", number - 1],
      problem,
      "Compare its state, window and limit with what the steps set",
      undefined,
      "SC06",
    );
  }
  return [];
}
