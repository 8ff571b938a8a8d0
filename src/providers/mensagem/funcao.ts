// How a function of /sms/* is served: the route on both HTTP ports, who is asking, and for those that send nothing the way
// from the scenario to the answer.

import type { Account } from "../../core/account.ts";
import { type Refusal, refuse } from "../../core/refusal.ts";
import type { RequestFacts } from "../../core/request-facts.ts";
import type { HttpRequest } from "../../protocols/http/call.ts";
import type { ProviderRoute, Served } from "../provider.ts";
import { codeOf, type Desk, failure, lines, plain, served, type Visit } from "./answer.ts";
import { naoConcluida } from "./codes.ts";
import { detailsOf } from "./details.ts";
import { readFields } from "./fields.ts";
import type { Operation } from "./vocabulary.ts";

export interface Funcao {
  readonly operation: Operation;
  /** The parameter that names the integration user; null: none does. */
  readonly user: "u" | "h" | null;
  serve(visit: Visit): Served;
}

export function visitOf(desk: Desk, funcao: Pick<Funcao, "operation" | "user">, request: HttpRequest): Visit {
  const { operation, user } = funcao;
  const fields = readFields(request, operation);
  const credential = user === null ? "" : fields.get(user);
  const known = credential === "" ? null : desk.host.find(credential);
  const hidden = user === null ? [] : [credential, ...fields.secrets(user)];
  return {
    ...desk,
    operation,
    fields,
    known,
    sandbox: known?.sandbox ?? desk.host.fallback(),
    account: known?.account ?? null,
    // CADUS and ALTUS carry a password.
    secrets: operation.requestFields.includes("p") ? [...hidden, ...fields.secrets("p")] : hidden,
  };
}

export function routeOf(desk: Desk, funcao: Funcao): ProviderRoute {
  return {
    path: `/sms/${funcao.operation.name}`,
    handle(request) {
      return request.method === "GET" ? funcao.serve(visitOf(desk, funcao, request)) : notGet(desk, funcao, request);
    },
    internalError: () => plain(desk.settings, failure(funcao.operation, naoConcluida.code, desk.settings)),
  };
}

/** "Todas as requisições enviadas para a API-HTTP devem ser GET." */
function notGet(desk: Desk, funcao: Funcao, request: HttpRequest): Served {
  const text = `${request.method.slice(0, 20)} is not taken here: every request of the HTTP API is a GET ("API – MENSAGEM", LEIA ANTES DE INICIAR).`;
  const visit = visitOf(desk, funcao, request);
  return {
    ...served(visit, "", { code: "405", decidedBy: "nature: not a GET" }),
    answer: {
      status: 405,
      headers: [
        ["Allow", "GET"],
        ["Content-Type", "text/plain; charset=utf-8"],
      ],
      body: `${text}\n`,
    },
    findings: [{ text, source: "LEIA ANTES DE INICIAR" }],
  };
}

/** What the user and the client may not do, in the order in which it is looked at. */
export function userRefusal(account: Account | null): Refusal | null {
  if (account === null) return refuse("unknown-credential");
  if (!account.enabled) return refuse("client-disabled");
  return detailsOf(account).userEnabled ? null : refuse("user-disabled");
}

/** A result: the code for lists and the lines, or why not. */
export type Resposta = { readonly code: string; readonly records: readonly string[] } | Refusal;
/** A visit of somebody who may ask. */
export interface Consulta extends Visit {
  readonly account: Account;
  /** A status that a rule wants told of every record; null: the true one. */
  readonly told: string | null;
}

export interface ConsultaOptions {
  /** Codes that a rule can have told of each record. */
  readonly tells?: ReadonlySet<string>;
}

export function askOf(visit: Visit): RequestFacts {
  const { operation, fields, account } = visit;
  return {
    provider: "mensagem",
    operation: operation.name,
    channel: "get",
    fields: fields.all,
    ...(account === null ? {} : { account }),
  };
}

/** A function that sends nothing: the scenario, the user, then its work. */
export function consulta(
  operation: Operation,
  answer: (consulta: Consulta) => Resposta,
  options: ConsultaOptions = {},
): Funcao {
  return {
    operation,
    user: "u",
    serve: (visit) =>
      considered(visit, options, (told) => {
        const account = visit.account;
        const refusal = userRefusal(account);
        if (account === null || refusal !== null) return refusal ?? refuse("unknown-credential");
        return answer({ ...visit, account, told });
      }),
  };
}

/** The scenario first, then `work`. */
export function considered(visit: Visit, options: ConsultaOptions, work: (told: string | null) => Resposta): Served {
  const { host, operation, sandbox, settings } = visit;
  const { instead, outcome, decidedBy } = host.exchange.consider(sandbox, askOf(visit), operation);
  if (outcome.raw !== undefined) {
    return served(visit, Buffer.from(outcome.raw).toString("utf8"), { code: "raw", decidedBy, outcome });
  }
  if (instead?.kind === "unprocessed") return served(visit, null, { code: "", decidedBy, outcome });
  const told = instead?.kind === "scripted" && options.tells?.has(instead.code) === true ? instead.code : null;
  if (instead !== null && told === null) {
    const code = instead.kind === "scripted" ? instead.code : codeOf(operation, instead.refusal.reason);
    return served(visit, failure(operation, code, settings), { code, decidedBy, outcome });
  }
  const done = work(told);
  if ("reason" in done) {
    const code = codeOf(operation, done.reason);
    const why = done.detail === undefined ? done.reason : `${done.reason} (${done.detail})`;
    return served(visit, failure(operation, code, settings), { code, decidedBy: `nature: ${why}`, outcome });
  }
  return served(visit, lines(done.records, settings), { code: done.code, decidedBy, outcome });
}
