import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { scenarioWords } from "../../../src/scenario/engine/sentences.ts";
import {
  aQuery,
  englishOf,
  keyValueInMap,
  runScenario,
  scenarioOf,
  start,
} from "../../support/scenario/run-scenario.ts";

const scenarioFile = `
scenario: a story with everything that is drawn and counted
seed: 7
rules:
  - when: { chance: 0.2 }
    continue: true
    then: [ delay: { between: [1ms, 500ms] } ]
  - rule: every third of each number
    when: { operation: Send_SMS, nth: every 3, per: to }
    then: [ { delay: { median: 300ms, sigma: 0.5 } }, { fault: garbage } ]
  - rule: four turns
    when: { operation: Send_SMS, text: /PIN/ }
    afterTurns: loop
    inTurn: [ [ answer: "900" ], [ answer: no-credit ], [ set: { x: 1 } ], [ { reply: SIM } ] ]
  - when: { text: N* }
    limit: 5
    then: [ life: sent-only ]
`;

function run(seed: string, requests = 300, from = 0, keyValue = keyValueInMap(), resume = false): string[] {
  const { request } = runScenario(scenarioFile, { seed, keyValue, resume });
  return Array.from({ length: requests }, (_, index) => {
    const n = from + index;
    return JSON.stringify(request({ to: `551199999000${n % 7}`, text: n % 2 === 0 ? `PIN ${n}` : `N${n}` }, start + n));
  });
}

const hash = (lines: readonly string[]): string => createHash("sha256").update(lines.join("\n")).digest("hex");

describe("the same seed and calls", () => {
  test("give the same decisions, another seed gives others", () => {
    expect(hash(run("7"))).toBe(hash(run("7")));
    expect(hash(run("8"))).not.toBe(hash(run("7")));
  });

  test("go on after a restart as if there had been none", () => {
    const keyValue = keyValueInMap();
    const before = run("7", 120, 0, keyValue);
    const after = run("7", 180, 120, keyValue, true);
    expect([...before, ...after]).toEqual(run("7"));
  });

  test("begin anew after a reset, a reload, or another text", () => {
    const keyValue = keyValueInMap();
    const first = run("7", 50, 0, keyValue);
    expect(run("7", 50, 0, keyValue)).toEqual(first);
    const { running } = runScenario(scenarioFile.replace("a story", "another story"), { keyValue, resume: true });
    expect(running.counters().map(({ uses }) => uses)).toEqual([0, 0, 0, 0]);
  });
});

const outage = "{ outage: { provider: coruja, for: 10m, answer: '97' } }";

test.each([
  ["steps", `then: [ ${outage} ]`],
  ["a branch", `then: [ { oneOf: [ { weight: 1, then: [ ${outage} ] }, { weight: 1, then: [ ${outage} ] } ] } ]`],
])("an outage of a rule on an event goes on after a restart: %s", (_where, then) => {
  const text = `scenario: t\nrules: [ { when: { event: inbound }, ${then} } ]`;
  const keyValue = keyValueInMap();
  const first = runScenario(text, { keyValue });
  const { actions } = first.running.react(aQuery({ event: "inbound", operation: "" }), start);
  for (const action of actions) if (action.kind === "outage") first.running.beginOutage(action, start);
  const second = runScenario(text, { keyValue, resume: true, now: start + 60_000 });
  const answers = [5, 11].map((minutes) => {
    return second.request({ provider: "coruja", operation: "hoot" }, start + minutes * 60_000).answer;
  });
  expect(answers).toEqual([{ code: "97", fields: {} }, undefined]);
});

test("a restart remembers variables, the start and an outage", () => {
  const text = `
scenario: t
rules: [ { when: { state: { a: b } }, then: [ delay: 1ms ] } ]
timeline: [ { at: 1m, do: [ { set: { z: 1 } }, { outage: { provider: coruja, for: 10m, answer: "97" } } ] } ]`;
  const keyValue = keyValueInMap();
  const first = runScenario(text, { keyValue });
  first.running.set("a", "b");
  const outage = first.running.scenario.timeline[0]?.actions[1];
  if (outage?.kind === "outage") first.running.beginOutage(outage, start + 60_000);
  const second = runScenario(text, { keyValue, resume: true, now: start + 120_000 });
  expect(second.running).toMatchObject({ startedAt: start });
  expect(second.request().delay).toBe(1);
  expect(second.request({ provider: "coruja", operation: "hoot" }, start + 5 * 60_000).answer).toEqual({
    code: "97",
    fields: {},
  });
  expect(second.request({ provider: "coruja", operation: "hoot" }, start + 11 * 60_000).answer).toBeUndefined();
});

describe("a call that no rule takes", () => {
  const rules = `
  - rule: far away
    when: { provider: coruja, operation: hoot, to: 5521* }
    then: [ delay: 1ms ]
  - rule: one number, second request
    when: { provider: pombo, operation: Send_SMS, to: 55119*, text: /PIN/, nth: 2 }
    then: [ delay: 1ms ]
  - rule: by a secret
    when: { operation: Status, fields: { key: SEGREDO } }
    then: [ delay: 1ms ]
  - when: { operation: submit_sm, from: MARCA, state: { mode: night } }
    then: [ delay: 1ms ]
  - when: { operation: send_json, between: 22:00..23:00 }
    then: [ delay: 1ms ]
  - when: { operation: send_json, window: 5m..6m, id: A }
    then: [ delay: 1ms ]`;

  test.each([
    [{}, 'nearest was rule 2 "one number, second request": the request is not the 2nd'],
    [{ to: "5521999990001" }, 'rule 2 "one number, second request": to is 5521999990001, the rule asks for 55119*'],
    [{ text: "oi" }, 'rule 2 "one number, second request": text is oi, the rule asks for /PIN/'],
    [{ text: "" }, "text is empty, the rule asks for /PIN/"],
    [{ operation: "Status", fields: { key: "OUTRO" } }, 'rule 3 "by a secret": field key does not fit'],
    [{ operation: "submit_sm", from: "MARCA" }, 'rule 4 "rule 4": state mode is absent, the rule asks for night'],
    [{ operation: "send_json" }, 'rule 5 "rule 5": the time of day is outside 22:00 to 23:00 (America/Sao_Paulo)'],
    [{ operation: "send_json", id: "A", provider: "coruja" }, 'rule 5 "rule 5": the time of day'],
    [
      { provider: "nobody", operation: "nothing", to: "5521988880000" },
      'rule 1 "far away": provider is nobody, the rule asks for coruja',
    ],
  ])("%j tells what came nearest", (more, sentence) => {
    const { request, running } = runScenario(rules);
    const { nearMiss, rule } = request(more);
    expect(rule).toBeUndefined();
    expect(englishOf(nearMiss)).toContain(sentence);
    expect(JSON.stringify(nearMiss)).not.toContain("SEGREDO");
    expect(running.nearMisses()).toEqual([expect.objectContaining({ nearMiss, at: start })]);
  });

  test.each([
    ["when: { chance: 0 }", "the random draw was not within the chance of 0"],
    ["when: { faster: 1/s }", "the rate was not exceeded"],
  ])("%s is told", (keys, sentence) => {
    expect(englishOf(runScenario(`  - ${keys}\n    then: [ delay: 1ms ]`).request().nearMiss)).toContain(sentence);
  });

  test("a used up rule and turns that are over are told", () => {
    const { request } = runScenario("  - limit: 1\n    then: [ delay: 1ms ]");
    request();
    expect(englishOf(request().nearMiss)).toContain("it is used up");
    const turns = runScenario("  - inTurn: [ [ delay: 1ms ] ]");
    turns.request();
    expect(englishOf(turns.request().nearMiss)).toContain("its turns are over");
  });

  test("no more than a hundred are kept", () => {
    const { request, running } = runScenario("  - when: { text: X }\n    then: [ delay: 1ms ]");
    for (let n = 0; n < 250; n++) request({ to: String(n) });
    expect(running.nearMisses()).toHaveLength(100);
  });

  test("without rules there is nothing near", () => {
    expect(runScenario("scenario: none").request()).toEqual(
      expect.not.objectContaining({ nearMiss: expect.anything() }),
    );
  });
});

test("unknown operations from the wire are answered without keeping each for ever", () => {
  const { request } = runScenario("  - when: { operation: Send_SMS }\n    then: [ delay: 1ms ]");
  for (let n = 0; n < 2000; n++) expect(request({ operation: `nothing${n}` }).rule).toBeUndefined();
  expect(request().delay).toBe(1);
});

test("sandbox memory keeps running apart", () => {
  const { request } = runScenario("  - when: { nth: 1 }\n    then: [ delay: 1ms ]");
  const other = runScenario("  - when: { nth: 1 }\n    then: [ delay: 1ms ]");
  expect([request().delay, other.request().delay, request().delay]).toEqual([1, 1, 0]);
});

test("a scenario says itself in both languages", () => {
  const scenario = scenarioOf(`
scenario: Everything at once
about: It says itself.
seed: seven
clock: { start: 2026-03-02T09:00:00-03:00, speed: 60 }
accounts:
  pombo/main: { credits: { long: 2, short: +5 }, enabled: true, callbacks: { dlr: "http://a/b" }, numbers: { "11999990001": { procon: true } } }
rules:
  - rule: slow start
    when: { provider: [pombo, coruja], account: pombo/*, channel: [soap11, smpp], nth: 1..3, per: to, window: 10m..20m }
    then: [ { delay: { median: 300ms, sigma: 0.5 } }, { life: [ { sent: 1s }, { delivered: 48h } ] } ]
  - rule: turns
    when: { operation: Send_SMS, to: 55119*, text: /PIN/, fields: { key: K }, state: { a: b }, between: 22:00..09:00, chance: 0.5 }
    limit: 3
    afterTurns: loop
    inTurn: [ [ answer: "009" ], [ { fault: { truncate: { after: 40 } } }, { callbacks: { copies: 2, order: shuffled, lose: 1, delay: 1m, before-answer: true } } ] ]
  - rule: bucket
    when: { operation: submit_sm, from: MARCA, id: "7", nth: every 3, faster: 10/s, burst: 20 }
    continue: true
    then: [ { fault: twice }, { set: { a: b } }, { reply: { text: SAIR, after: 5m } }, { account: pombo/main, credits: 1 } ]
timeline:
  - at: 10m
    do:
      - { account: pombo/main, credits: +100 }
      - { inbound: { provider: coruja, from: "11999990001", text: OI } }
      - { set: { night: yes } }
      - { report: { provider: pombo, to: "11999990001", status: delivered } }
      - { release: { provider: pombo } }
      - { refuse: {} }
      - { outage: { provider: pombo, for: 10m, answer: "900" } }
      - { reachable: "11999990001" }
      - { unbind: { account: pombo/main } }
  - at: 2026-03-02T10:00:00-03:00
    do: { outage: { provider: coruja, for: 90s, fault: reset } }
`);
  const words = scenarioWords(scenario, (rule) => rule);
  expect(words.pt).toBe(
    `Everything at once
It says itself.
As escolhas aleatórias e os ids vêm da semente seven.
O relógio anda 60 vezes mais rápido que o real a partir de 2026-03-02T12:00:00.000Z.
No início pombo/main recebe créditos: 2 long e 5 a mais short, é ativada, recebe os callbacks em dlr http://a/b e conhece 5511999990001 como procon true.
Regra 1, slow start: quando pombo ou coruja recebe qualquer requisição por soap11 ou smpp da conta pombo/* entre 10m e 20m depois do início se for uma das requisições 1 a 3 de cada destinatário, espera cerca de 300ms (sigma 0.5) e faz a mensagem ficar sent depois de 1s e delivered depois de 48h (usada 1 vez até agora).
Regra 2, turns: quando qualquer provedor recebe Send_SMS para 55119* com o texto /PIN/ com key K enquanto a é b das 22:00 às 09:00 (America/Sao_Paulo) com probabilidade de 0.5, no máximo 3 vezes, na 1ª vez responde 009; na 2ª vez corta a resposta depois de 40 bytes e envia os DLRs (2 vezes cada, em ordem aleatória, sem o primeiro, com 1m de atraso, antes da resposta), e então de novo desde a primeira (usada 2 vezes até agora).
Regra 3, bucket: quando qualquer provedor recebe submit_sm com o remetente MARCA com o id 7 a cada 3 requisições enquanto a conta passa de 10 por segundo (rajada de 20), responde duas vezes, faz o destinatário responder "SAIR" depois de 5m, põe b em a e altera a conta pombo/main, e a busca continua nas regras de baixo (usada 3 vezes até agora).
Uma requisição que nenhuma regra pega recebe a resposta padrão do provedor.
10m depois do início pombo/main recebe créditos: 100 a mais, 5511999990001 escreve "OI" para coruja, night passa a ser yes, as mensagens com provider pombo, to 5511999990001 recebem o DLR delivered, o antifraude libera as mensagens com provider pombo, o antifraude recusa todas as mensagens, pombo fica fora do ar por 10m (responde 900), 5511999990001 volta a ter sinal e as sessões de pombo/main recebem unbind.
Em 2026-03-02T13:00:00.000Z coruja fica fora do ar por 90s (derruba a conexão com RST).
`,
  );
  expect(words.en).toBe(
    `Everything at once
It says itself.
All chance and all ids come from seed seven.
The clock runs 60 times as fast as the real one from 2026-03-02T12:00:00.000Z.
At the start pombo/main gets credits: 2 long and 5 more short, is enabled, gets its callbacks at dlr http://a/b and knows 5511999990001 as procon true.
Rule 1, slow start: when pombo or coruja is asked anything over soap11 or smpp by pombo/* between 10m and 20m after the start if it is one of requests 1 to 3 of each recipient, wait about 300ms (sigma 0.5) and let the message be sent after 1s and delivered after 48h (used 1 time so far).
Rule 2, turns: when any provider is asked Send_SMS for 55119* with the text /PIN/ with key K while a is b from 22:00 to 09:00 (America/Sao_Paulo) with a chance of 0.5, at most 3 times, the 1st time answer 009; the 2nd time cut the answer after 40 bytes and report (each status 2 times, in random order, without the first one, 1m late, before the answer), and then from the first again (used 2 times so far).
Rule 3, bucket: when any provider is asked submit_sm from MARCA with the id 7 once every 3 requests while its account is faster than 10 a second (burst 20), answer twice, have the recipient reply "SAIR" after 5m, set a to b and change the account pombo/main, and the search goes on (used 3 times so far).
A request that no rule takes has the provider's default answer.
10m after the start pombo/main gets credits: 100 more, 5511999990001 writes "OI" to coruja, night becomes yes, messages with provider pombo, to 5511999990001 are reported delivered, antifraud releases messages with provider pombo, antifraud refuses all messages, pombo is out of order for 10m (answer 900), 5511999990001 is reachable again and the sessions of pombo/main are unbound.
At 2026-03-02T13:00:00.000Z coruja is out of order for 90s (reset the connection).
`,
  );
});
