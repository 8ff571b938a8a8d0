// Words of rules that have maps in them, or nothing where there could be something.

import { expect, test } from "vitest";
import { providers } from "../../../src/providers/index.ts";
import { scenarioWords } from "../../../src/scenario/engine/sentences.ts";
import { readScenario } from "../../../src/scenario/file/read.ts";

const vocabularies = providers.map(({ vocabulary }) => vocabulary);
const written: readonly (readonly [rule: string, en: string, pt: string])[] = [
  [
    "rules: [ { when: { operation: submit_sm, fields: { sequence_number: reused } }, then: [ { answer: throttled } ] } ]",
    "is asked submit_sm with a sequence_number that is reused, refuse",
    "recebe submit_sm com sequence_number repetido, recusa",
  ],
  [
    "accounts: { sophia/main: { callbacks: { dlr: 'http://127.0.0.1:9/x', rename: { id: z }, extra: { token: y } } } }",
    'rename {"id":"z"} and extra {"token":"y"}',
    'rename {"id":"z"} e extra {"token":"y"}',
  ],
  [
    "rules: [ { when: { provider: sophia, event: inbound }, then: [ unbind: true ] } ]",
    "when a phone writes to sophia, unbind the sessions of the account",
    "quando um telefone escreve para sophia, envia unbind às sessões da conta",
  ],
  [
    "rules: [ { when: { provider: mensagem, event: status, status: [sent, delivered] }, then: [ set: { a: 1 } ] } ]",
    "when a message of mensagem is sent or delivered, set a to 1",
    "quando uma mensagem do provedor mensagem fica sent ou delivered, põe 1 em a",
  ],
  [
    "rules: [ { when: { event: bound, session: { bound: 2.., age: ..5m } }, then: [ unbind: true ] } ]",
    "when a session is bound with at least 2 bound sessions and an age under 5m, unbind the session",
    "quando uma sessão é aberta (bind) com pelo menos 2 sessões abertas e idade menor que 5m, envia unbind à sessão",
  ],
  [
    "rules: [ { when: { event: idle, session: { idle: 1.5s.. } }, then: [ unbind: true ] } ]",
    "when a session is idle for 1.5s, unbind the session",
    "quando uma sessão fica ociosa por 1.5s, envia unbind à sessão",
  ],
  [
    "rules: [ { when: { operation: submit_sm, fields: { sequence_number: [ reused, out-of-range ] }, nth: every 3, per: from }, then: [ { callbacks: { lose: 2 } }, { fault: hang } ] } ]",
    "with a sequence_number that is reused or out of range once every 3 requests of each sender, never answer and report without the first 2",
    "com sequence_number repetido ou fora da faixa a cada 3 requisições de cada remetente, nunca responde e envia os DLRs sem os 2 primeiros",
  ],
  [
    "rules: [ { when: { operation: mult, nth: every 7, per: request, window: 0s..10m, weekday: mon..fri, state: { per: to, a: 3.. } }, then: [ { account: this, credits: 1 } ] } ]",
    "is asked mult while a of this recipient is at least 3 from Monday to Friday until 10m after the start once every 7 messages of each request, change its account",
    "recebe mult enquanto a (por destinatário) é pelo menos 3 de segunda a sexta até 10m depois do início a cada 7 mensagens de cada requisição, altera a conta dela",
  ],
  [
    "rules: [ { when: { operation: send }, then: [ { callbacks: { copies: 2, lose: 1 } }, { set: { a: +1 } } ] } ]",
    "report (each status 2 times, without the first one) and add 1 to a",
    "envia os DLRs (2 vezes cada, sem o primeiro) e soma 1 a a",
  ],
  [
    "rules: [ { when: { operation: deliver_sm }, then: [ delay: 1s ] } ]",
    "when any provider sends deliver_sm, wait 1s",
    "quando qualquer provedor envia deliver_sm, espera 1s",
  ],
  [
    "rules: [ { when: { event: inbound }, then: [ { report: { status: delivered } } ] } ]",
    "as delivered",
    "com o DLR delivered",
  ],
];

test.each(written)("%s", (text, en, pt) => {
  const read = readScenario(`scenario: x\n${text}\n`, "x.yaml", vocabularies);
  if ("findings" in read) expect(read.findings).toEqual([]);
  else {
    const words = scenarioWords(read.scenario);
    expect(words.en).toContain(en);
    expect(words.pt).toContain(pt);
  }
});
