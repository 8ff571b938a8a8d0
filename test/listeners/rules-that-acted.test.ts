// Every rule that took part stands on the request and on the message, in both languages.

import { afterEach, expect, it } from "vitest";
import { run } from "../support/cli.ts";
import { emulate, undoAll } from "../support/sandboxed.ts";
import { untyped } from "../support/scenario/untyped.ts";

afterEach(undoAll);

it.each([
  ["delay: 1ms", { delay: "1ms" }, "wait 1ms", "espera 1ms"],
  ["fault: { drip }", { fault: { drip: { bytes: 400, every: "1ms" } } }, "send the answer", "envia a resposta em"],
  ["life: undelivered", { life: "undelivered" }, "undelivered", "undelivered"],
  ["reply: SIM", { reply: "SIM" }, 'reply "SIM"', 'responder "SIM"'],
  ["callbacks: { copies: 2 }", { callbacks: { copies: 2 } }, "report each status 2 times", "envia os DLRs 2 vezes"],
])("%s", async (_, step, english, portuguese) => {
  const emulator = await emulate();
  await emulator.scenario.put(untyped({ scenario: "acts", rules: [{ rule: "acts", then: [step] }] }));
  const query = new URLSearchParams({ u: "126b114c", n: "11999990001", m: "Oi" });
  await (await fetch(`${emulator.urls.mensagem}/sms/send?${query}`)).text();
  const [request] = await emulator.requests();
  const [message] = await emulator.messages();
  expect(request?.decidedBy).toMatch(/^Rule 1 "acts" \(use 1\): /);
  for (const row of [request, message]) {
    expect(row?.rules?.english).toContain(english);
    expect(row?.rules?.portuguese).toMatch(/^Regra 1 "acts" \(uso 1\): /);
    expect(row?.rules?.portuguese).toContain(portuguese);
  }
  const url = ["--url", emulator.urls.http, "--lang", "pt"];
  for (const list of ["requests", "messages"]) {
    const { stdout } = await run([list, "1", ...url]);
    expect(stdout).toMatch(/^rules +Regra 1 "acts"/m);
  }
  expect((await run(["requests", "1", ...url])).stdout).toMatch(/^decided by +Regra 1 "acts"/m);
  expect((await run(["requests", "1", ...url])).stdout).toMatch(/^sent +\d+ bytes.*\nms +\d+$/m);
});

it.each([
  [
    "119",
    "default: number-length (3 digits with the area code, expected 10 or 11)",
    "padrão: tamanho do número (3 dígitos",
  ],
  ["20999990001", "default: unknown-area (there is no area code 20)", "padrão: DDD desconhecido (não há o DDD 20)"],
])("says why %s is refused", async (number, english, portuguese) => {
  const emulator = await emulate();
  const query = new URLSearchParams({ u: "126b114c", n: number, m: "Oi" });
  await (await fetch(`${emulator.urls.mensagem}/sms/send?${query}`)).text();
  const [request] = await emulator.requests();
  expect(request?.decidedBy).toBe(english);
  expect(request?.decision?.english).toBe(english);
  expect(request?.decision?.portuguese).toContain(portuguese);
});
