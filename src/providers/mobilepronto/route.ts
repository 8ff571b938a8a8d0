// One service at its address: the .asmx room reads and writes, a method of ours does the work, the journal learns of both.

import { type Asmx, createAsmx } from "../../protocols/asmx/asmx.ts";
import {
  type AsmxCall,
  type AsmxExchange,
  type AsmxReturn,
  type AsmxService,
  type AsmxSettings,
  defaultAsmxSettings,
} from "../../protocols/asmx/service.ts";
import type { HttpRequest } from "../../protocols/http/call.ts";
import type { Host, ProviderRoute, Served } from "../provider.ts";
import { accountOf } from "./caller.ts";
import type { Performed } from "./method.ts";
import { secretsOf } from "./secrets.ts";
import type { ServiceFile, ServiceOperation } from "./services.ts";
import type { MobileProntoSettings } from "./settings.ts";

export function serviceRoute(host: Host, settings: MobileProntoSettings, file: ServiceFile): ProviderRoute {
  const operations = file.operations.filter(({ observed }) => settings.siblings || !observed);
  const methods = new Map(operations.map((operation) => [operation.vocabulary.name, operation]));
  const asmxSettings: AsmxSettings = {
    ...defaultAsmxSettings,
    customErrors: settings.customErrors,
    clients: settings.clients,
    now: () => host.fallback().clock.now(),
  };
  // The method runs synchronously inside `answer`: what it was called with and what it did are handed over here.
  let last: { readonly call: AsmxCall; readonly performed: Performed | null } | null = null;

  function invoke(call: AsmxCall): AsmxReturn {
    last = { call, performed: null };
    try {
      const operation = methods.get(call.operation);
      if (operation === undefined) throw new Error(`no method for ${call.operation}`);
      const performed = operation.perform({ host, settings, call });
      last = { call, performed };
      return performed.returned;
    } catch (error) {
      host.onBug(error);
      throw nullReference();
    }
  }
  const asmx: Asmx = createAsmx(declaration(file, operations, settings), asmxSettings, invoke);

  function served(request: HttpRequest, exchange: AsmxExchange, done: typeof last): Served {
    const performed = done?.performed ?? null;
    const account = performed === null ? null : accountOf(performed.caller);
    return {
      answer: performed?.processed === false ? null : exchange.answer,
      sandbox: performed?.caller.sandbox ?? host.fallback(),
      operation: exchange.operation ?? "-",
      channel: exchange.channel ?? "page",
      code: performed?.code ?? String(exchange.answer.status),
      decidedBy: performed?.decidedBy ?? "nature",
      messages: performed?.messages ?? [],
      findings: exchange.findings,
      secrets: secretsOf(request, done?.call ?? null),
      ...(performed === null ? {} : { outcome: performed.outcome }),
      ...(account === null ? {} : { account }),
    };
  }

  return {
    path: file.path,
    match: "path-info",
    doors: ["http"],
    lengthRequired: true,
    handle(request) {
      last = null;
      const exchange = asmx.answer(request);
      const done = last;
      return exchange instanceof Promise
        ? exchange.then((one) => served(request, one, done))
        : served(request, exchange, done);
    },
    tooLarge(request) {
      const exchange = asmx.tooLarge(request);
      return { ...served(request, exchange, null), answer: exchange.answer };
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
    operations: operations.map(({ vocabulary, description, parameters, result }) => {
      return { name: vocabulary.name, description, parameters, result };
    }),
  };
}

/** What a bug looks like from outside: the exception that a .NET method most often dies of. */
function nullReference(): Error {
  const error = new Error("Object reference not set to an instance of an object.");
  error.name = "System.NullReferenceException";
  return error;
}
