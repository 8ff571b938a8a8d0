// Mensagem: semicolon-delimited HTTP GET, a web service, SMPP 3.4, callbacks by GET.

import type { JsonObject } from "../../core/json.ts";
import { type Host, type OpenProvider, type Provider, receiverKey } from "../provider.ts";
import { clientVariables, credentials, defaultAccount, freshAccount } from "./account.ts";
import { altusFuncao } from "./altus.ts";
import { caclFuncao } from "./cacl.ts";
import { cactFuncao } from "./cact.ts";
import { cadusFuncao } from "./cadus.ts";
import { delivery, notices, waysOf } from "./callback.ts";
import { cictFuncao } from "./cict.ts";
import { cnnvlFuncao } from "./cnnvl.ts";
import { cnusFuncao } from "./cnus.ts";
import { coverage } from "./coverage.ts";
import { crctnFuncao } from "./crctn.ts";
import { crdtfFuncao } from "./crdtf.ts";
import { detailsOf } from "./details.ts";
import { type Funcao, routeOf } from "./funcao.ts";
import { multFuncao } from "./mult.ts";
import { operFuncao } from "./oper.ts";
import { recvFuncao } from "./recv.ts";
import { samples } from "./sample.ts";
import { sendFuncao } from "./send.ts";
import { settingsShape } from "./settings.ts";
import { clientEventAt } from "./smpp/deliver-sm.ts";
import { smppNotices } from "./smpp/notices.ts";
import { flagFollowUps, reachable } from "./smpp/pending-flag.ts";
import { smppService } from "./smpp/service.ts";
import { stamFuncao } from "./stam.ts";
import { statFuncao } from "./stat.ts";
import { vocabulary } from "./vocabulary.ts";
import { wbsapiRoute } from "./wbsapi/service.ts";

/** The functions of /sms/*, in the document's order. */
const funcoes: readonly Funcao[] = [
  sendFuncao,
  multFuncao,
  statFuncao,
  stamFuncao,
  recvFuncao,
  caclFuncao,
  crdtfFuncao,
  cnnvlFuncao,
  cnusFuncao,
  cadusFuncao,
  altusFuncao,
  crctnFuncao,
  cictFuncao,
  cactFuncao,
  operFuncao,
];

function open(host: Host, raw: JsonObject): OpenProvider {
  const settings = settingsShape(raw, "providers.mensagem");
  const context = { host, settings };
  const sms = funcoes.map((funcao) => routeOf(context, funcao));
  return {
    routes: [...sms, wbsapiRoute(context)],
    listenerRoutes: sms,
    smpp: smppService(host, settings),
    callbacks: {
      notices(clientEvent) {
        const ways = waysOf(clientEvent, settings);
        return [
          ...(ways.http ? notices(clientEvent, settings) : []),
          ...(ways.smpp ? smppNotices(host.store, clientEvent, settings) : []),
        ];
      },
      followUps: (clientEvent) => flagFollowUps(host.store, clientEvent, settings),
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
  coverage,
  settings: settingsShape,
  credentials,
  clientVariables,
  defaultAccount,
  freshAccount,
  samples,
  open,
} as const satisfies Provider;
