// `when` of a rule: matchers are compiled, names are looked up, and what can never hold is reported.

import { readRate } from "../../core/account-rate.ts";
import { nearestWord } from "../../core/nearest-word.ts";
import { anyOf, type ValueMatcher } from "../engine/matcher.ts";
import type { RequestNumbers, When } from "../engine/scenario.ts";
import { checkFact } from "./check-occasions.ts";
import { listOf, optional, providersOf, type ReadContext, reportNever, type Scope, textAt } from "./context.ts";
import type { Path } from "./document.ts";
import { suggest } from "./finding.ts";
import { type Compiled, compileNumber, compileSender, compileText } from "./matchers.ts";
import { factOfPer } from "./occasions.ts";
import { readAccountName } from "./read-account.ts";
import { readEventScope, readScope } from "./read-scope.ts";
import { isSequence, readSegment, readSession, sequenceWordsIn, smppFields, tagName } from "./read-session.ts";
import { readOperator, readStatePer, readStatuses, readWindow, stateMatcher } from "./read-when-values.ts";
import type { WhenFile } from "./schema.ts";
import { checkZone, readBetween, readDays } from "./time-zones.ts";

type TextKey = "account" | "to" | "from" | "text" | "id" | "method" | "path" | "remote";
type WhenValue = string | number | boolean;

export function readWhen(
  outer: ReadContext,
  path: Path,
  file: WhenFile,
): { readonly when: When; readonly scope: Scope } {
  const provider = readProviders(outer, [...path, "provider"], file.provider);
  const { event } = file;
  const scope =
    event === undefined ? readScope(outer, path, file, provider) : readEventScope(outer, path, file, event, provider);
  const context: ReadContext = { ...outer, scope };
  if (file.per !== undefined) checkFact(context, path, factOfPer[file.per], `per: ${file.per}`, "per");
  const matcher = (key: TextKey): ValueMatcher | undefined => {
    const value = file[key];
    if (value === undefined) return undefined;
    const compile = key === "to" ? compileNumber : key === "from" ? compileSender : compileText;
    return readMatcher(context, [...path, key], value, compile);
  };
  const fields = readFields(context, path, file.fields, scope);
  const between = file.between === undefined ? undefined : readBetween(context, path, file.between, file.timezone);
  const window = file.window === undefined ? undefined : readWindow(context, [...path, "window"], file.window);
  const nth = file.nth === undefined ? undefined : readNth(context, [...path, "nth"], file.nth);
  const { per: writtenPer, ...states } = file.state ?? {};
  const statePer = readStatePer(context, [...path, "state"], writtenPer);
  const state = file.state === undefined ? undefined : readState(context, [...path, "state"], states);
  if (writtenPer === undefined || statePer !== undefined) {
    for (const name of Object.keys(states))
      context.variables.push({ path: [...path, "state"], name, ...optional("per", statePer), isSet: false });
  }
  const days = (key: "weekday" | "date"): When["date"] =>
    file[key] === undefined ? undefined : readDays(context, path, key, listOf(file[key]), file.timezone);
  checkZone(context, path, file.timezone);
  checkAccount(context, path, file, provider);
  const when: When = {
    ...optional("event", file.event),
    ...optional("status", readStatuses(context, path, file)),
    ...optional("direction", directionOf(file, scope)),
    ...optional("provider", provider),
    ...optional("operation", file.operation === undefined ? undefined : spelled(listOf(file.operation), scope)),
    ...optional("channel", file.channel === undefined ? undefined : listOf(file.channel)),
    ...optional("account", matcher("account")),
    ...optional("to", matcher("to")),
    ...optional("from", matcher("from")),
    ...optional("text", matcher("text")),
    ...optional("id", matcher("id")),
    ...optional("method", matcher("method")),
    ...optional("path", matcher("path")),
    ...optional("remote", matcher("remote")),
    ...optional("headers", file.headers === undefined ? undefined : readHeaders(context, path, file.headers)),
    ...optional("fields", fields),
    ...optional("sequence", sequenceWordsIn(file.fields)),
    ...optional("session", file.session && readSession(context, [...path, "session"], file.session)),
    ...optional("segment", file.segment && readSegment(context, [...path, "segment"], file.segment)),
    ...optional("state", state),
    ...optional("statePer", statePer),
    ...optional("operator", readOperator(context, [...path, "operator"], file.operator)),
    ...optional("weekday", days("weekday")),
    ...optional("date", days("date")),
    ...optional("between", between),
    ...optional("window", window),
    ...optional("chance", file.chance),
    ...optional("nth", nth),
    ...optional("per", file.per),
    ...optional("faster", file.faster === undefined ? undefined : readRate({ rate: file.faster, burst: file.burst })),
  };
  return { when, scope };
}

function readProviders(context: ReadContext, path: Path, value: WhenFile["provider"]): string[] | undefined {
  if (value === undefined) return undefined;
  const providers = providersOf(context);
  const names = listOf(value);
  for (const name of names) {
    if (!providers.includes(name)) context.report(path, `there is no provider ${name}`, suggest(name, providers));
  }
  return names;
}

function spelled(names: readonly string[], scope: Scope): string[] {
  return names.map((name) => {
    const spot = scope.spots.find(({ operation }) => operation.name.toLowerCase() === name.toLowerCase());
    return spot?.operation.name ?? name;
  });
}

function readMatcher(
  context: ReadContext,
  path: Path,
  value: WhenValue | readonly WhenValue[],
  compile: (source: string) => Compiled,
): ValueMatcher {
  const matchers: ValueMatcher[] = [];
  const many = typeof value === "object";
  for (const [index, item] of listOf(value).entries()) {
    const at = many ? [...path, index] : path;
    const compiled = compile(textAt(context, at, item));
    if ("matcher" in compiled) matchers.push(compiled.matcher);
    else {
      const remedy = "Write an RE2 expression: no look-around, no back references";
      context.report(at, `${textAt(context, at, item)} is no regular expression (${compiled.error})`, remedy);
    }
  }
  return anyOf(matchers);
}

function readFields(context: ReadContext, path: Path, fields: WhenFile["fields"], scope: Scope): When["fields"] {
  if (fields === undefined) return undefined;
  const overSmpp = smppFields(scope.spots);
  const fieldNames = [...new Set(scope.spots.flatMap(({ operation }) => operation.requestFields)), ...overSmpp];
  const at = [...path, "fields"];
  return Object.entries(fields).flatMap(([name, value]) => {
    const words = isSequence(name) && overSmpp.length > 0 ? sequenceWordsIn(fields) : undefined;
    if (words !== undefined) {
      if (listOf(value).length > words.length)
        context.report(at, `${words.join(" and ")} stand beside a number`, "Write words, or numbers", name);
      return [];
    }
    const tag = overSmpp.length === 0 ? undefined : tagName(name);
    if (tag !== undefined) return [{ name: tag, matcher: readMatcher(context, [...at, name], value, compileText) }];
    const right = fieldNames.some((fieldName) => fieldName.toLowerCase() === name.toLowerCase());
    if (!right && scope.spots.length > 0) {
      reportNever(context, at, `no such request has a field ${name}`, suggest(name, fieldNames), name);
    }
    return [{ name: name.toLowerCase(), matcher: readMatcher(context, [...at, name], value, compileText) }];
  });
}

function readHeaders(context: ReadContext, path: Path, file: NonNullable<WhenFile["headers"]>): When["headers"] {
  return Object.entries(file).map(([name, value]) => {
    return { name: name.toLowerCase(), matcher: readMatcher(context, [...path, "headers", name], value, compileText) };
  });
}

function readState(
  context: ReadContext,
  path: Path,
  state: NonNullable<WhenFile["state"]>,
): Record<string, ValueMatcher> {
  const entries = Object.entries(state).map(([name, value]): [string, ValueMatcher] => [
    name,
    stateMatcher(value, textAt(context, [...path, name], value)) ??
      readMatcher(context, [...path, name], value, compileText),
  ]);
  return Object.fromEntries(entries);
}

function readNth(context: ReadContext, path: Path, value: NonNullable<WhenFile["nth"]>): RequestNumbers | undefined {
  const words = String(value);
  const numbers = (words.match(/\d+/g) ?? []).map(Number);
  const [first = 0, second = first] = numbers;
  if (words.startsWith("after")) return { kind: "after", after: first };
  if (words.startsWith("every")) {
    if (first < 1) context.report(path, "every 0 is never", "Write every 1 or more");
    return { kind: "every", every: Math.max(1, first) };
  }
  if (words.startsWith("-") || first < 1 || second < first) {
    reportNever(
      context,
      path,
      `there is no request ${words}`,
      "Requests count from 1, the smaller number first, such as 1..3",
    );
  }
  return { kind: "range", from: first, until: second };
}

function checkAccount(context: ReadContext, path: Path, file: WhenFile, providers: string[] | undefined): void {
  if (file.account === undefined) return;
  const registered = providersOf(context);
  for (const value of listOf(file.account)) {
    if (String(value).includes("*") || String(value).startsWith("/")) continue;
    const at = [...path, "account"];
    const { provider } = readAccountName(context, at, String(value));
    if (providers !== undefined && registered.includes(provider) && !providers.includes(provider)) {
      const remedy = `Write an account of ${nearestWord(provider, providers) ?? providers.join(" or ")}`;
      reportNever(context, at, `${String(value)} is no account of ${providers.join(" or ")}`, remedy);
    }
  }
}

/** The direction of the file; `out` where the operation is a PDU that leaves alone. */
function directionOf({ direction, operation }: WhenFile, { spots }: Scope): WhenFile["direction"] {
  if (direction !== undefined || operation === undefined || spots.length === 0) return direction;
  return spots.every(({ operation: { ours } }) => ours === "only") ? "out" : undefined;
}
