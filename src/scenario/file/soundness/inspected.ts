// A scenario as its soundness is checked: as written, as read, and what is known of the world around it.

import type { AccountKey } from "../../../core/account.ts";
import { pagesOf } from "../../../core/page-operations.ts";
import type { Vocabulary } from "../../../core/vocabulary.ts";
import { includesOperation } from "../../engine/matching.ts";
import type { Scenario, When } from "../../engine/scenario.ts";
import type { Spot, VariableUse } from "../context.ts";
import type { LocatedValue, Path } from "../document.ts";
import type { ScenarioFile } from "../schema.ts";
import type { ReportFinding } from "../schema-check.ts";

/** A scenario without mistakes, and what reading it has gathered. */
export interface ScenarioParts {
  readonly scenario: Scenario;
  readonly file: ScenarioFile;
  readonly document: LocatedValue;
  readonly vocabularies: readonly Vocabulary[];
  /** Variables that conditions ask for and steps set. */
  readonly variables: readonly VariableUse[];
  /** Variables that texts read. */
  readonly statesRead: readonly { readonly path: Path; readonly name: string }[];
}

export interface Inspected extends ScenarioParts {
  /** True of a scenario that comes with the package. */
  readonly isShipped: boolean;
  /** Accounts with an address for reports; absent: addresses are not known. */
  readonly accountsWithReports?: ReadonlySet<AccountKey>;
  readonly report: ReportFinding;
}

/** Operations that a rule concerns; of a rule on an event, those of its providers. */
export function spotsOf(when: When, vocabularies: readonly Vocabulary[]): Spot[] {
  return vocabularies
    .filter(({ provider }) => when.provider?.includes(provider) ?? true)
    .flatMap((vocabulary) => {
      const operations = [...vocabulary.operations, ...pagesOf(vocabulary)];
      return operations
        .filter(({ name }) => when.operation === undefined || includesOperation(when.operation, name))
        .map((operation) => ({ vocabulary, operation }));
    });
}
