// Checks what an operation is given, in process and over HTTP alike, and reads values that are written as text.

import type * as z from "zod";
import { either, remedyForName, wrongChoice } from "../core/choice.ts";
import { type Mistake, UsageError } from "../core/usage-error.ts";
import type { Operation } from "./operation.ts";

/** @throws UsageError */
export function checkInput({ params, input }: Pick<Operation, "params" | "input">, given: object): object {
  // Without a prototype `__proto__` is a name like any other, and so refused.
  const path: Record<string, unknown> = Object.create(null);
  const rest: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(given))
    if (value !== undefined) (Object.hasOwn(params, name) ? path : rest)[name] = value;
  const checked: Record<string, unknown> = { ...Object(parse(input, rest, "")) };
  for (const [name, schema] of Object.entries(params)) checked[name] = parse(schema, path[name], name);
  return checked;
}

/** @param where name of the value in sentences; empty: its parts have names @throws UsageError */
export function parse<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const { path, problem, remedy, value: wrongValue } = complaintOf(result.error.issues);
  const place = [where, ...path].filter((part) => part !== "").join(".");
  throw new UsageError({
    where: place || "input",
    problem,
    ...(wrongValue === undefined ? {} : { value: wrongValue }),
    remedy,
  });
}

/** Most telling complaint about a value. */
export interface Complaint extends Pick<Mistake, "problem" | "remedy" | "value"> {
  readonly path: readonly PropertyKey[];
}

export function complaintOf(issues: readonly z.core.$ZodIssue[]): Complaint {
  const issue = deepest(issues);
  const [unknown] = issue.code === "unrecognized_keys" ? issue.keys : [];
  if (unknown === "") {
    const remedy = 'give an object such as { to: "11999990001" }';
    return { path: issue.path, problem: "must be an object", value: inputOf(issue)?.[""], remedy };
  }
  if (unknown !== undefined) {
    const remedy = remedyForName(unknown, namesIn(issue));
    return { path: [...issue.path, unknown], problem: "is not known", remedy };
  }
  return { path: issue.path, ...sentenceOf(issue), value: issue.input };
}

/** Names that a strict schema takes: `strict` lists them as the message. */
function namesIn({ message }: z.core.$ZodIssue): readonly string[] {
  const names = /^choose from (.*)$/.exec(message)?.[1];
  return names === undefined ? [] : names.split(", ");
}

function inputOf({ input }: z.core.$ZodIssue): Readonly<Record<string, unknown>> | null {
  return typeof input === "object" && input !== null ? (input as Readonly<Record<string, unknown>>) : null;
}

function sentenceOf(issue: z.core.$ZodIssue): { readonly problem: string; readonly remedy: string } {
  if (issue.input === undefined && issue.code === "invalid_type") {
    return { problem: "is missing", remedy: `give ${articled(String(issue.expected))}` };
  }
  switch (issue.code) {
    case "invalid_value":
      return wrongChoice(issue.input, issue.values.map(String));
    case "invalid_type":
      return { problem: `must be ${articled(String(issue.expected))}`, remedy: "give such a value" };
    case "too_small":
      return { problem: `must be ${limitWords(issue.origin, "at least", issue.minimum)}`, remedy: "give more" };
    case "too_big":
      return { problem: `must be ${limitWords(issue.origin, "at most", issue.maximum)}`, remedy: "give less" };
    case "invalid_key":
      return { problem: issue.issues[0]?.message ?? issue.message, remedy: "give such a name" };
    case "invalid_union":
      return { problem: formsOf(issue), remedy: "choose one of them" };
    default:
      return { problem: issue.message, remedy: "give such a value" };
  }
}

function formsOf(issue: z.core.$ZodIssueInvalidUnion): string {
  const problems = issue.errors.flatMap((errors) => errors.slice(0, 1).map((issue) => sentenceOf(issue).problem));
  return [...new Set(problems)].join(", or ");
}

function articled(type: string): string {
  const words: Readonly<Record<string, string>> = {
    int: "a whole number",
    record: "an object",
    boolean: "true or false",
    undefined: "left out",
  };
  return words[type] ?? `${/^[aeio]/.test(type) ? "an" : "a"} ${type}`;
}

function limitWords(origin: string, words: string, limit: number | bigint): string {
  if (origin === "string") return limit === 1 ? "a text that is not empty" : `${words} ${limit} characters long`;
  return origin === "array" || origin === "set" ? `a list of ${words} ${limit}` : `${words} ${limit}`;
}

/** Complaint of the form that came furthest, in a choice between several forms. */
function deepest(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue {
  // A misspelt name explains one that is missing.
  const issue = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
  if (issue === undefined) throw new Error("a refused value without an issue");
  if (issue.code !== "invalid_union") return issue;
  if (issue.discriminator !== undefined) return wrongForm(issue, issue.discriminator);
  const inner = issue.errors.filter((errors) => errors.length > 0).map(deepest);
  const [best] = inner.toSorted((a, b) => b.path.length - a.path.length || rank(b) - rank(a));
  if (inner.every(isMissing)) return { ...lackOf(inner), path: issue.path };
  const chosen = best?.path.length === 0 ? closest(inner.filter((candidate) => rank(candidate) > 0)) : best;
  if (chosen === undefined) return issue;
  return { ...withValuesOf(chosen, inner), path: [...issue.path, ...chosen.path] };
}

/** Complaint of the form with the fewest unknown names; forms that are equally far share theirs. */
function closest(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue | undefined {
  const fewest = Math.min(...issues.map(unknownIn));
  const [first, ...more] = issues.filter((candidate) => unknownIn(candidate) === fewest);
  if (first?.code !== "unrecognized_keys") return more.length === 0 ? first : undefined;
  const names = [first, ...more].flatMap(namesIn);
  return { ...first, message: `choose from ${[...new Set(names)].join(", ")}` };
}

function unknownIn(issue: z.core.$ZodIssue): number {
  return issue.code === "unrecognized_keys" ? issue.keys.length : 0;
}

/** Complaint about the value that says which form an object has. */
function wrongForm(issue: z.core.$ZodIssueInvalidUnion, name: string): z.core.$ZodIssue {
  const values = "options" in issue ? (issue.options ?? []) : [];
  const { path, message } = issue;
  return { code: "invalid_value", values, path, message, input: inputOf(issue)?.[name] };
}

/** The complaint, with the words that every form of the choice allows at its place. */
function withValuesOf(chosen: z.core.$ZodIssue, all: readonly z.core.$ZodIssue[]): z.core.$ZodIssue {
  if (chosen.code !== "invalid_value") return chosen;
  const place = chosen.path.join(".");
  const same = all.flatMap((other) =>
    other.code === "invalid_value" && other.path.join(".") === place ? other.values : [],
  );
  return { ...chosen, values: [...new Set(same)] };
}

function isMissing({ code, path, input }: z.core.$ZodIssue): boolean {
  return path.length === 1 && input === undefined && code !== "unrecognized_keys";
}

function lackOf(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue {
  const names = new Set(issues.map(({ path }) => String(path[0])));
  return { code: "custom", path: [], message: `must have ${either([...names])}`, input: undefined };
}

/** A name or word that is not known says more than a type that does not fit. */
function rank({ code, input }: z.core.$ZodIssue): number {
  return code === "unrecognized_keys" || (code === "invalid_value" && input !== undefined) ? 1 : 0;
}
