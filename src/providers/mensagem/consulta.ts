// Functions and methods that send nothing: the scenario first, then their own work, then lines or a code.

import type { Account } from "../../core/account.ts";
import type { Outcome } from "../../core/outcome.ts";
import { byDefault } from "../../core/reason-sentences.ts";
import { type Refusal, refuse } from "../../core/refusal.ts";
import type { RequestFacts } from "../../core/request-facts.ts";
import type { Sandbox } from "../../core/sandbox.ts";
import type { Bilingual } from "../../core/sentences.ts";
import type { HandledHttp } from "../handled.ts";
import { codeOf, failure, lines, type MensagemContext, served, type Visit } from "./answer.ts";
import { type GetFunction, userRefusal } from "./get-function.ts";
import type { MensagemOperation } from "./operation.ts";

/** A result: the code for lists and the lines, or why not. */
export type Resposta = { readonly code: string; readonly records: readonly string[] } | Refusal;

/**
 * Work of a query.
 * @param ruleCode status that a rule wants in every record; null: the true one
 * @param account after the rule's own changes; null: the credential is unknown
 */
export type ConsultaWork = (ruleCode: string | null, account: Account | null) => Resposta;

/** A query to decide. */
export interface Pergunta extends MensagemContext {
  readonly sandbox: Sandbox;
  readonly operation: MensagemOperation;
  readonly facts: RequestFacts;
  /** Codes that a rule can put into each record. */
  readonly ruleCodes: ReadonlySet<string>;
}

/** Answer to a query. */
export interface Consultado {
  readonly body: string;
  readonly code: string;
  readonly decidedBy: Bilingual;
  readonly outcome: Outcome;
}

export function consultar(
  { host, settings, sandbox, operation, facts, ruleCodes }: Pergunta,
  work: ConsultaWork,
): Consultado {
  const decision = host.submissions.query(sandbox, facts, operation);
  const { outcome, decidedBy } = decision;
  const ruleCode = decision.kind === "scripted" && ruleCodes.has(decision.code) ? decision.code : null;
  if (decision.kind === "unprocessed") return { body: "", code: "", decidedBy, outcome };
  const endedBy = (code: string, by: Bilingual): Consultado => {
    return { body: failure(operation, code, settings), code, decidedBy: by, outcome };
  };
  if (decision.kind === "refused") return endedBy(codeOf(operation, decision.refusal.reason), decidedBy);
  if (decision.kind === "scripted" && ruleCode === null) return endedBy(decision.code, decidedBy);
  const done = work(ruleCode, decision.kind === "cleared" ? decision.account : (facts.account ?? null));
  if ("reason" in done) return endedBy(codeOf(operation, done.reason), byDefault(done));
  return { body: lines(done.records, settings), code: done.code, decidedBy, outcome };
}

/** A visit of somebody who may ask. */
export interface Consulta extends Visit {
  readonly account: Account;
  /** Status that a rule wants in every record; null: the true one. */
  readonly ruleCode: string | null;
}

export interface ConsultaOptions {
  /** Codes that a rule can put into each record. */
  readonly ruleCodes?: ReadonlySet<string>;
}

/** A function for users of the account. */
export function consulta(
  operation: MensagemOperation,
  answer: (consulta: Consulta) => Resposta,
  options: ConsultaOptions = {},
): GetFunction {
  return {
    operation,
    user: "u",
    serve: (visit) =>
      consultada(visit, options, (ruleCode, account) => {
        const refusal = userRefusal(account);
        if (account === null || refusal !== null) return refusal ?? refuse("unknown-credential");
        return answer({ ...visit, account, ruleCode });
      }),
  };
}

/** Serves a visit that sends nothing. */
export function consultada(visit: Visit, { ruleCodes = new Set() }: ConsultaOptions, work: ConsultaWork): HandledHttp {
  const { operation, request, fields, account } = visit;
  const facts: RequestFacts = {
    provider: "mensagem",
    operation: operation.name,
    channel: "get",
    fields: fields.all,
    http: request,
    ...(account === null ? {} : { account }),
  };
  const { body, code, decidedBy, outcome } = consultar({ ...visit, facts, ruleCodes }, work);
  return served(visit, body, { code, decidedBy, outcome });
}
