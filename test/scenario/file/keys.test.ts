// Keys that would do nothing are refused, each by the tables of kinds of requests, PDUs and events.

import { expect, test } from "vitest";
import { providers } from "../../../src/providers/index.ts";
import { readScenario } from "../../../src/scenario/file/read.ts";

const vocabularies = providers.map(({ vocabulary }) => vocabulary);

function findings(rule: string): string[] {
  const read = readScenario(`scenario: x\nrules: [ ${rule} ]\n`, "x.yaml", vocabularies);
  return "findings" in read ? read.findings.map(({ found: result }) => result) : [];
}

test.each([
  [
    "{ when: { operation: send, per: session, nth: 2 }, then: [ delay: 1s ] }",
    "per: session cannot be known: send has none",
  ],
  [
    "{ when: { event: bound, per: to, nth: 2 }, then: [ set: { a: 1 } ] }",
    "per: to cannot be known: the event bound has none",
  ],
  [
    "{ when: { operation: stat, per: request, nth: 2 }, then: [ delay: 1s ] }",
    "per: request cannot be known: stat has none",
  ],
  [
    "{ when: { event: inbound }, then: [ set: { per: session, a: 1 } ] }",
    "per: session cannot be known: the event inbound has none",
  ],
  [
    "{ when: { event: bound, state: { per: to, a: 1 } }, then: [ set: { b: 1 } ] }",
    "per: to cannot be known: the event bound has none",
  ],
  ['{ when: { event: bound }, then: [ set: { a: "${to}" } ] }', "${to} cannot be known: the event bound has none"],
  ['{ when: { operation: unitario }, then: [ set: { a: "${from}" } ] }', "${from} cannot be known: unitario has none"],
  ['{ when: { operation: stat }, then: [ response: { body: "${id}" } ] }', "${id} cannot be known: stat has none"],
  ['{ when: { operation: send }, then: [ set: { a: "${id}" } ] }', "the message has no id yet"],
  ["{ when: { event: unbound }, then: [ unbind: true ] }", "the session of the event unbound is over"],
  [
    "{ when: { event: bound }, then: [ report: { status: sent } ] }",
    "report does not say which messages: the event bound has none",
  ],
  [
    "{ before: true, when: { event: inbound }, then: [ set: { a: 1 } ] }",
    "before has no effect: the provider does not process the event inbound",
  ],
  [
    "{ before: true, when: { operation: deliver_sm }, then: [ fault: lose-answer ] }",
    "before has no effect: the provider does not process deliver_sm",
  ],
  [
    "{ when: { operation: MPG_Send_SMS }, then: [ reply: A ] }",
    "reply cannot happen: phones do not write to mobilepronto",
  ],
  [
    "{ when: { provider: sophia, event: bound }, then: [ set: { a: 1 } ] }",
    "the rule can never match: sophia has no event bound",
  ],
  [
    "{ when: { provider: mobilepronto, event: inbound }, then: [ set: { a: 1 } ] }",
    "the rule can never match: mobilepronto has no event inbound",
  ],
  [
    "{ when: { operation: submit_sm }, then: [ callbacks: { method: POST } ] }",
    "method cannot happen: reports of submit_sm go over SMPP",
  ],
  [
    "{ when: { operation: submit_sm }, then: [ callbacks: { charset: utf-8 } ] }",
    "charset cannot happen: reports of submit_sm go over SMPP",
  ],
  [
    "{ when: { operation: send }, then: [ receiptsTo: any ] }",
    "receiptsTo cannot happen: reports of send do not go over SMPP",
  ],
  [
    "{ when: { operation: enquire_link, segment: { number: 1 } }, then: [ delay: 1s ] }",
    "the rule can never match: enquire_link has no segment",
  ],
  [
    '{ when: { operation: enquire_link, to: "11999990001" }, then: [ delay: 1s ] }',
    "the rule can never match: enquire_link has no to",
  ],
  [
    "{ when: { provider: sophia, from: a }, then: [ delay: 1s ] }",
    "the rule can never match: unitario, envio and 3 more have no from",
  ],
  [
    "{ then: [ { account: this, callbacks: { copies: 2 } } ] }",
    "copies is about the reports of a message, and the account beside it makes this a change of the account",
  ],
  [
    "{ when: { operation: submit_sm, fields: { sequence_number: [ reused, 5 ] } }, then: [ delay: 1s ] }",
    "reused stand beside a number",
  ],
  [
    "{ when: { operation: wsdl }, then: [ { account: this, credits: 5 } ] }",
    "account: this cannot be known: wsdl has none",
  ],
  ["{ when: { event: bound }, then: [ callbacks: { copies: 2 } ] }", "the event bound has no callbacks"],
  [
    "{ when: { operation: Aviso_Estoque_Minimo }, then: [ response: { status: 418 } ] }",
    "response cannot happen: Aviso_Estoque_Minimo has no response",
  ],
  [
    "{ when: { provider: mobilepronto, event: status }, then: [ reply: A ] }",
    "reply cannot happen: phones do not write to mobilepronto",
  ],
  [
    "{ when: { operation: enquire_link }, then: [ answer: ESME_ROK ] }",
    "answer cannot happen: enquire_link has no answer",
  ],
  ["{ when: { status: sent }, then: [ delay: 1s ] }", /^the rule can never match: .* have no status$/],
])("%s", (rule, result) => {
  expect(findings(rule)).toEqual([typeof result === "string" ? result : expect.stringMatching(result)]);
});

test.each([
  "{ when: { operation: submit_sm, fields: { Sequence_Number: reused } }, then: [ delay: 1s ] }",
  "{ when: { operation: submit_sm, fields: { sequence_number: [ reused, out-of-range ] } }, then: [ delay: 1s ] }",
  "{ when: { provider: mensagem, from: a }, then: [ delay: 1s ] }",
  "{ when: { session: { bound: 2.. } }, then: [ pdu: { status: 8 } ] }",
  "{ when: { event: status, status: queued }, then: [ set: { a: 1 } ] }",
  "{ then: [ { callbacks: { method: POST } }, { reply: A } ] }",
  "{ when: { operation: mult, per: request, nth: 2 }, then: [ delay: 1s ] }",
  "{ when: { operation: outbind }, then: [ delay: 1s ] }",
])("%s is done", (rule) => {
  expect(findings(rule)).toEqual([]);
});
