// The first half of the check: the shape of the file, by the schema. Reports wrong parts and cuts them out, so that the meaning of the rest is checked in the same run.

import type { z } from "zod";
import type { LocatedValue, Path } from "./document.ts";
import type { FindingId } from "./finding.ts";
import { type ScenarioFile, scenarioSchema } from "./schema.ts";

/** Reports something wrong at a path; `key` points at the key itself instead of its value. @param id default: SC01 */
export type ReportFinding = (path: Path, problem: string, remedy: string, key?: string, id?: FindingId) => void;

/** The file after cutting, and the rules (by index) that lost something. */
export interface CheckedFile {
  readonly data: ScenarioFile;
  readonly broken: ReadonlySet<number>;
  /** True if nothing was cut. */
  readonly isWhole: boolean;
}

type Issue = z.core.$ZodIssue;

export function checkSchema(document: LocatedValue, report: ReportFinding): CheckedFile | null {
  reportPrototypes(document.value, [], report);
  const first = scenarioSchema.safeParse(document.value);
  if (first.success) return { data: first.data, broken: new Set(), isWhole: true };
  const copy: unknown = structuredClone(document.value);
  const broken = new Set<number>();
  for (const issue of first.error.issues.flatMap((issue) => essence(issue) ?? [issue])) {
    reportIssue(issue, document, report);
    const [top, index] = issue.path;
    if (top === "rules" && typeof index === "number") broken.add(index);
    if (issue.code !== "unrecognized_keys" || top === "timeline") cutOut(copy, issue.path);
    else for (const key of issue.keys) cut(copy, [...issue.path, key]);
  }
  const second = scenarioSchema.safeParse(copy);
  return second.success ? { data: second.data, broken, isWhole: false } : null;
}

/** Reports names that JavaScript keeps for itself: they would be dropped silently. */
function reportPrototypes(value: unknown, path: Path, report: ReportFinding): void {
  if (!isRecord(value)) return;
  for (const [key, item] of Object.entries(value)) {
    if (key === "__proto__") report(path, "__proto__ is no name", "Take another name", key);
    else reportPrototypes(item, [...path, Array.isArray(value) ? Number(key) : key], report);
  }
}

// In a union only the branch that the writer meant is worth a word: the one that fails deeper than its very type.
function essence(issue: Issue): Issue[] | null {
  if (issue.code !== "invalid_union") {
    const mismatch = ["invalid_type", "invalid_value", "invalid_format"].includes(issue.code);
    return mismatch && issue.path.length === 0 ? null : [issue];
  }
  let best: Issue[] | null = null;
  for (const branch of issue.errors) {
    const issues = branch.map(essence);
    if (branch.length === 0 || issues.includes(null)) continue;
    const deep = issues.flatMap((list) => list ?? []);
    if (best === null || deep.length < best.length) best = deep;
  }
  if (best === null) return issue.path.length === 0 ? null : [issue];
  return best.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

function reportIssue(issue: Issue, document: LocatedValue, report: ReportFinding): void {
  if (issue.code === "unrecognized_keys") {
    for (const key of issue.keys) report(issue.path, `unknown key ${key}`, issue.message, key);
    return;
  }
  const value = valueAt(document.value, issue.path);
  const last = issue.path.at(-1);
  const name = last === undefined ? "the file" : typeof last === "number" ? `item ${last + 1}` : String(last);
  const problem =
    value === undefined ? `${name} is missing` : `${name} is ${valueText(value, document.written(issue.path))}`;
  report(issue.path, problem, issue.message);
}

function valueText(value: unknown, written: string | null): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map";
  const words = written ?? String(value);
  return words.length > 60 ? `${words.slice(0, 60)}…` : words;
}

function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const key of path) at = isRecord(at) ? at[key] : undefined;
  return at;
}

// Takes out the smallest part that can be missing: a key of `when`, a step, a key of the rule, an entry.
function cutOut(copy: unknown, path: Path): void {
  const [top, , key, index] = path;
  if (path.length === 0) return;
  if (path.length === 1) cut(copy, path);
  else if (top === "rules" && path.length === 2) replace(copy, path, { when: {} });
  else if (top === "rules" && key === "when") cut(copy, path.slice(0, 4));
  else if (top === "rules" && key === "then" && typeof index === "number") replace(copy, path.slice(0, 4), { set: {} });
  else if (top === "rules" && key === "inTurn" && path.length > 4) replace(copy, path.slice(0, 4), { set: {} });
  else if (top === "rules") cut(copy, path.slice(0, 3));
  else if (top === "timeline" && key === "do" && typeof index === "number")
    replace(copy, path.slice(0, 4), { set: {} });
  else if (top === "timeline") replace(copy, path.slice(0, 2), { at: 0, do: [] });
  else cut(copy, path.slice(0, 2));
  if (path.length === 1 && top === "scenario") replace(copy, path, "");
}

function cut(copy: unknown, path: Path): void {
  const parent = valueAt(copy, path.slice(0, -1));
  const key = path.at(-1);
  if (!isRecord(parent) || key === undefined) return;
  delete parent[key];
  // A step that lost its only key is already told of; it must not be told of again as empty.
  if ((path[2] === "then" || path[2] === "inTurn") && Object.keys(parent).length === 0) parent["set"] = {};
}

function replace(copy: unknown, path: Path, value: unknown): void {
  const parent = valueAt(copy, path.slice(0, -1));
  const key = path.at(-1);
  if (isRecord(parent) && key !== undefined) parent[key] = value;
}

function isRecord(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === "object" && value !== null;
}
