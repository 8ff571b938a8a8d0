// Answers of /sms/*: lines of fields between semicolons, and what the journal keeps beside them.

import type { Account } from "../../core/account.ts";
import type { Ending } from "../../core/decision.ts";
import type { Reason } from "../../core/refusal.ts";
import { codeFor, type OperationVocabulary } from "../../core/vocabulary.ts";
import type { HttpAnswer, HttpRequest } from "../../protocols/http/call.ts";
import { type HandledHttp, handled } from "../handled.ts";
import type { Host, SandboxAccount } from "../provider.ts";
import { type MensagemRow, naoConcluida } from "./codes.ts";
import type { Fields } from "./fields.ts";
import type { MensagemOperation } from "./operation.ts";
import type { MensagemSettings } from "./settings.ts";

/** The provider at work. */
export interface MensagemContext {
  readonly host: Host;
  readonly settings: MensagemSettings;
}

/** A call of a function, before it is decided. */
export interface Visit extends MensagemContext {
  readonly operation: MensagemOperation;
  readonly request: HttpRequest;
  readonly fields: Fields;
  readonly owner: SandboxAccount | null;
  readonly sandbox: SandboxAccount["sandbox"];
  readonly account: Account | null;
  readonly secrets: readonly string[];
}

export function plain(settings: MensagemSettings, body: string, status = 200): HttpAnswer {
  const latin1 = /charset=\s*"?(?:iso-8859-1|latin1|windows-1252)/i.test(settings.contentType);
  return {
    status,
    headers: [["Content-Type", settings.contentType]],
    body: latin1 ? Buffer.from(body, "latin1") : body,
  };
}

/** The sentence of a row, as the settings want it. */
export function sentence(row: Pick<MensagemRow, "text" | "literal">, settings: MensagemSettings): string {
  return settings.literalTexts ? (row.literal ?? row.text) : row.text;
}

/** `<code>;<TEXT>` as the settings want it. */
export function failure(operation: MensagemOperation, code: string, settings: MensagemSettings): string {
  if (settings.errorBody === "code") return code;
  const row =
    operation.codes.find((row) => row.code === code) ?? (code === naoConcluida.code ? naoConcluida : undefined);
  return row === undefined ? code : `${code};${sentence(row, settings)}`;
}

/** The code for a reason; what a table has no code for is 0. */
export function codeOf(operation: OperationVocabulary, reason: Reason): string {
  return codeFor(operation, reason)?.code ?? naoConcluida.code;
}

/** The code of a request that is answered as a whole; empty: it was not processed. */
export function codeOfEnding(ending: Ending, operation: OperationVocabulary): string {
  if (ending.kind === "unprocessed") return "";
  return ending.kind === "scripted" ? ending.code : codeOf(operation, ending.refusal.reason);
}

export function lines(all: readonly string[], settings: MensagemSettings): string {
  return all.join(settings.lineEnd === "crlf" ? "\r\n" : "\n");
}

/** A value from outside in a record: what would end a field or a line is a blank. */
export function cell(value: string): string {
  return value.replace(/\r\n|[;\r\n]/g, " ");
}

export function served(
  visit: Visit,
  body: string,
  more: Pick<HandledHttp, "code" | "decidedBy"> & Partial<Pick<HandledHttp, "messages" | "outcome" | "findings">>,
): HandledHttp {
  const result = handled(visit, {
    answer: plain(visit.settings, body),
    operation: visit.operation.name,
    channel: "get",
    secrets: visit.secrets,
    ...more,
    findings: [...visit.fields.findings, ...(more.findings ?? [])],
  });
  return { ...result, linesOfFields: true };
}
