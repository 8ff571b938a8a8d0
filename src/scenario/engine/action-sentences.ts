// Describes what a rule on an event does besides changing variables and accounts.

import type { ScenarioEvent } from "../../core/request-facts.ts";
import { type Bilingual, sentencesOf } from "../../core/sentences.ts";
import type { EventAction } from "./steps.ts";
import { choiceWords, durationWords } from "./words.ts";

const say = sentencesOf({
  inbound: { en: 'have {phone} write "{text}" to {to}', pt: 'faz {phone} escrever "{text}" para {to}' },
  report: { en: "report {messages} as {status}", pt: "marca {messages} com o DLR {status}" },
  release: { en: "release {messages} from antifraud", pt: "libera do antifraude {messages}" },
  refuse: { en: "have antifraud refuse {messages}", pt: "faz o antifraude recusar {messages}" },
  outage: { en: "take {provider} out of order for {duration}", pt: "tira {provider} do ar por {duration}" },
  reachable: { en: "make {phone} reachable again", pt: "devolve o sinal a {phone}" },
  unbind: { en: "unbind the session", pt: "envia unbind à sessão" },
  "unbind-own": { en: "unbind the sessions of the account", pt: "envia unbind às sessões da conta" },
  "unbind-account": { en: "unbind the sessions of {account}", pt: "envia unbind às sessões de {account}" },
  "own-message": { en: "the message", pt: "a mensagem" },
});

/** @param event that the rule is for */
export function actionStepWords(action: EventAction, event: ScenarioEvent | undefined): Bilingual {
  switch (action.kind) {
    case "inbound":
      return say("inbound", { phone: action.from, text: action.text, to: action.to ?? action.provider });
    case "report":
      return say("report", {
        messages: choiceWords(action.messages, say("own-message")),
        status: action.word ?? action.status,
      });
    case "release":
    case "refuse":
      return say(action.kind, { messages: choiceWords(action.messages, say("own-message")) });
    case "outage":
      return say("outage", { provider: action.provider, duration: durationWords(action.forMs) });
    case "reachable":
      return say("reachable", { phone: action.phone });
    case "unbind":
      if (action.account !== undefined) return say("unbind-account", { account: action.account });
      return say(event === "bound" || event === "idle" ? "unbind" : "unbind-own");
  }
}
