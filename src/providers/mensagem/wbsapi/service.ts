// /wbsapi.asmx ("API – WEBSERVICE"): the service as declared, and the way from the .asmx room to its methods.

import { pageDecision } from "../../../core/page-decision.ts";
import { decidedByDefault } from "../../../core/reason-sentences.ts";
import { createAsmx } from "../../../protocols/asmx/asmx.ts";
import {
  type AsmxCall,
  type AsmxParameter,
  type AsmxPerformed,
  type AsmxResult,
  type AsmxReturn,
  type AsmxService,
  type AsmxType,
  defaultAsmxSettings,
} from "../../../protocols/asmx/service.ts";
import type { HttpRequest } from "../../../protocols/http/call.ts";
import { handled } from "../../handled.ts";
import type { ProviderRoute } from "../../provider.ts";
import type { MensagemContext } from "../answer.ts";
import type { MensagemOperation } from "../operation.ts";
import type { MensagemSettings } from "../settings.ts";
import {
  cancel as cancelOperation,
  inBox as inBoxOperation,
  sendMultiple as sendMultipleOperation,
  sendUnique as sendUniqueOperation,
  status as statusOperation,
} from "../vocabulary.ts";
import { cancel } from "./cancel.ts";
import { inBox } from "./in-box.ts";
import { type Invocation, type InvocationResult, invocationOf, type SoapMethod } from "./invocation.ts";
import { sendMultiple } from "./send-multiple.ts";
import { sendUnique } from "./send-unique.ts";
import { status } from "./status.ts";

const methods: readonly { readonly operation: MensagemOperation; readonly method: SoapMethod }[] = [
  { operation: cancelOperation, method: cancel },
  { operation: inBoxOperation, method: inBox },
  { operation: sendMultipleOperation, method: sendMultiple },
  { operation: sendUniqueOperation, method: sendUnique },
  { operation: statusOperation, method: status },
];
const byName = new Map(methods.map((method) => [method.operation.name, method]));

/** The document's Type column, and "(*) Parâmetro opcional"; a parameter that is not named is a required string. */
const parametros: Readonly<Record<string, { readonly type: AsmxType; readonly isOptional: boolean }>> = {
  Telefone: { type: "long", isOptional: false },
  Agenda: { type: "dateTime", isOptional: true },
  DataInicial: { type: "dateTime", isOptional: true },
  DataFinal: { type: "dateTime", isOptional: true },
  TipoMensagem: { type: "int", isOptional: true },
  CentroCustos: { type: "int", isOptional: true },
  Reexibir: { type: "int", isOptional: true },
  IdExterno: { type: "unsignedLong", isOptional: true },
};

function declaration(settings: MensagemSettings): AsmxService {
  const parameter = (name: string): AsmxParameter => {
    const { type, isOptional } = parametros[name] ?? { type: "string", isOptional: false };
    return {
      name,
      type: settings.wbsapiTypes === "text" ? "string" : type,
      isOptional: settings.wbsapiForm === "document" && isOptional,
    };
  };
  return {
    name: "WBSAPI",
    namespace: settings.wbsapiNamespace,
    httpGet: false,
    httpPost: true,
    anyNamespace: true,
    tempuriAdvice: false,
    // "Métodos: … inbox": the list writes it so, the method's own page inBox.
    aliases: { inbox: "inBox" },
    operations: methods.map(({ operation }) => ({
      name: operation.name,
      parameters: operation.requestFields.map(parameter),
      result: "string",
    })),
  };
}

/** Call and outcome of a method, with its value for the .asmx engine. */
interface Performed extends AsmxPerformed {
  readonly invocation: Invocation;
  readonly result: InvocationResult;
}

export function wbsapiRoute(context: MensagemContext): ProviderRoute {
  const { host, settings } = context;

  function methodOf(call: AsmxCall): (typeof methods)[number] {
    const method = byName.get(call.operation);
    if (method === undefined) throw new Error(`no method for ${call.operation}`);
    return method;
  }

  function invoke(call: AsmxCall): Performed {
    try {
      const { operation, method } = methodOf(call);
      const invocation = invocationOf(context, operation, call);
      const result = method(invocation);
      return { invocation, result, returned: returnedBy(result) };
    } catch (error) {
      host.onBug(error);
      throw nullReference();
    }
  }

  const asmx = createAsmx(
    declaration(settings),
    {
      ...defaultAsmxSettings,
      customErrors: settings.customErrors,
      clients: settings.clients,
      now: () => host.fallback().clock.now(),
    },
    invoke,
  );

  function served(request: HttpRequest, { call, performed, ...asmxResult }: AsmxResult<Performed>) {
    const result = performed?.result ?? null;
    // A method that broke has left no call of its own.
    const invocation =
      performed?.invocation ?? (call === null ? null : invocationOf(context, methodOf(call).operation, call));
    const requester = invocation ?? { sandbox: host.fallback(), account: null };
    const isPage = invocation === null && asmxResult.operation === null;
    const page = isPage ? pageDecision(host, "mensagem", asmxResult.page ?? "unknown", request) : null;
    return handled(requester, {
      answer: asmxResult.answer,
      operation: asmxResult.operation ?? "-",
      channel: asmxResult.channel ?? "page",
      code: result?.code ?? String(asmxResult.answer.status),
      decidedBy: result?.decidedBy ?? page?.decidedBy ?? decidedByDefault,
      ...(page && { outcome: page.outcome }),
      ...(result && { messages: result.messages, outcome: result.outcome }),
      findings: asmxResult.findings,
      secrets: invocation === null ? [] : [invocation.fields["Identificacao"] ?? ""],
    });
  }

  return {
    path: "/wbsapi.asmx",
    match: "path-info",
    httpSys: true,
    handle(request) {
      const asmxResult = asmx.answer(request);
      return asmxResult instanceof Promise
        ? asmxResult.then((later) => served(request, later))
        : served(request, asmxResult);
    },
    tooLarge(request) {
      const asmxResult = asmx.tooLarge(request);
      return { ...served(request, asmxResult), answer: asmxResult.answer };
    },
    internalError: (request) => asmx.failure(request, nullReference()),
  };
}

function returnedBy({ outcome: { answer }, result }: InvocationResult): AsmxReturn {
  if (answer !== undefined && "fault" in answer) return { kind: "fault", ...answer.fault, isVerbatim: true };
  return { kind: "value", result };
}

/** Answer to a bug: the exception that a .NET method most often dies of. */
function nullReference(): Error {
  const error = new Error("Object reference not set to an instance of an object.");
  error.name = "System.NullReferenceException";
  return error;
}
