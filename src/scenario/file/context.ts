// Context of every part of the meaning check: the file, the providers' words, and a place to report to.

import type { AccountKey } from "../../core/account.ts";
import type { Channel } from "../../core/message.ts";
import { pagesOf } from "../../core/page-operations.ts";
import type { OperationVocabulary, Vocabulary } from "../../core/vocabulary.ts";
import type { PerKey } from "../engine/steps.ts";
import type { LocatedValue, Path } from "./document.ts";
import { type Occasion, occasionOf } from "./occasions.ts";
import type { ReportFinding } from "./schema-check.ts";

export interface ReadContext {
  readonly document: LocatedValue;
  readonly vocabularies: readonly Vocabulary[];
  readonly report: ReportFinding;
  /** Accounts that exist; absent: any name may. */
  readonly accounts?: ReadonlySet<AccountKey>;
  /** Zone of every `between` without its own. */
  readonly timezone: string;
  /** Operations that the rule at hand concerns. */
  readonly scope: Scope;
  /** Variables that texts read. */
  readonly statesRead: VariableRead[];
  /** Variables that conditions ask for and steps set, with the key of each value. */
  readonly variables: VariableUse[];
}

/** A text of the file that has the value of a variable. */
export interface VariableRead {
  readonly path: Path;
  readonly name: string;
  /** Requests and events of the text's rule; absent: the text stands on the timeline, where no request is. */
  readonly occasions?: readonly Occasion[];
}

/** A place where the file asks for a variable, or sets it. */
export interface VariableUse {
  /** Path of the map that holds the name. */
  readonly path: Path;
  readonly name: string;
  readonly per?: PerKey;
  readonly isSet: boolean;
}

/** An operation of a provider. */
export interface Spot {
  readonly vocabulary: Vocabulary;
  readonly operation: OperationVocabulary;
}

/** Where a rule can apply at all. */
export interface Scope {
  readonly spots: readonly Spot[];
  /** The file names the operations, so each of them must know what the rule says. */
  readonly named: boolean;
  readonly channels: ReadonlySet<Channel>;
  /** Operations or events that the rule is for; empty: not known. */
  readonly occasions: readonly Occasion[];
  /** An outage cannot name operations: it is enough that an operation knows its answer. */
  readonly isOutage?: true;
}

/** Every operation of these providers (of all, when none is named). */
export function spotsOf(vocabularies: readonly Vocabulary[], providers?: readonly string[]): readonly Spot[] {
  const meant = vocabularies.filter(({ provider }) => providers?.includes(provider) ?? true);
  return meant.flatMap((vocabulary) =>
    [...vocabulary.operations, ...pagesOf(vocabulary)].map((operation) => ({ vocabulary, operation })),
  );
}

export function scopeOf(vocabularies: readonly Vocabulary[], providers?: readonly string[]): Scope {
  const spots = spotsOf(vocabularies, providers);
  return { spots, named: false, channels: channelsOf(spots), occasions: occasionsOf(withoutOutward(spots)) };
}

/** @param direction of the rule */
export function occasionsOf(spots: readonly Spot[], direction?: "in" | "out"): Occasion[] {
  return spots.map(({ vocabulary, operation }) =>
    occasionOf(vocabulary, operation, direction === "out" || operation.ours === "only"),
  );
}

/** Without operations that only rules with their names concern. */
export function withoutOutward(spots: readonly Spot[]): readonly Spot[] {
  return spots.filter(({ operation }) => operation.outward !== true);
}

export function channelsOf(spots: readonly Spot[]): Set<Channel> {
  return new Set(spots.flatMap(({ operation }) => operation.channels));
}

export function providersOf(context: ReadContext): string[] {
  return context.vocabularies.map(({ provider }) => provider);
}

/** Reports a condition that cannot hold. @param why `session is of SMPP` */
export function reportNever(context: ReadContext, path: Path, why: string, remedy: string, key?: string): void {
  context.report(path, `the rule can never match: ${why}`, remedy, key, "SC06");
}

/** Reports a step that cannot happen. */
export function reportImpossible(
  context: ReadContext,
  path: Path,
  problem: string,
  remedy: string,
  key?: string,
): void {
  context.report(path, problem, remedy, key, "SC04");
}

/** The text of a scalar that YAML may have taken for a number, as the file has it. */
export function textAt(context: ReadContext, path: readonly PropertyKey[], value: string | number | boolean): string {
  return typeof value === "string" ? value : (context.document.written(path) ?? String(value));
}

/** `{ key: value }`, or nothing when there is no value: absent keys stay absent. */
export function optional<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  const made: { [K in Key]?: Value } = {};
  if (value !== undefined) made[key] = value;
  return made;
}

/** A value of the file, which may stand for a list of one. */
export function listOf<Item extends string | number | boolean>(value: Item | readonly Item[]): Item[] {
  return typeof value === "object" ? [...value] : [value];
}
