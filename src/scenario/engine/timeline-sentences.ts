// Describes the timeline and `accounts`.

import type { AccountChange, CreditChange } from "../../core/account.ts";
import { type Bilingual, joined, listed, sentencesOf } from "../../core/sentences.ts";
import { effectsWords } from "./step-sentences.ts";
import type { TimelineAction } from "./steps.ts";
import type { TimelineItem } from "./timeline.ts";
import { choiceWords, durationWords, templateWords } from "./words.ts";

const say = sentencesOf({
  start: { en: "At the start {action}.", pt: "No início {action}." },
  after: { en: "{duration} after the start {actions}.", pt: "{duration} depois do início {actions}." },
  at: { en: "At {instant} {actions}.", pt: "Em {instant} {actions}." },

  account: { en: "{account} {changes}", pt: "{account} {changes}" },
  inbound: { en: '{phone} writes "{text}" to {to}', pt: '{phone} escreve "{text}" para {to}' },
  add: { en: "{name} grows by {amount}", pt: "{name} aumenta em {amount}" },
  set: { en: "{name} becomes {value}", pt: "{name} passa a ser {value}" },
  report: { en: "{messages} are reported {status}", pt: "{messages} recebem o DLR {status}" },
  release: { en: "antifraud releases {messages}", pt: "o antifraude libera {messages}" },
  refuse: { en: "antifraud refuses {messages}", pt: "o antifraude recusa {messages}" },
  outage: {
    en: "{provider} is out of order for {duration} ({effects})",
    pt: "{provider} fica fora do ar por {duration} ({effects})",
  },
  reachable: { en: "{phone} is reachable again", pt: "{phone} volta a ter sinal" },
  "unbind-all": { en: "the sessions of every account are unbound", pt: "as sessões de todas as contas recebem unbind" },
  unbind: { en: "the sessions of {account} are unbound", pt: "as sessões de {account} recebem unbind" },

  "all-messages": { en: "all messages", pt: "todas as mensagens" },

  unchanged: { en: "stays as it is", pt: "fica como está" },
  credits: { en: "gets credits: {amounts}", pt: "recebe créditos: {amounts}" },
  enabled: { en: "is enabled", pt: "é ativada" },
  disabled: { en: "is disabled", pt: "é desativada" },
  prepaid: { en: "is prepaid", pt: "é pré-paga" },
  postpaid: { en: "is postpaid", pt: "é pós-paga" },
  callbacks: { en: "gets its callbacks at {addresses}", pt: "recebe os callbacks em {addresses}" },
  rate: { en: "may send {count} a second", pt: "pode enviar {count} por segundo" },
  number: { en: "knows {number} as {facts}", pt: "conhece {number} como {facts}" },
  detail: { en: "has {name} {value}", pt: "tem {name} {value}" },
  fewer: { en: "{count} fewer", pt: "{count} a menos" },
  more: { en: "{count} more", pt: "{count} a mais" },
});

export const timelineWords = {
  /** `At the start PROVIDER/main gets credits: 2.` */
  start: (action: TimelineAction): Bilingual => say("start", { action: actionWords(action) }),
  /** `10m after the start PROVIDER/main gets credits: 100 more.` */
  item({ at, actions }: TimelineItem): Bilingual {
    const words = listed(actions.map(actionWords));
    return "after" in at
      ? say("after", { duration: durationWords(at.after), actions: words })
      : say("at", { instant: new Date(at.instant).toISOString(), actions: words });
  },
};

function actionWords(action: TimelineAction): Bilingual {
  switch (action.kind) {
    case "account":
      return say("account", { account: action.account, changes: changeWords(action.change) });
    case "inbound":
      return say("inbound", { phone: action.from, text: action.text, to: action.to ?? action.provider });
    case "set":
      return listed(
        action.set.map(({ name, value }) =>
          "add" in value
            ? say("add", { name, amount: value.add })
            : say("set", { name, value: templateWords(value.text) }),
        ),
      );
    case "report":
      return say("report", {
        messages: choiceWords(action.messages, say("all-messages")),
        status: action.word ?? action.status,
      });
    case "release":
    case "refuse":
      return say(action.kind, { messages: choiceWords(action.messages, say("all-messages")) });
    case "outage": {
      const { provider, forMs, effects } = action;
      return say("outage", { provider, duration: durationWords(forMs), effects: effectsWords(effects) });
    }
    case "reachable":
      return say("reachable", { phone: action.phone });
    case "unbind":
      return action.account === undefined ? say("unbind-all") : say("unbind", { account: action.account });
  }
}

function changeWords(change: AccountChange): Bilingual {
  const words: Bilingual[] = [];
  if (change.credits !== undefined) words.push(say("credits", { amounts: creditWords(change.credits) }));
  if (change.enabled !== undefined) words.push(say(change.enabled ? "enabled" : "disabled"));
  if (change.prepaid !== undefined) words.push(say(change.prepaid ? "prepaid" : "postpaid"));
  if (change.callbacks !== undefined) words.push(say("callbacks", { addresses: pairWords(change.callbacks) }));
  if (change.rate !== undefined) words.push(say("rate", { count: change.rate.perSecond }));
  for (const [number, facts] of Object.entries(change.numbers ?? {}))
    words.push(say("number", { number, facts: pairWords(facts) }));
  for (const [name, value] of Object.entries(change.details ?? {}))
    words.push(say("detail", { name, value: JSON.stringify(value) }));
  return words.length === 0 ? say("unchanged") : listed(words);
}

function pairWords(values: object): Bilingual {
  const text = (value: unknown): string => (typeof value === "object" ? JSON.stringify(value) : String(value));
  return listed(Object.entries(values).map(([key, value]) => `${key} ${text(value)}`));
}

function creditWords(credits: NonNullable<AccountChange["credits"]>): Bilingual {
  if (isForEveryKind(credits)) return amountWords(credits);
  return listed(Object.entries(credits).map(([kind, change]) => joined([amountWords(change), kind])));
}

function isForEveryKind(credits: NonNullable<AccountChange["credits"]>): credits is CreditChange {
  return typeof Object.values(credits)[0] === "number";
}

function amountWords(change: CreditChange): Bilingual {
  if ("set" in change) return joined([change.set]);
  return change.add < 0 ? say("fewer", { count: -change.add }) : say("more", { count: change.add });
}
