// Describes the conditions of a rule.

import type { ScenarioEvent } from "../../core/request-facts.ts";
import { type Bilingual, either, joined, listed, sentencesOf } from "../../core/sentences.ts";
import type { When } from "./scenario.ts";
import { smppWords } from "./session-sentences.ts";
import { dayWords, durationWords, nthWords, perWords, timeWords, valueWords } from "./words.ts";

const say = sentencesOf({
  request: { en: "when {provider} is asked {operation}", pt: "quando {provider} recebe {operation}" },
  "any-provider": { en: "any provider", pt: "qualquer provedor" },
  "any-operation": { en: "anything", pt: "qualquer requisição" },
  out: { en: "when {provider} sends {operation}", pt: "quando {provider} envia {operation}" },
  "any-pdu": { en: "any PDU", pt: "qualquer PDU" },
  inbound: { en: "when a phone writes", pt: "quando um telefone escreve" },
  "inbound-to": { en: "when a phone writes to {provider}", pt: "quando um telefone escreve para {provider}" },
  status: { en: "when a message{whose} {status}", pt: "quando uma mensagem{whose} {status}" },
  bound: { en: "when a session{whose} is bound", pt: "quando uma sessão{whose} é aberta (bind)" },
  unbound: { en: "when a session{whose} ends", pt: "quando uma sessão{whose} termina" },
  idle: {
    en: "when a session{whose} is idle for {duration}",
    pt: "quando uma sessão{whose} fica ociosa por {duration}",
  },
  whose: { en: " of {provider}", pt: " do provedor {provider}" },
  reported: { en: "gets a status", pt: "recebe um status" },
  "is-status": { en: "is {status}", pt: "fica {status}" },

  channel: { en: "over {channels}", pt: "por {channels}" },
  account: { en: "by {account}", pt: "da conta {account}" },
  to: { en: "for {number}", pt: "para {number}" },
  from: { en: "from {number}", pt: "com o remetente {number}" },
  text: { en: "with the text {text}", pt: "com o texto {text}" },
  id: { en: "with the id {id}", pt: "com o id {id}" },
  method: { en: "by {method}", pt: "por {method}" },
  path: { en: "at {path}", pt: "em {path}" },
  remote: { en: "from the address {address}", pt: "do endereço {address}" },
  headers: { en: "with the header {headers}", pt: "com o cabeçalho {headers}" },
  fields: { en: "with {fields}", pt: "com {fields}" },
  state: { en: "while {states}", pt: "enquanto {states}" },
  "state-is": { en: "{name} is {value}", pt: "{name} é {value}" },
  "state-per": { en: "{name} of this {per} is {value}", pt: "{name} (por {per}) é {value}" },
  operator: { en: "of the operator {operator}", pt: "da operadora {operator}" },
  between: { en: "from {time}", pt: "das {time}" },
  window: {
    en: "between {from} and {until} after the start",
    pt: "entre {from} e {until} depois do início",
  },
  "window-until": { en: "until {until} after the start", pt: "até {until} depois do início" },
  chance: { en: "with a chance of {chance}", pt: "com probabilidade de {chance}" },
  nth: { en: "if it is {nth}", pt: "se for {nth}" },
  "of-each": { en: "{nth} of each {per}", pt: "{nth} de cada {per}" },
  faster: {
    en: "while its account is faster than {count} a second (burst {burst})",
    pt: "enquanto a conta passa de {count} por segundo (rajada de {burst})",
  },
});

/** `when a provider is asked Send_SMS by main for 55119*`. */
export function whenWords(when: When): Bilingual {
  const words: Bilingual[] = [subjectWords(when)];
  if (when.channel !== undefined) words.push(say("channel", { channels: either(when.channel) }));
  if (when.account !== undefined) words.push(say("account", { account: when.account.source }));
  if (when.to !== undefined) words.push(say("to", { number: when.to.source }));
  if (when.from !== undefined) words.push(say("from", { number: when.from.source }));
  if (when.text !== undefined) words.push(say("text", { text: when.text.source }));
  if (when.id !== undefined) words.push(say("id", { id: when.id.source }));
  if (when.method !== undefined) words.push(say("method", { method: when.method.source }));
  if (when.path !== undefined) words.push(say("path", { path: when.path.source }));
  if (when.remote !== undefined) words.push(say("remote", { address: when.remote.source }));
  if (when.headers !== undefined) words.push(say("headers", { headers: matcherWords(when.headers) }));
  if (when.fields !== undefined && when.fields.length > 0)
    words.push(say("fields", { fields: matcherWords(when.fields) }));
  words.push(...smppWords(when), ...stateWords(when));
  if (when.operator !== undefined) words.push(say("operator", { operator: when.operator.source }));
  words.push(...timesWords(when));
  if (when.chance !== undefined) words.push(say("chance", { chance: when.chance }));
  if (when.nth !== undefined) {
    const which = nthWords(when.nth, when.per);
    const nth = when.per === undefined ? which : say("of-each", { nth: which, per: perWords(when.per) });
    words.push(when.nth.kind === "every" ? nth : say("nth", { nth }));
  }
  if (when.faster !== undefined) words.push(say("faster", { count: when.faster.perSecond, burst: when.faster.burst }));
  return joined(words);
}

function subjectWords(when: When): Bilingual {
  const { event, provider, operation } = when;
  if (event !== undefined) return eventWords(event, when);
  if (when.direction === "out") {
    return say("out", {
      provider: provider === undefined ? say("any-provider") : either(provider),
      operation: operation === undefined ? say("any-pdu") : either(operation),
    });
  }
  return say("request", {
    provider: provider === undefined ? say("any-provider") : either(provider),
    operation: operation === undefined ? say("any-operation") : either(operation),
  });
}

function eventWords(event: ScenarioEvent, { provider, status, session }: When): Bilingual {
  if (event === "inbound")
    return provider === undefined ? say("inbound") : say("inbound-to", { provider: either(provider) });
  const whose = provider === undefined ? "" : say("whose", { provider: either(provider) });
  if (event === "idle") return say("idle", { whose, duration: durationWords(session?.idle?.from ?? 0) });
  if (event !== "status") return say(event, { whose });
  const reached = status === undefined ? say("reported") : say("is-status", { status: either(status) });
  return say("status", { whose, status: reached });
}

function matcherWords(matchers: NonNullable<When["fields"]>): Bilingual {
  return listed(matchers.map(({ name, matcher }) => `${name} ${matcher.source}`));
}

function stateWords({ state, statePer }: When): Bilingual[] {
  if (state === undefined) return [];
  const states = Object.entries(state).map(([name, { source }]) => {
    const value = valueWords(source);
    return statePer === undefined
      ? say("state-is", { name, value })
      : say("state-per", { name, value, per: perWords(statePer) });
  });
  return [say("state", { states: listed(states) })];
}

function timesWords({ weekday, date, between, window }: When): Bilingual[] {
  const words: Bilingual[] = [];
  for (const days of [weekday, date]) if (days !== undefined) words.push(dayWords(days.source));
  if (between !== undefined) words.push(say("between", { time: timeWords(between) }));
  if (window !== undefined) words.push(windowWords(window));
  return words;
}

function windowWords({ from, until }: NonNullable<When["window"]>): Bilingual {
  return from === 0
    ? say("window-until", { until: durationWords(until) })
    : say("window", { from: durationWords(from), until: durationWords(until) });
}
