// `answer`: a code in the provider's own spelling, checked against the code tables of every operation it can meet.

import type { JsonObject } from "../../core/json.ts";
import { nearestWord } from "../../core/nearest-word.ts";
import { commonReasons, type Reason } from "../../core/refusal.ts";
import { codeFor, type OperationVocabulary, rowOf } from "../../core/vocabulary.ts";
import type { Effects } from "../engine/shape.ts";
import type { ReadContext, Scope, Spot } from "./context.ts";
import type { Path } from "./document.ts";
import { suggest } from "./finding.ts";
import type { AnswerFile } from "./schema.ts";

export type ReadAnswer = NonNullable<Effects["answer"]>;

/** The answer, or nothing when it was reported as wrong. */
export function readAnswer(context: ReadContext, path: Path, file: AnswerFile, scope: Scope): ReadAnswer | undefined {
  if (typeof file === "object") return readObject(context, path, file, scope);
  const code = codeText(context, path, file);
  return code === null ? undefined : readCode(context, path, code, {}, scope);
}

// YAML reads 009 as the number 9: the zeros are gone before anybody can see them, so quotes are asked for.
function codeText(context: ReadContext, path: Path, value: string | number): string | null {
  if (typeof value === "string") return value;
  const written = context.document.written(path) ?? String(value);
  if (written === String(value) || /^0x[0-9a-f]+$/i.test(written)) return written;
  context.report(
    path,
    `${written} stands without quotes, so that YAML reads the number ${value}`,
    `Quote it: "${written}"`,
  );
  return null;
}

function readObject(
  context: ReadContext,
  path: Path,
  file: Extract<AnswerFile, object>,
  scope: Scope,
): ReadAnswer | undefined {
  const codeKeys = new Set(["code", ...scope.spots.flatMap(({ operation }) => operation.codeField ?? [])]);
  const known = new Set(scope.spots.flatMap(({ operation }) => operation.answerFields ?? []));
  let code: string | null = null;
  const fields: Record<string, string | number | boolean | null> = {};
  for (const [key, value] of Object.entries(file)) {
    if (codeKeys.has(key)) {
      if (typeof value !== "string" && typeof value !== "number") {
        context.report([...path, key], `${key} is ${String(value)}`, 'Write the code in quotes, such as "009"');
        return undefined;
      }
      code = codeText(context, [...path, key], value);
      if (code === null) return undefined;
    } else if (known.has(key) || scope.spots.length === 0) fields[key] = value;
    else context.report(path, `the answer has no field ${key}`, suggest(key, [...codeKeys, ...known]), key);
  }
  if (code !== null) return readCode(context, path, code, fields, scope);
  context.report(path, "the answer has no code", `Give it with ${[...codeKeys].join(" or ")}`);
  return undefined;
}

function readCode(
  context: ReadContext,
  path: Path,
  code: string,
  fields: JsonObject,
  scope: Scope,
): ReadAnswer | undefined {
  const { spots } = scope;
  const knowing = spots.filter(({ operation }) => knows(operation, code));
  const enough = scope.named ? knowing.length === spots.length : knowing.length > 0;
  const [first] = knowing;
  if (first !== undefined && enough) {
    const rows = knowing.map(({ operation }) => rowOf(operation, code));
    const success = rows.every((row) => row?.success === true);
    const row = rows[0];
    const spelled = row === undefined || row === null || /^\d+-\d+$/.test(row.code) ? code : row.code;
    const holds = rows.every((one) => one?.reasons?.includes("antifraud") === true);
    return { code: spelled, success, ...(holds ? { holds } : {}), fields };
  }
  if (knowing.length === 0 && reasonsOf(context).includes(code)) return readReason(context, path, code, scope);
  if (spots.length === 0) return undefined;
  const lacking = spots.find(({ operation }) => !knows(operation, code)) ?? spots[0];
  if (lacking !== undefined) reportCode(context, path, code, scope, lacking);
  return undefined;
}

function readReason(context: ReadContext, path: Path, reason: Reason, scope: Scope): ReadAnswer | undefined {
  const lacking = scope.spots.filter(({ operation }) => codeFor(operation, reason) === null);
  const [spot] = lacking;
  const wrong = scope.named ? lacking.length > 0 : lacking.length === scope.spots.length;
  if (spot === undefined || !wrong) return { reason };
  const right = reasonsOf(context).filter((one) => codeFor(spot.operation, one) !== null);
  context.report(path, `${name(spot)} has no code for ${reason}`, suggest(reason, right));
  return undefined;
}

function reportCode(context: ReadContext, path: Path, code: string, scope: Scope, spot: Spot): void {
  const spots = scope.named ? [spot] : scope.spots;
  const rows = spots.flatMap(({ operation }) => operation.codes);
  const codes = [...new Set(rows.map((row) => row.code))];
  const sameNumber = codes.find((one) => /^\d+$/.test(one) && /^\d+$/.test(code) && Number(one) === Number(code));
  const near = sameNumber ?? nearestWord(code, /^[a-z-]{4,}$/.test(code) ? reasonsOf(context) : codes);
  const sentence = rows.find((row) => row.code === near)?.text;
  const remedy =
    near === null
      ? suggest(code, codes)
      : `Write "${near}"${sentence === undefined ? "" : ` (${sentence})`}${codes.length <= 40 ? `; its codes are ${codes.join(", ")}` : ""}`;
  const where = scope.named ? name(spot) : "no operation that the rule concerns";
  context.report(path, scope.named ? `${where} has no code ${code}` : `${where} has a code ${code}`, remedy);
}

function knows(operation: OperationVocabulary, code: string): boolean {
  if (rowOf(operation, code) !== null) return true;
  return operation.answerPatterns?.some((pattern) => new RegExp(`^(?:${pattern})$`).test(code)) ?? false;
}

/** Every reason that a file may give: the common ones and those of the providers' tables. */
function reasonsOf({ vocabularies }: ReadContext): readonly string[] {
  const rows = vocabularies.flatMap(({ operations }) => operations.flatMap(({ codes }) => codes));
  return [...new Set<string>([...commonReasons, ...rows.flatMap(({ reasons = [] }) => reasons)])];
}

function name(spot: Spot): string {
  return `${spot.operation.name} of ${spot.vocabulary.provider}`;
}
