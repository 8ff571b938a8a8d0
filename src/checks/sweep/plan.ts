// Plan of a sweep: outcomes by operation, from the vocabularies. Outcomes with the same octets on the wire are a single one.

import { type CodeKind, codeKinds } from "../../core/code-kinds.ts";
import { type CodeRow, firstCode, type OperationVocabulary, rowOf, type Vocabulary } from "../../core/vocabulary.ts";
import { faultsOf, type SweepFault } from "./faults.ts";
import { type SweepLifecycle, sweepLifecycles } from "./lifecycles.ts";
import { namesOf, type SweepOutcome } from "./outcome.ts";

/** Word that stands for a code that no table has. */
export const unlisted = "unlisted";

export interface SweepChoice {
  /** Operations to sweep: provider and name. */
  readonly operations: readonly { readonly provider: string; readonly operation: string }[];
  /** Codes or ranges, or a choice among them. */
  readonly codes: "edges" | "classes" | "all" | "none" | readonly string[];
  readonly faults: "default" | "all" | "none" | readonly string[];
  readonly lifecycles: "default" | "all" | "none" | readonly string[];
}

/** Every outcome of every operation, for what names outcomes by their ids. */
export function allOutcomes(vocabularies: readonly Vocabulary[]): readonly SweepOutcome[] {
  return vocabularies.flatMap((vocabulary) =>
    vocabulary.operations.flatMap((operation) =>
      outcomesOf(vocabulary, operation, { codes: "all", faults: "all", lifecycles: "all" }).map(
        ({ outcome }) => outcome,
      ),
    ),
  );
}

/** Outcomes in the order of their runs: those that a client waits for come last, else by id. */
export function planSweep(vocabularies: readonly Vocabulary[], choice: SweepChoice): readonly SweepOutcome[] {
  const plan = choice.operations.flatMap(({ provider, operation: name }) => {
    const vocabulary = vocabularies.find((candidate) => candidate.provider === provider);
    const operation = vocabulary?.operations.find((candidate) => candidate.name === name);
    if (vocabulary === undefined || operation === undefined) return [];
    return distinct(operation, outcomesOf(vocabulary, operation, choice));
  });
  const cost = ({ type, isSlow }: SweepOutcome): number => (isSlow ? 3 : ["code", "fault", "life"].indexOf(type));
  return plan.toSorted((a, b) => cost(a) - cost(b) || compare(a.id, b.id));
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** True if an operation answers a client: nothing else can be swept. */
export function canSweep({ outward, page }: OperationVocabulary): boolean {
  return outward !== true && page !== true;
}

interface Wired {
  readonly outcome: SweepOutcome;
  /** Answer on the wire within the operation. */
  readonly wire: string;
}

/** The first of those that have the same answer, without those that look like success. */
function distinct({ codes }: OperationVocabulary, wired: readonly Wired[]): readonly SweepOutcome[] {
  const seen = new Set(codes.filter((row) => row.success === true).map((row) => row.wire ?? row.code));
  return wired.flatMap(({ outcome, wire }) => {
    if (seen.has(wire)) return [];
    seen.add(wire);
    return [outcome];
  });
}

function outcomesOf(
  vocabulary: Vocabulary,
  operation: OperationVocabulary,
  { codes, faults, lifecycles }: Pick<SweepChoice, "codes" | "faults" | "lifecycles">,
): readonly Wired[] {
  if (!canSweep(operation)) return [];
  const names = {
    provider: vocabulary.provider,
    operation: operation.name,
    channels: operation.channels,
    sends: operation.sends,
  };
  const fits = <Part extends { readonly name: string }>(
    chosen: "default" | "all" | "none" | readonly string[],
    isDefault: (part: Part) => boolean,
  ) => {
    return (part: Part): boolean => {
      if (chosen === "none") return false;
      return chosen === "all" || (chosen === "default" ? isDefault(part) : chosen.includes(part.name));
    };
  };
  const hasReports = vocabulary.callbacks !== false;
  const ownLifecycles = operation.sends
    ? sweepLifecycles.filter((lifecycle) => hasReports || !lifecycle.needsReports)
    : [];
  return [
    ...codesOf(operation, codes).map((code) => codeOutcome(names, operation, code)),
    ...faultsOf(operation)
      .filter(fits<SweepFault>(faults, ({ isDefault }) => isDefault))
      .map((fault) => faultOutcome(names, fault)),
    ...ownLifecycles
      .filter(fits<SweepLifecycle>(lifecycles, () => true))
      .map((lifecycle) => lifecycleOutcome(names, lifecycle)),
  ];
}

type Names = Pick<SweepOutcome, "provider" | "operation" | "channels" | "sends">;

function idOf({ provider, operation }: Names, value: string): string {
  return `${provider}/${operation}/${value}`;
}

function codeOutcome(names: Names, operation: OperationVocabulary, code: string): Wired {
  const base = { ...names, type: "code", value: code, isHarmless: false, isSlow: false, needsEnd: false } as const;
  if (code === unlisted) {
    const number = unlistedCode(operation);
    const texts = { text: `${number}, which no table has`, portuguese: `${number}, que nenhuma tabela tem` };
    const steps = { answer: { unlisted: number } };
    const about = { ...texts, kinds: ["unknown"], evidence: "assumed", isAccepted: false, steps } as const;
    return { outcome: { ...base, ...about, id: idOf(names, unlisted) }, wire: operation.unlistedAs ?? number };
  }
  const row = rowOf(operation, code);
  // Codes that share an answer leave the client to guess: any of their kinds is right.
  const kinds: readonly CodeKind[] = (row?.wire === undefined ? row : rowOf(operation, row.wire))?.kinds ?? [];
  const isAccepted = kinds.includes("warned") || kinds.includes("held");
  const steps = { answer: code, ...(kinds.includes("warned") ? { accept: true } : {}) };
  const about = {
    text: row?.text ?? null,
    portuguese: row?.text ?? null,
    kinds,
    evidence: row?.kindEvidence ?? "assumed",
    isAccepted,
    steps,
  } as const;
  return { outcome: { ...base, ...about, id: idOf(names, code) }, wire: row?.wire ?? code };
}

function faultOutcome(names: Names, { name, isDefault: _, wire, ...fault }: SweepFault): Wired {
  const value = `fault:${name}`;
  const outcome = {
    ...names,
    ...fault,
    ...textsOf(fault),
    id: idOf(names, value),
    type: "fault",
    needsEnd: false,
    value: name,
    evidence: "assumed",
  } as const;
  return { outcome, wire: wire ?? value };
}

function lifecycleOutcome(names: Names, { name, needsReports: _, ...life }: SweepLifecycle): Wired {
  const value = `life:${name}`;
  const about = { type: "life", value: name, evidence: "assumed", isAccepted: true, isSlow: false } as const;
  return { outcome: { ...names, ...life, ...textsOf(life), ...about, id: idOf(names, value) }, wire: value };
}

function textsOf({ text }: Pick<SweepFault, "text">): Pick<SweepOutcome, "text" | "portuguese"> {
  return { text: text.en, portuguese: text.pt };
}

/** Codes without success that a choice names, in the table's order. */
function codesOf(operation: OperationVocabulary, choice: SweepChoice["codes"]): readonly string[] {
  if (choice === "none") return [];
  const rows = operation.codes.filter(isSwept);
  const strange = operation.codes.length === 0 ? [] : [unlisted];
  switch (choice) {
    case "edges":
      return [...rows.flatMap((row) => edgesOf(row)), ...strange];
    case "classes":
      return [...classesOf(rows), ...strange];
    case "all":
      return [...rows.flatMap((row) => expanded(row.code)), ...strange];
    default: {
      const wanted = new Set(choice.flatMap(expanded));
      const codes = [...wanted].filter((code) => code === unlisted || rowOf(operation, code) !== null);
      return operation.codes.length === 0 ? [] : codes;
    }
  }
}

/** True unless a client can read nothing but success in it. */
function isSwept({ kinds }: CodeRow): boolean {
  return kinds.some((kind) => kind !== "success");
}

/** A code alone, or both ends of a range. */
function edgesOf({ code }: CodeRow): readonly string[] {
  const [, from, until] = range.exec(code) ?? [];
  return from === undefined || until === undefined ? [code] : [from, until];
}

const range = /^(\d+)-(\d+)$/;

/** Each code of a range, with its zeros. */
export function expanded(code: string): readonly string[] {
  const [, from = "", until = ""] = range.exec(code) ?? [];
  if (from === "" || Number(until) - Number(from) >= 10_000) return [code];
  const count = Math.max(0, Number(until) - Number(from) + 1);
  return Array.from({ length: count }, (_, at) => String(Number(from) + at).padStart(from.length, "0"));
}

/** The first code of each kind. A code of several kinds stands for none where others do. */
function classesOf(rows: readonly CodeRow[]): readonly string[] {
  const codes = codeKinds.flatMap((kind) => {
    const ofKind = rows.filter(({ kinds }) => kinds.includes(kind));
    const row = ofKind.find(({ kinds }) => kinds.length === 1) ?? ofKind[0];
    return row === undefined || kind === "success" ? [] : [firstCode(row)];
  });
  return [...new Set(codes)];
}

/** A code that no row of the operation has. */
function unlistedCode(operation: OperationVocabulary): string {
  const candidates = ["777", "778", "779", "7777"];
  return candidates.find((code) => rowOf(operation, code) === null) ?? "77777";
}

export function isNamedBy(outcome: SweepOutcome, fits: (name: string) => boolean): boolean {
  return namesOf(outcome).some(fits);
}
