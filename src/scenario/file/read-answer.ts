// `answer`: a code in the provider's own spelling, checked against the code tables of every operation it can meet.

import type { Json } from "../../core/json.ts";
import { nearestWord } from "../../core/nearest-word.ts";
import { commonReasons, type Reason } from "../../core/refusal.ts";
import type { TextTemplate } from "../../core/template.ts";
import { codeFor, type OperationVocabulary, rowOf } from "../../core/vocabulary.ts";
import type { Effects } from "../engine/steps.ts";
import { uselessStep } from "./check-occasions.ts";
import {
  optional,
  type ReadContext,
  reportImpossible,
  type Scope,
  type Spot,
  textAt,
  withoutOutward,
} from "./context.ts";
import type { Path } from "./document.ts";
import { suggest } from "./finding.ts";
import { readTemplate } from "./read-template.ts";
import type { AnswerFile } from "./schema.ts";

type AnswerFields = Readonly<Record<string, TextTemplate | Json>>;

export type ReadAnswer = NonNullable<Effects["answer"]>;

/** The answer, or nothing when it was reported as wrong. */
export function readAnswer(
  context: ReadContext,
  path: Path,
  file: AnswerFile,
  ruleScope: Scope,
): ReadAnswer | undefined {
  if (uselessStep("answer", ruleScope) !== null) return undefined;
  // A rule that answers concerns a page only by its name.
  const scope = ruleScope.named
    ? ruleScope
    : { ...ruleScope, spots: withoutOutward(ruleScope.spots).filter(({ operation }) => !operation.page) };
  if (typeof file === "object") {
    if (isSoapFault(file)) return readSoapFault(context, [...path, "fault"], file.fault, scope);
    return file["unlisted"] === undefined
      ? readObject(context, path, file, scope)
      : readUnlisted(context, path, file, scope);
  }
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

type SoapFaultFile = Extract<AnswerFile, { readonly fault: object }>;
type FieldsFile = Exclude<Extract<AnswerFile, object>, SoapFaultFile>;

function isSoapFault(file: Extract<AnswerFile, object>): file is SoapFaultFile {
  return typeof file.fault === "object" && file.fault !== null;
}

function readSoapFault(context: ReadContext, path: Path, file: SoapFaultFile["fault"], scope: Scope): ReadAnswer {
  const { code, message, detail } = file;
  const overSoap = scope.channels.has("soap11") || scope.channels.has("soap12");
  if (scope.channels.size > 0 && !overSoap)
    reportImpossible(
      context,
      path,
      "a SOAP fault cannot happen here",
      "Take an operation of a web service, or another answer",
    );
  const text = (key: "message" | "detail", value: string | number | boolean): TextTemplate =>
    readTemplate(context, [...path, key], textAt(context, [...path, key], value), "answer");
  return {
    fault: {
      code,
      message: text("message", message),
      ...optional("detail", detail === undefined ? undefined : text("detail", detail)),
    },
  };
}

/** A code that no table has, in the provider's own form. */
function readUnlisted(context: ReadContext, path: Path, file: FieldsFile, scope: Scope): ReadAnswer | undefined {
  const at = [...path, "unlisted"];
  const value = file["unlisted"];
  if (typeof value !== "string" && typeof value !== "number") {
    context.report(at, "unlisted is no code", 'Write the code in quotes, such as "777"');
    return undefined;
  }
  for (const key of Object.keys(file))
    if (key !== "unlisted") context.report(path, `unlisted stands beside ${key}`, "Keep unlisted alone", key);
  const code = codeText(context, at, value);
  if (code === null) return undefined;
  const knowing = scope.spots.find(({ operation }) => rowOf(operation, code) !== null);
  if (knowing !== undefined)
    context.report(at, `${name(knowing)} has the code ${code} in its table`, `Write answer: "${code}"`);
  return { code, success: false, fields: {} };
}

function readObject(context: ReadContext, path: Path, file: FieldsFile, scope: Scope): ReadAnswer | undefined {
  const codeKeys = new Set(["code", ...scope.spots.flatMap(({ operation }) => operation.codeField ?? [])]);
  const answerFields = new Set(scope.spots.flatMap(({ operation }) => operation.answerFields ?? []));
  let code: string | null = null;
  const fields: Record<string, TextTemplate | Json> = {};
  for (const [key, value] of Object.entries(file)) {
    if (codeKeys.has(key)) {
      if (typeof value !== "string" && typeof value !== "number") {
        context.report([...path, key], `${key} is ${String(value)}`, 'Write the code in quotes, such as "009"');
        return undefined;
      }
      code = codeText(context, [...path, key], value);
      if (code === null) return undefined;
    } else if (answerFields.has(key) || scope.spots.length === 0) {
      fields[key] = typeof value === "string" ? readTemplate(context, [...path, key], value, "answer") : value;
    } else context.report(path, `the answer has no field ${key}`, suggest(key, [...codeKeys, ...answerFields]), key);
  }
  if (code !== null) return readCode(context, path, code, fields, scope);
  context.report(path, "the answer has no code", `Give it with ${[...codeKeys].join(" or ")}`);
  return undefined;
}

function readCode(
  context: ReadContext,
  path: Path,
  code: string,
  fields: AnswerFields,
  scope: Scope,
): ReadAnswer | undefined {
  const { spots } = scope;
  const knowing = spots.filter(({ operation }) => knows(operation, code));
  const [first] = knowing;
  if (first !== undefined && (knowing.length === spots.length || scope.isOutage)) {
    const rows = knowing.map(({ operation }) => rowOf(operation, code));
    const success = rows.every((row) => row?.success === true);
    const row = rows[0];
    const spelled = row === undefined || row === null || /^\d+-\d+$/.test(row.code) ? code : row.code;
    const forAntifraud = rows.every((row) => row?.reasons?.includes("antifraud") === true);
    return { code: spelled, success, ...(forAntifraud ? { forAntifraud } : {}), fields };
  }
  if (knowing.length === 0 && reasonsOf(context).includes(code)) return readReason(context, path, code, scope);
  if (spots.length === 0) return undefined;
  const lacking = spots.filter(({ operation }) => !knows(operation, code));
  const [spot] = lacking;
  if (spot === undefined) return undefined;
  if (knowing.length > 0 && !scope.named) reportLacking(context, path, code, lacking, knowing);
  else reportCode(context, path, code, scope, spot);
  return undefined;
}

function readReason(context: ReadContext, path: Path, reason: Reason, scope: Scope): ReadAnswer | undefined {
  const lacking = scope.spots.filter(({ operation }) => codeFor(operation, reason) === null);
  const [spot] = lacking;
  if (spot === undefined || (scope.isOutage && lacking.length < scope.spots.length)) return { reason };
  const knowing = scope.spots.filter(({ operation }) => codeFor(operation, reason) !== null);
  if (knowing.length > 0 && !scope.named) reportLacking(context, path, reason, lacking, knowing);
  else {
    const right = reasonsOf(context).filter((reason) => codeFor(spot.operation, reason) !== null);
    context.report(path, `${name(spot)} has no code for ${reason}`, suggest(reason, right));
  }
  return undefined;
}

/** Names the operations that lack an answer, and those that have it. */
function reportLacking(
  context: ReadContext,
  path: Path,
  answer: string,
  lacking: readonly Spot[],
  knowing: readonly Spot[],
): void {
  const names = (spots: readonly Spot[]): string =>
    [...new Set(spots.map(({ operation }) => operation.name))].join(", ");
  const problem = `the rule concerns operations that cannot answer ${answer}: ${names(lacking)}`;
  context.report(path, problem, `Write operation: [ ${names(knowing)} ] in when`);
}

function reportCode(context: ReadContext, path: Path, code: string, scope: Scope, spot: Spot): void {
  const spots = scope.named ? [spot] : scope.spots;
  const rows = spots.flatMap(({ operation }) => operation.codes);
  const codes = [...new Set(rows.map((row) => row.code))];
  const sameNumber = codes.find(
    (candidate) => /^\d+$/.test(candidate) && /^\d+$/.test(code) && Number(candidate) === Number(code),
  );
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
