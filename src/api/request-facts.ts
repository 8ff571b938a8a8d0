// Facts of a request for people: its purpose, how it ended, the message it was about. A search finds it by these.

import { Buffer } from "node:buffer";
import { resolveEscapes } from "../core/escapes.ts";
import type { SearchedCall } from "../core/filters.ts";
import type { OutboxEntry } from "../core/ports.ts";
import { folded, type SearchTerms, soughtBy } from "../core/search.ts";
import { type OperationVocabulary, rowOf, type Vocabulary } from "../core/vocabulary.ts";
import type { ApiPorts } from "./ports.ts";
import type { RequestPurpose, RequestResult } from "./schema/request.ts";

type Vocabularies = readonly Vocabulary[];
type AnsweredCall = Pick<SearchedCall, "provider" | "operation" | "code" | "fault">;

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

/** Returns the test of a search box: texts and numbers as people write them, of sent and refused messages. */
export function searchTest({ store }: Pick<ApiPorts, "store">, search: string): (call: SearchedCall) => boolean {
  const terms = soughtBy(search);
  const raw = folded(search).replaceAll("+", " ");
  return (call) =>
    call.operation.toLowerCase() === terms.text ||
    call.messages.some((seq) => {
      const message = store.ledger.get(seq);
      return message !== null && isAbout(terms, { ...message, ids: [message.id, message.clientId ?? ""] });
    }) ||
    (call.refused ?? []).some(({ to, text = "", clientId = "" }) => isAbout(terms, { to, text, ids: [clientId] })) ||
    decoded(call.request).includes(raw);
}

/** Returns the same test for callbacks, by the message or inbound message that each is about. */
export function callbackTest({ store }: Pick<ApiPorts, "store">, search: string): (entry: OutboxEntry) => boolean {
  const terms = soughtBy(search);
  return ({ about, ref }) => {
    const message = about === "report" ? store.ledger.get(ref) : null;
    if (message !== null) return isAbout(terms, { ...message, ids: [message.id, message.clientId ?? ""] });
    const inbound = about === "inbound" ? store.ledger.getInbound(ref) : null;
    return inbound !== null && isAbout(terms, { to: inbound.from, text: inbound.text, ids: [inbound.id] });
  };
}

interface Sought {
  readonly to: string;
  readonly text: string;
  readonly ids: readonly string[];
}

function isAbout({ text, number, id }: SearchTerms, { to, text: own, ids }: Sought): boolean {
  return folded(own).includes(text) || to.includes(number) || ids.some((candidate) => candidate.includes(id));
}

/** A raw request as text, without the escapes of queries, forms, JSON and XML. */
function decoded(request: Buffer | string): string {
  const octets = Buffer.from(request).map((octet) => (octet === plus ? blank : octet));
  const units = resolveEscapes(octets);
  return folded(units === null ? Buffer.from(octets).toString("latin1") : textOfUnits(units));
}

function textOfUnits({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString("utf16le");
}

const [plus, blank] = [0x2b, 0x20];
