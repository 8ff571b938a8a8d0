// Mensagem: semicolon-delimited HTTP GET, a web service, SMPP 3.4, callbacks by GET.

import type { Account } from "../../core/account.ts";
import type { JsonObject } from "../../core/json.ts";
import { type Host, type OpenProvider, type Provider, receiverKey } from "../provider.ts";
import { delivery, notices } from "./callback.ts";
import { coverage } from "./coverage.ts";
import { detailsOf } from "./details.ts";
import { failure, plain, serveSend } from "./send.ts";
import { settingsShape } from "./settings.ts";
import { smppNotices } from "./smpp/deliver-sm.ts";
import { smppService } from "./smpp/service.ts";
import { send, vocabulary } from "./vocabulary.ts";

function open(host: Host, raw: JsonObject): OpenProvider {
  const settings = settingsShape(raw, "providers.mensagem");
  return {
    routes: [
      {
        path: "/sms/send",
        doors: ["http", "mensagem"],
        handle: (request) => serveSend(host, settings, request),
        internalError: () => plain(settings, failure(send, "0", settings)),
      },
    ],
    smpp: smppService(host),
    notices(news) {
      const bySmpp = news.kind === "status" ? news.message.channel === "smpp" : news.account.callbacks.mo === undefined;
      return bySmpp ? smppNotices(news) : notices(news, settings);
    },
    delivery: (entry, account) =>
      entry.by === "smpp" ? { by: "smpp", key: receiverKey(account), data: entry.data } : delivery(entry, account),
    retry: { tries: settings.tries, firstDelay: settings.firstDelayMs, factor: settings.factor },
    inboundAddress: (account) => detailsOf(account).la,
  };
}

export const mensagem: Provider = {
  id: "mensagem",
  title: "Mensagem",
  vocabulary,
  coverage,
  credentials(account) {
    const { integrationUser } = detailsOf(account);
    return [{ name: "u", value: integrationUser, secret: true }];
  },
  freshAccount(sandbox, draw): Account {
    return {
      sandbox,
      provider: "mensagem",
      name: "main",
      enabled: true,
      prepaid: true,
      credits: { long: 1_000, flash: 1_000, short: 1_000 },
      callbacks: {},
      numbers: {},
      details: {
        integrationUser: draw("integrationUser").slice(0, 8),
        smppPassword: draw("smppPassword").slice(0, 8),
        costCentres: [
          { id: 622, name: "PRINCIPAL" },
          { id: 623, name: "SECUNDARIO" },
        ],
      },
    };
  },
  open,
};
