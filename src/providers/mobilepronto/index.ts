// MobilePronto: SOAP 1.1 and 1.2 on ASP.NET .asmx services.

import type { Account } from "../../core/account.ts";
import type { JsonObject } from "../../core/json.ts";
import type { Host, OpenProvider, Provider } from "../provider.ts";
import { coverage } from "./coverage.ts";
import { detailsOf } from "./details.ts";
import { serviceRoute } from "./route.ts";
import { serviceFiles } from "./services.ts";
import { type MobileProntoSettings, settingsShape } from "./settings.ts";
import { documentedVocabulary, vocabulary } from "./vocabulary.ts";

function settingsOf(raw: JsonObject): MobileProntoSettings {
  return settingsShape(raw, "providers.mobilepronto");
}

function open(host: Host, raw: JsonObject): OpenProvider {
  const settings = settingsOf(raw);
  return {
    routes: serviceFiles.map((file) => serviceRoute(host, settings, file)),
    notices: () => [],
    delivery: () => ({ by: "nowhere", reason: "MobilePronto has no callbacks" }),
    retry: { tries: 1, firstDelay: 1, factor: 1 },
    inboundAddress: () => null,
  };
}

export const mobilepronto: Provider = {
  id: "mobilepronto",
  title: "MobilePronto",
  vocabulary,
  vocabularyWith: (raw) => (settingsOf(raw).siblings ? vocabulary : documentedVocabulary),
  coverage,
  credentials(account) {
    const details = detailsOf(account);
    return [
      { name: "Credencial (20)", value: details.credencial20, secret: true },
      { name: "Credencial (40)", value: details.credencial40, secret: true },
    ];
  },
  freshAccount(sandbox, draw): Account {
    return {
      sandbox,
      provider: "mobilepronto",
      name: "main",
      enabled: true,
      prepaid: true,
      credits: { sms: 1_000 },
      callbacks: {},
      numbers: {},
      details: {
        credencial20: draw("credencial20").slice(0, 20).toUpperCase(),
        credencial40: (draw("credencial40") + draw("credencial40 more")).slice(0, 40).toUpperCase(),
        principalUser: "12345678000195",
        token: draw("token").slice(0, 6).toUpperCase(),
        project: "MPG",
      },
    };
  },
  open,
};
