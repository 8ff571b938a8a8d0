// Checks what an operation is given, in process and over HTTP alike, and reads values that are written as text.

import type * as z from "zod";
import { UsageError } from "../core/usage-error.ts";
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
  throw mistake(deepest(result.error.issues), where);
}

function mistake(issue: z.core.$ZodIssue, where: string): UsageError {
  const unknown = issue.code === "unrecognized_keys" ? (issue.keys[0] ?? "") : null;
  const path = [where, ...issue.path, ...(unknown === null ? [] : [unknown])].filter((part) => part !== "").join(".");
  if (unknown === "") {
    const remedy = 'give an object such as { to: "11999990001" }';
    return new UsageError({
      where: where || "input",
      problem: "must be an object",
      value: inputOf(issue)?.[""],
      remedy,
    });
  }
  if (unknown !== null) {
    // The schema lists its names as the message.
    const remedy = issue.message.startsWith("choose from ") ? issue.message : "leave it out";
    return new UsageError({ where: path, problem: "is not known", remedy });
  }
  const { problem, remedy } = sentenceOf(issue);
  const value = issue.input;
  return new UsageError({ where: path || "input", problem, ...(value === undefined ? {} : { value }), remedy });
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
      return { problem: `must be ${either(issue.values.map(String))}`, remedy: "choose one of them" };
    case "invalid_type":
      return { problem: `must be ${articled(String(issue.expected))}`, remedy: "give such a value" };
    case "too_small":
      return { problem: `must be ${bound(issue.origin, "at least", issue.minimum)}`, remedy: "give more" };
    case "too_big":
      return { problem: `must be ${bound(issue.origin, "at most", issue.maximum)}`, remedy: "give less" };
    case "invalid_union":
      return { problem: formsOf(issue), remedy: "choose one of them" };
    default:
      return { problem: issue.message, remedy: "give such a value" };
  }
}

function formsOf(issue: z.core.$ZodIssueInvalidUnion): string {
  if (issue.discriminator !== undefined) return issue.message;
  const problems = issue.errors.flatMap((errors) => errors.slice(0, 1).map((one) => sentenceOf(one).problem));
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

function bound(origin: string, words: string, limit: number | bigint): string {
  if (origin === "string") return limit === 1 ? "a text that is not empty" : `${words} ${limit} characters long`;
  return origin === "array" || origin === "set" ? `a list of ${words} ${limit}` : `${words} ${limit}`;
}

export function either(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** Complaint of the form that came furthest, in a choice between several forms. */
function deepest(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue {
  const [issue] = issues;
  if (issue === undefined) throw new Error("a refused value without an issue");
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return issue;
  const inner = issue.errors.filter((errors) => errors.length > 0).map(deepest);
  const unknown = inner.filter((one) => rank(one) > 0);
  const [best] = inner.toSorted((a, b) => b.path.length - a.path.length || rank(b) - rank(a));
  if (best === undefined || (best.path.length === 0 && unknown.length !== 1)) return issue;
  const chosen = best.path.length === 0 ? (unknown[0] ?? best) : best;
  return { ...chosen, path: [...issue.path, ...chosen.path] };
}

/** A name or word that is not known says more than a type that does not fit. */
function rank({ code }: z.core.$ZodIssue): number {
  return code === "unrecognized_keys" || code === "invalid_value" ? 1 : 0;
}
