// Sophia: JSON over HTTP, callbacks by GET.

import type { Account } from "../../core/account.ts";
import type { JsonObject } from "../../core/json.ts";
import type { HttpAnswer, HttpRequest } from "../../wire/http/call.ts";
import type { Host, OpenProvider, Provider, ProviderRoute, Served } from "../provider.ts";
import { delivery, notices } from "./callback.ts";
import { coverage } from "./coverage.ts";
import { serveDlr } from "./dlr.ts";
import { phpJson } from "./php-json.ts";
import { detailsShape, settingsShape } from "./settings.ts";
import { entry } from "./translate.ts";
import { answer, serveUnitario } from "./unitario.ts";
import { vocabulary } from "./vocabulary.ts";

function open(host: Host, raw: JsonObject): OpenProvider {
  const settings = settingsShape(raw, "providers.sophia");
  const route = (path: string, serve: (request: HttpRequest) => Served, internal: () => HttpAnswer): ProviderRoute => ({
    path,
    doors: ["http"],
    handle: serve,
    internalError: internal,
  });
  const failure = (): HttpAnswer => {
    const one = entry(settings, "", 0, "", host.hostClock.now(), "ERRO INTERNO", undefined);
    return answer(settings, phpJson({ envio: [one] }), true);
  };
  return {
    routes: [
      route("/api/unitario.php", (request) => serveUnitario(host, settings, request), failure),
      route(
        "/api/dlr.php",
        (request) => serveDlr(host, settings, request),
        () => answer(settings, phpJson({ dlr: [] }), false),
      ),
    ],
    notices: (news) => notices(news, settings),
    delivery: (entry, account) => delivery(entry, account, settings),
    retry: { tries: settings.tries, firstDelay: settings.firstDelayMs, factor: settings.factor },
    inboundAddress: () => "",
  };
}

export const sophia: Provider = {
  id: "sophia",
  title: "Sophia",
  vocabulary,
  coverage,
  credentials(account) {
    const { token } = detailsShape(account.details, `account sophia/${account.name}: details`);
    return [{ name: "token", value: token, secret: true }];
  },
  freshAccount(sandbox, draw): Account {
    return {
      sandbox,
      provider: "sophia",
      name: "main",
      enabled: true,
      prepaid: true,
      credits: { sms: 1_000 },
      callbacks: {},
      numbers: {},
      details: { token: draw("token").toUpperCase() },
    };
  },
  open,
};
