// Who calls, and what the journal is to hold of the call: the same for every operation.

import type { Account } from "../../core/account.ts";
import type { Message } from "../../core/message.ts";
import type { Outcome } from "../../core/outcome.ts";
import type { Sandbox } from "../../core/sandbox.ts";
import type { Bilingual } from "../../core/sentences.ts";
import type { OperationVocabulary } from "../../core/vocabulary.ts";
import type { HttpAnswer, HttpRequest } from "../../protocols/http/call.ts";
import { type HandledHttp, handled } from "../handled.ts";
import type { Host } from "../provider.ts";
import { type Parameters, parametersOf } from "./fields.ts";
import type { SophiaSettings } from "./settings.ts";

export interface SophiaCaller {
  readonly request: HttpRequest;
  readonly parameters: Parameters;
  readonly token: string;
  readonly sandbox: Sandbox;
  /** Null: the token is nobody's. */
  readonly account: Account | null;
}

export function callerOf(host: Host, settings: SophiaSettings, request: HttpRequest): SophiaCaller {
  const parameters = parametersOf(request, settings);
  const token = parameters.fields["token"] ?? "";
  const owner = host.find(token);
  return { request, parameters, token, sandbox: owner?.sandbox ?? host.fallback(), account: owner?.account ?? null };
}

/** An account whose token may query: known and not disabled. */
export function querying(caller: SophiaCaller): Account | null {
  return caller.account?.enabled === true ? caller.account : null;
}

interface SophiaResult {
  readonly answer: HttpAnswer;
  readonly code: string;
  readonly messages: readonly Message[];
}

export function servedBy(
  caller: SophiaCaller,
  operation: OperationVocabulary,
  decided: { readonly outcome: Outcome; readonly decidedBy: Bilingual },
  result: SophiaResult,
): HandledHttp {
  const { parameters, token } = caller;
  return handled(caller, {
    answer: result.answer,
    operation: operation.name,
    channel: parameters.channel,
    code: result.code,
    decidedBy: decided.decidedBy,
    messages: result.messages,
    findings: parameters.findings,
    secrets: [token],
    outcome: decided.outcome,
  });
}
