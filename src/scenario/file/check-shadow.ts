// A rule that an earlier one always takes away: the earlier one has no key that the later one lacks, and nothing that
// ever lets a request pass (chance, nth, limit, turns, time, state, continue).

import { pagesOf } from "../../core/page-operations.ts";
import type { Vocabulary } from "../../core/vocabulary.ts";
import type { ValueMatcher } from "../engine/matcher.ts";
import { concerns } from "../engine/rule-index.ts";
import type { Rule, When } from "../engine/scenario.ts";
import { optional } from "./context.ts";

/** The first rule that takes every request which this one could take, or null. */
export function shadowOf(rule: Rule, earlier: readonly Rule[], vocabularies: readonly Vocabulary[]): Rule | null {
  const requests = requestsOf(rule, vocabularies);
  const reaches = (other: Rule): boolean => requests.every((request) => concerns(other, request, request.operation));
  return earlier.find((other) => takesAll(other) && covers(other.when, rule.when) && reaches(other)) ?? null;
}

type ShadowedRequest = Parameters<typeof concerns>[1] & { readonly operation: string };

/** Requests, PDUs of ours and pages, or events, about which a rule is asked. */
function requestsOf(rule: Rule, vocabularies: readonly Vocabulary[]): readonly ShadowedRequest[] {
  const { event } = rule.when;
  const all = vocabularies.flatMap((vocabulary): ShadowedRequest[] => {
    const { provider } = vocabulary;
    if (event !== undefined) return [{ provider, event, operation: event }];
    const operations = [...vocabulary.operations, ...pagesOf(vocabulary)];
    const theirs = operations.filter(({ ours }) => ours !== "only");
    const ours = operations.filter((operation) => operation.ours !== undefined);
    return [
      ...theirs.map(({ name, outward, page }) => ({
        provider,
        operation: name.toLowerCase(),
        ...optional("outward", outward),
        ...optional("page", page),
      })),
      ...ours.map((operation) => ({
        provider,
        operation: operation.name.toLowerCase(),
        direction: "out" as const,
        ...(operation.ours === "only" ? { outward: true as const } : {}),
      })),
    ];
  });
  return all.filter((request) => concerns(rule, request, request.operation));
}

/** Whether a rule lets nothing pass that its plain keys fit. Only such rules can shadow others. */
export function takesAll(rule: Rule): boolean {
  const { when } = rule;
  const steady =
    when.state === undefined &&
    when.between === undefined &&
    when.window === undefined &&
    when.weekday === undefined &&
    when.date === undefined &&
    when.operator === undefined &&
    when.session === undefined &&
    when.segment === undefined &&
    when.sequence === undefined;
  const certain =
    (when.chance === undefined || when.chance >= 1) && when.nth === undefined && when.faster === undefined;
  return steady && certain && rule.limit === undefined && !rule.goesOn && rule.afterTurns !== "pass";
}

/** Statuses of a message that is accepted: only rules that name these are for them then. */
const firstStatuses: ReadonlySet<string> = new Set(["queued", "scheduled", "held"]);

function covers(wide: When, narrow: When): boolean {
  return (
    includesAll(wide.provider, narrow.provider) &&
    (wide.direction === undefined || wide.direction === narrow.direction) &&
    includesAll(wide.operation, narrow.operation) &&
    includesAll(wide.channel, narrow.channel) &&
    includesAll(wide.status, narrow.status) &&
    (wide.status !== undefined || narrow.status?.some((status) => firstStatuses.has(status)) !== true) &&
    (["account", "to", "from", "text", "id", "method", "path", "remote"] as const).every((key) =>
      matches(wide[key], narrow[key]),
    ) &&
    wide.headers === undefined &&
    (wide.fields ?? []).every(({ name, matcher }) =>
      matches(matcher, narrow.fields?.find((field) => field.name === name)?.matcher),
    )
  );
}

function includesAll(wide: readonly string[] | undefined, narrow: readonly string[] | undefined): boolean {
  return wide === undefined || (narrow?.every((name) => wide.includes(name)) ?? false);
}

function matches(wide: ValueMatcher | undefined, narrow: ValueMatcher | undefined): boolean {
  if (wide === undefined) return true;
  if (narrow === undefined) return false;
  if (narrow.literals !== undefined) return narrow.literals.every((text) => wide.test(text));
  if (wide.source === narrow.source) return true;
  // `5511*` covers whatever begins so.
  return (
    wide.source.endsWith("*") &&
    wide.prefix !== undefined &&
    isPlainPrefix(wide) &&
    (narrow.prefix?.startsWith(wide.prefix) ?? false)
  );
}

function isPlainPrefix(matcher: ValueMatcher): boolean {
  return matcher.prefix !== undefined && matcher.test(matcher.prefix) && !matcher.source.slice(0, -1).includes("*");
}
