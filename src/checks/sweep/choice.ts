// Choice of what is swept, as flags and options write it. Each mistake is a sentence.

import { remedyForName, wrongChoice } from "../../core/choice.ts";
import { UsageError } from "../../core/usage-error.ts";
import { rowOf, type Vocabulary } from "../../core/vocabulary.ts";
import { faultNames } from "./faults.ts";
import { sweepLifecycles } from "./lifecycles.ts";
import { canSweep, expanded, type SweepChoice, unlisted } from "./plan.ts";

export interface WrittenChoice {
  readonly codes?: string;
  readonly faults?: string;
  readonly lifecycles?: string;
}

/** Names of the values, for mistakes. */
export interface ChoiceNames {
  readonly codes: string;
  readonly faults: string;
  readonly lifecycles: string;
}

const codeWords = ["edges", "classes", "all", "none"] as const;
const partWords = ["default", "all", "none"] as const;

/** @param otherwise the lifecycles where none are written @throws UsageError */
export function readChoice(
  written: WrittenChoice,
  names: ChoiceNames,
  otherwise: "default" | "none",
): Pick<SweepChoice, "codes" | "faults" | "lifecycles"> {
  const { codes = "edges", faults = "default", lifecycles = otherwise } = written;
  return {
    codes: codeWords.find((word) => word === codes) ?? listIn(codes, names.codes, codeWords),
    faults: partsIn(faults, names.faults, faultNames),
    lifecycles: partsIn(
      lifecycles,
      names.lifecycles,
      sweepLifecycles.map(({ name }) => name),
    ),
  };
}

function partsIn(
  text: string,
  where: string,
  names: readonly string[],
): "default" | "all" | "none" | readonly string[] {
  const word = partWords.find((candidate) => candidate === text);
  if (word !== undefined) return word;
  const list = listIn(text, where, partWords);
  const unknown = list.find((name) => !names.includes(name));
  if (unknown === undefined) return list;
  throw new UsageError({ where, value: unknown, ...wrongChoice(unknown, [...partWords, ...names]) });
}

function listIn(text: string, where: string, words: readonly string[]): readonly string[] {
  const list = text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  if (list.length > 0) return list;
  throw new UsageError({ where, problem: "is empty", remedy: `write ${words.join(", ")} or a list with commas` });
}

/** @throws UsageError for a code that none of the operations has */
export function refuseUnknownCodes(
  vocabularies: readonly Vocabulary[],
  { operations, codes }: Pick<SweepChoice, "operations" | "codes">,
  where: string,
): void {
  if (typeof codes === "string") return;
  const tables = vocabularies.flatMap(({ provider, operations: own }) =>
    own.filter(({ name }) => operations.some((chosen) => chosen.provider === provider && chosen.operation === name)),
  );
  const hasCode = (code: string): boolean =>
    code === unlisted || expanded(code).every((single) => tables.some((table) => rowOf(table, single) !== null));
  const unknown = codes.find((code) => !hasCode(code));
  if (unknown === undefined) return;
  const all = [...new Set(tables.flatMap((table) => table.codes.map(({ code }) => code)))];
  throw new UsageError({
    where,
    problem: `no swept operation (${tables.map(({ name }) => name).join(", ")}) has the code`,
    value: unknown,
    remedy: remedyForName(unknown, [...all, unlisted]),
  });
}

/** Operations of these providers and names (`OPERATION`, `PROVIDER/OPERATION`); without either: all that can be swept. @throws UsageError for unknown ones */
export function chosenOperations(
  vocabularies: readonly Vocabulary[],
  providers: readonly string[],
  operations: readonly string[],
  where: { readonly provider: string; readonly operation: string },
): SweepChoice["operations"] {
  const ids = vocabularies.map(({ provider }) => provider);
  const stray = providers.find((id) => !ids.includes(id));
  if (stray !== undefined) throw new UsageError({ where: where.provider, value: stray, ...wrongChoice(stray, ids) });
  const rows = vocabularies
    .filter(({ provider }) => providers.length === 0 || providers.includes(provider))
    .flatMap(({ provider, operations: own }) =>
      own.filter(canSweep).map(({ name }) => ({ provider, operation: name })),
    );
  const namesOf = (row: (typeof rows)[number]): string[] => [row.operation, `${row.provider}/${row.operation}`];
  const unknown = operations.find((name) => !rows.some((row) => namesOf(row).includes(name)));
  if (unknown === undefined)
    return rows.filter((row) => operations.length === 0 || namesOf(row).some((name) => operations.includes(name)));
  const form = unknown.includes("/") ? 1 : 0;
  const remedy = remedyForName(unknown, [...new Set(rows.flatMap((row) => namesOf(row)[form] ?? []))]);
  throw new UsageError({ where: where.operation, problem: "names no operation to sweep", value: unknown, remedy });
}
