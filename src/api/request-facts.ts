// Facts of a request for people: its purpose, and how it ended.

import type { AnsweredCall } from "../core/filters.ts";
import { type OperationVocabulary, rowOf, type Vocabulary } from "../core/vocabulary.ts";
import type { RequestPurpose, RequestResult } from "./schema/request.ts";

type Vocabularies = readonly Vocabulary[];

/** Returns what a request was for: `session` for binds and signs of life, `page` for documents and unknown paths. */
export function purposeOf(vocabularies: Vocabularies, { provider, operation }: AnsweredCall): RequestPurpose {
  if (/^(?:bind_|unbind|enquire_link|outbind|generic_nack|malformed|stray)/.test(operation)) return "session";
  const vocabulary = operationOf(vocabularies, provider, operation);
  if (vocabulary === undefined || vocabulary.page === true) return "page";
  return vocabulary.sends ? "send" : "query";
}

/** Returns how a request ended, by the kinds of its code; a fault is bad. */
export function resultOf(
  vocabularies: Vocabularies,
  { provider, operation, code, fault }: AnsweredCall,
): RequestResult {
  if (fault !== undefined) return "bad";
  const vocabulary = operationOf(vocabularies, provider, operation);
  // A request with many messages has the code of each kind: 0+200.
  const results = code.split("+").map((part) => resultOfCode(vocabulary, part));
  return worstFirst.find((result) => results.includes(result)) ?? "other";
}

const worstFirst = ["bad", "warned", "good"] as const satisfies readonly RequestResult[];

function resultOfCode(vocabulary: OperationVocabulary | undefined, code: string): RequestResult {
  const row = vocabulary === undefined ? null : rowOf(vocabulary, code);
  if (row === null) return resultWithoutRow(code);
  if (row.kinds.includes("success")) return "good";
  return row.kinds.every((kind) => kind === "warned" || kind === "held") ? "warned" : "bad";
}

/** A code that no table has: of HTTP, or of a PDU without a table. */
function resultWithoutRow(code: string): RequestResult {
  if (/^[45]\d\d$/.test(code)) return "bad";
  if (code === "ESME_ROK" || /^2\d\d$/.test(code)) return "good";
  return code.startsWith("ESME_") ? "bad" : "other";
}

function operationOf(vocabularies: Vocabularies, provider: string, operation: string) {
  return vocabularies
    .find((candidate) => candidate.provider === provider)
    ?.operations.find(({ name }) => name === operation);
}
