// How a function of /sms/* is served: the route on both HTTP ports, and who is asking.

import type { Account } from "../../core/account.ts";
import { defaultBecause } from "../../core/reason-sentences.ts";
import { type Refusal, refuse } from "../../core/refusal.ts";
import type { HttpRequest } from "../../protocols/http/call.ts";
import { type HandledHttp, handled } from "../handled.ts";
import type { ProviderRoute } from "../provider.ts";
import { failure, type MensagemContext, plain, type Visit } from "./answer.ts";
import { naoConcluida } from "./codes.ts";
import { detailsOf } from "./details.ts";
import { readFields } from "./fields.ts";
import { mensagemFinding } from "./findings.ts";
import type { MensagemOperation } from "./operation.ts";

export interface GetFunction {
  readonly operation: MensagemOperation;
  /** The parameter that names the integration user; null: none does. */
  readonly user: "u" | "h" | null;
  serve(visit: Visit): HandledHttp;
}

export function visitOf(
  context: MensagemContext,
  getFunction: Pick<GetFunction, "operation" | "user">,
  request: HttpRequest,
): Visit {
  const { operation, user } = getFunction;
  const fields = readFields(request, operation);
  const credential = user === null ? "" : fields.get(user);
  const owner = credential === "" ? null : context.host.find(credential);
  const hidden = user === null ? [] : [credential, ...others(fields.secrets(user), credential)];
  return {
    ...context,
    operation,
    request,
    fields,
    owner,
    sandbox: owner?.sandbox ?? context.host.fallback(),
    account: owner?.account ?? null,
    // CADUS and ALTUS carry a password.
    secrets: operation.requestFields.includes("p") ? [...hidden, ...fields.secrets("p")] : hidden,
  };
}

/** Pairs with another value than the credential as it is: a name given twice, or an encoding. */
function others(pairs: readonly string[], credential: string): readonly string[] {
  return pairs.filter((pair) => !pair.endsWith(`=${credential}`));
}

export function routeOf(context: MensagemContext, getFunction: GetFunction): ProviderRoute {
  return {
    path: `/sms/${getFunction.operation.name}`,
    handle(request) {
      return request.method === "GET"
        ? getFunction.serve(visitOf(context, getFunction, request))
        : notGet(context, getFunction, request);
    },
    internalError: () => plain(context.settings, failure(getFunction.operation, naoConcluida.code, context.settings)),
  };
}

/** "Todas as requisições enviadas para a API-HTTP devem ser GET." */
function notGet(context: MensagemContext, getFunction: GetFunction, request: HttpRequest): HandledHttp {
  const finding = mensagemFinding("not-get", { method: request.method.slice(0, 20) });
  const visit = visitOf(context, getFunction, request);
  const headers = [
    ["Allow", "GET"],
    ["Content-Type", "text/plain; charset=utf-8"],
  ] as const;
  return handled(visit, {
    answer: { status: 405, headers, body: `${finding.text}\n` },
    operation: visit.operation.name,
    channel: "get",
    code: "405",
    decidedBy: defaultBecause({ en: "not a GET", pt: "não é um GET" }),
    findings: [finding],
    secrets: visit.secrets,
  });
}

/** Refusals of the user and the client, in the order of the checks. */
export function userRefusal(account: Account | null): Refusal | null {
  if (account === null) return refuse("unknown-credential");
  if (!account.enabled) return refuse("client-disabled");
  return detailsOf(account).userEnabled ? null : refuse("user-disabled");
}
