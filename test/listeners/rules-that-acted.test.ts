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
  ["callbacks: { copies: 2 }", { callbacks: { copies: 2 } }, "report 2 times", "envia os DLRs 2 vezes"],
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
  expect((await run(["requests", "1", ...url])).stdout).toMatch(/^sent +\d+ bytes.*\nms +\d+$/m);
});
