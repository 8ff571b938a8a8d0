// MobilePronto: SOAP 1.1 and 1.2 on ASP.NET .asmx services.

import type { JsonObject } from "../../core/json.ts";
import type { Host, OpenProvider, Provider } from "../provider.ts";
import { clientVariables, credentials, defaultAccount, freshAccount } from "./account.ts";
import { coverage } from "./coverage.ts";
import { pageRoutes } from "./pages.ts";
import { serviceRoute } from "./route.ts";
import { sendSms } from "./sample.ts";
import { serviceFiles } from "./services.ts";
import { type MobileProntoSettings, settingsValidator } from "./settings.ts";
import { documentedVocabulary, vocabulary } from "./vocabulary.ts";

function settingsOf(raw: JsonObject): MobileProntoSettings {
  return settingsValidator(raw, "providers.mobilepronto");
}

function open(host: Host, raw: JsonObject): OpenProvider {
  const settings = settingsOf(raw);
  return {
    routes: [
      ...serviceFiles
        .filter(({ operations }) => settings.siblings || operations.some(({ observed }) => !observed))
        .map((file) => serviceRoute(host, settings, file)),
      ...(settings.siblings ? pageRoutes(host, settings) : []),
    ],
  };
}

export const mobilepronto = {
  id: "mobilepronto",
  title: "MobilePronto",
  colour: "#0f766e",
  vocabulary,
  vocabularyWith: (raw) => (settingsOf(raw).siblings ? vocabulary : documentedVocabulary),
  coverage,
  settings: settingsValidator,
  credentials,
  clientVariables,
  defaultAccount,
  freshAccount,
  samples: [sendSms],
  hosts: ["mpgateway.com", "*.mpgateway.com", "pw-api.com"],
  open,
} as const satisfies Provider;
