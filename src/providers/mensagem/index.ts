// Mensagem: semicolon-delimited HTTP GET, a web service, SMPP 3.4, callbacks by GET.

import type { JsonObject } from "../../core/json.ts";
import { type Host, type OpenProvider, type Provider, receiverKey } from "../provider.ts";
import { clientVariables, credentials, defaultAccount, freshAccount } from "./account.ts";
import { altusFunction } from "./altus.ts";
import { caclFunction } from "./cacl.ts";
import { cactFunction } from "./cact.ts";
import { cadusFunction } from "./cadus.ts";
import { callbackRequests, delivery, waysOf } from "./callback.ts";
import { cictFunction } from "./cict.ts";
import { cnnvlFunction } from "./cnnvl.ts";
import { cnusFunction } from "./cnus.ts";
import { coverage } from "./coverage.ts";
import { crctnFunction } from "./crctn.ts";
import { crdtfFunction } from "./crdtf.ts";
import { detailsOf } from "./details.ts";
import { type GetFunction, routeOf } from "./get-function.ts";
import { multFunction } from "./mult.ts";
import { operFunction } from "./oper.ts";
import { recvFunction } from "./recv.ts";
import { samples } from "./sample.ts";
import { sendFunction } from "./send.ts";
import { settingsValidator } from "./settings.ts";
import { smppRequests } from "./smpp/callback-requests.ts";
import { clientEventAt } from "./smpp/deliver-sm.ts";
import { alertOf, flagFollowUps, reachable } from "./smpp/pending-flag.ts";
import { smppService } from "./smpp/service.ts";
import { stamFunction } from "./stam.ts";
import { statFunction } from "./stat.ts";
import { vocabulary, vocabularyWith } from "./vocabulary.ts";
import { wbsapiRoute } from "./wbsapi/service.ts";

/** The functions of /sms/*, in the document's order. */
const getFunctions: readonly GetFunction[] = [
  sendFunction,
  multFunction,
  statFunction,
  stamFunction,
  recvFunction,
  caclFunction,
  crdtfFunction,
  cnnvlFunction,
  cnusFunction,
  cadusFunction,
  altusFunction,
  crctnFunction,
  cictFunction,
  cactFunction,
  operFunction,
];

function open(host: Host, raw: JsonObject): OpenProvider {
  const settings = settingsValidator(raw, "providers.mensagem");
  const context = { host, settings };
  const sms = getFunctions.map((getFunction) => routeOf(context, getFunction));
  return {
    routes: [...sms, wbsapiRoute(context)],
    listenerRoutes: sms,
    smpp: smppService(host, settings),
    callbacks: {
      requests(clientEvent) {
        const ways = waysOf(clientEvent, settings);
        return [
          ...(ways.http ? callbackRequests(clientEvent, settings) : []),
          ...(ways.smpp ? smppRequests(host.store, clientEvent, settings) : []),
        ];
      },
      followUps: (clientEvent) => flagFollowUps(host.store, clientEvent, settings),
      alert: (account, message, at) => [alertOf(host.store, account, message, at, settings)],
      reachable: (account, phone, at) => reachable(host.store, account, phone, at, settings),
      delivery(entry, account) {
        if (entry.by === "http") return delivery(entry, account);
        const now = host.sandbox(entry.sandbox)?.clock.now() ?? 0;
        if (now - clientEventAt(entry.data) > settings.receiverMs)
          return { by: "nowhere", reason: "it waited too long" };
        return { by: "smpp", key: receiverKey(account), data: entry.data };
      },
      smppRetry: { attempts: 100, firstDelay: 60_000, factor: 1, firstWaits: [1_000, 5_000, 15_000] },
      receiverWaiting: settings.receiverWaiting,
      retry: { attempts: settings.attempts, firstDelay: settings.firstDelayMs, factor: settings.factor },
    },
    inboundAddress: (account) => detailsOf(account).la,
  };
}

export const mensagem = {
  id: "mensagem",
  title: "Mensagem",
  colour: "#1d4ed8",
  listener: { name: "mensagem", port: 2738 },
  vocabulary,
  vocabularyWith: (raw) => vocabularyWith(settingsValidator(raw, "providers.mensagem")),
  coverage,
  settings: settingsValidator,
  credentials,
  clientVariables,
  defaultAccount,
  freshAccount,
  samples,
  open,
} as const satisfies Provider;
