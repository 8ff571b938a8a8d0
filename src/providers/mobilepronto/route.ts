// A service at its address: the .asmx engine reads and writes, a method decides, the journal records both.

import { pageDecision } from "../../core/page-decision.ts";
import { decidedByDefault } from "../../core/reason-sentences.ts";
import { createAsmx } from "../../protocols/asmx/asmx.ts";
import {
  type AsmxCall,
  type AsmxResult,
  type AsmxService,
  type AsmxSettings,
  defaultAsmxSettings,
} from "../../protocols/asmx/service.ts";
import type { HttpRequest } from "../../protocols/http/call.ts";
import { handled } from "../handled.ts";
import type { Host, ProviderRoute } from "../provider.ts";
import { accountOf } from "./caller.ts";
import type { PerformedMethod } from "./method.ts";
import { secretsOf } from "./secrets.ts";
import type { ServiceFile, ServiceOperation } from "./services.ts";
import type { MobileProntoSettings } from "./settings.ts";

export function serviceRoute(host: Host, settings: MobileProntoSettings, file: ServiceFile): ProviderRoute {
  const operations = file.operations.filter(({ observed }) => settings.siblings || !observed);
  const methods = new Map(operations.map((operation) => [operation.method ?? operation.vocabulary.name, operation]));
  const asmxSettings: AsmxSettings = {
    ...defaultAsmxSettings,
    customErrors: settings.customErrors,
    clients: settings.clients,
    now: () => host.fallback().clock.now(),
  };

  function invoke(call: AsmxCall): PerformedMethod {
    try {
      const operation = methods.get(call.operation);
      if (operation === undefined) throw new Error(`no method for ${call.operation}`);
      return operation.perform({ host, settings, call });
    } catch (error) {
      host.onBug(error);
      throw nullReference();
    }
  }
  const asmx = createAsmx(declaration(file, operations, settings), asmxSettings, invoke);

  function served(request: HttpRequest, asmxResult: AsmxResult<PerformedMethod>) {
    const { performed } = asmxResult;
    const caller = performed?.caller;
    const requester = { sandbox: caller?.sandbox ?? host.fallback(), account: caller ? accountOf(caller) : null };
    const isPage = performed === null && asmxResult.call === null && asmxResult.operation === null;
    const page = isPage ? pageDecision(host, "mobilepronto", asmxResult.page ?? "unknown", request) : null;
    return handled(requester, {
      answer: asmxResult.answer,
      operation: methods.get(asmxResult.operation ?? "")?.vocabulary.name ?? asmxResult.operation ?? "-",
      channel: asmxResult.channel ?? "page",
      code: performed?.code ?? String(asmxResult.answer.status),
      decidedBy: performed?.decidedBy ?? page?.decidedBy ?? decidedByDefault,
      ...(page && { outcome: page.outcome }),
      ...(performed && { messages: performed.messages, outcome: performed.outcome }),
      findings: asmxResult.findings,
      secrets: secretsOf(request, asmxResult.call),
    });
  }

  return {
    path: file.path,
    match: "path-info",
    httpSys: true,
    handle(request) {
      const asmxResult = asmx.answer(request);
      return asmxResult instanceof Promise
        ? asmxResult.then((page) => served(request, page))
        : served(request, asmxResult);
    },
    tooLarge(request) {
      const asmxResult = asmx.tooLarge(request);
      return { ...served(request, asmxResult), answer: asmxResult.answer };
    },
    internalError: (request) => asmx.failure(request, nullReference()),
  };
}

function declaration(
  file: ServiceFile,
  operations: readonly ServiceOperation[],
  { httpBindings }: MobileProntoSettings,
): AsmxService {
  return {
    name: file.name,
    namespace: file.namespace,
    httpGet: httpBindings,
    httpPost: httpBindings,
    operations: operations.map(({ method, vocabulary, description, parameters, result }) => {
      return { name: method ?? vocabulary.name, description, parameters, result };
    }),
  };
}

/** Answer to a bug: the exception that a .NET method most often dies of. */
function nullReference(): Error {
  const error = new Error("Object reference not set to an instance of an object.");
  error.name = "System.NullReferenceException";
  return error;
}
