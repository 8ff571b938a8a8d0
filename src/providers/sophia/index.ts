// Sophia: JSON over HTTP, callbacks by GET.

import type { JsonObject } from "../../core/json.ts";
import { refuse } from "../../core/refusal.ts";
import type { HttpRequest } from "../../protocols/http/call.ts";
import type { HandledHttp } from "../handled.ts";
import type { Host, OpenProvider, Provider, ProviderRoute } from "../provider.ts";
import { clientVariables, credentials, defaultAccount, freshAccount } from "./account.ts";
import { answer, refused } from "./answer.ts";
import { callbackRequests, delivery } from "./callback.ts";
import { detailOf } from "./codes.ts";
import { coverage } from "./coverage.ts";
import { serveDlr } from "./dlr.ts";
import { serveEnvio } from "./envio.ts";
import { serveMo } from "./mo.ts";
import { unitario } from "./sample.ts";
import { type SophiaSettings, settingsValidator } from "./settings.ts";
import { serveUnitario } from "./unitario.ts";
import { vocabulary } from "./vocabulary.ts";

function open(host: Host, raw: JsonObject): OpenProvider {
  const settings = settingsValidator(raw, "providers.sophia");
  const failure = (): JsonObject => refused(settings, "", host.hostClock.now(), detailOf(refuse("internal-error")));
  const route = (
    name: string,
    serve: (host: Host, settings: SophiaSettings, request: HttpRequest) => HandledHttp,
    internal: () => JsonObject,
  ): ProviderRoute => ({
    path: `/api/${name}.php`,
    handle: (request) => serve(host, settings, request),
    internalError: () => answer(settings, internal(), true),
  });
  return {
    routes: [
      route("unitario", serveUnitario, () => ({ envio: [failure()] })),
      route("envio", serveEnvio, () => ({ detalhes: [failure()] })),
      route("dlr", serveDlr, () => ({ dlr: [] })),
      route("mo", serveMo, () => ({ mo: [] })),
    ],
    callbacks: {
      requests: (clientEvent) => callbackRequests(clientEvent, settings),
      delivery: (entry, account) => delivery(entry, account, settings),
      retry: { attempts: settings.attempts, firstDelay: settings.firstDelayMs, factor: settings.factor },
    },
    inboundAddress: () => "",
  };
}

export const sophia = {
  id: "sophia",
  title: "Sophia",
  colour: "#9333ea",
  vocabulary,
  vocabularyWith: (raw) =>
    settingsValidator(raw, "providers.sophia").dlrCallbacks === "all" ? { ...vocabulary, unreported: [] } : vocabulary,
  coverage,
  settings: settingsValidator,
  credentials,
  clientVariables,
  defaultAccount,
  freshAccount,
  samples: [unitario],
  hosts: ["sms.sophiatelecom.com"],
  open,
} as const satisfies Provider;
