// A message that an answer holds waits for antifraud, whether the rule gives the code or the reason.

import { expect, test } from "vitest";
import { startEmulator } from "../../../src/client/start-emulator.ts";
import { findingsOf } from "../../support/scenario/run-scenario.ts";

const ports = { httpPort: 0, mensagemPort: 0, smppPort: 0 };
const quiet = { ...ports, data: ":memory:", clock: "manual", logLevel: "silent" } as const;
const when = { provider: "mensagem", operation: "send" };

test.each([
  ["61", undefined],
  ["antifraud", undefined],
  ["61", [{ sent: "1s" }]],
  ["antifraud", [{ sent: "1s" }]],
])("answer %s with the life %j holds the message until its release", async (answer, life) => {
  await using emulator = await startEmulator(quiet);
  const then = life === undefined ? [{ answer }] : [{ answer }, { life }];
  await emulator.scenario.put({ scenario: "held", rules: [{ when, then }] });
  const response = await fetch(`${emulator.urls.mensagem}/sms/send?u=126b114c&n=11999990001&m=Oi`);
  expect(await response.text()).toBe("61;MENSAGEM EM ANALISE PELO ANTIFRAUDE");
  const status = async () => (await emulator.messages())[0]?.status;
  await emulator.clock.advance(3_600_000);
  expect(await status()).toBe("held");
  expect((await emulator.release(1, true)).status).toBe("queued");
  await emulator.clock.advance(3_600_000);
  expect(await status()).toBe(life === undefined ? "delivered" : "sent");
});

test.each(["61", "antifraud"])("a life that begins held releases answer %s itself", async (answer) => {
  await using emulator = await startEmulator(quiet);
  const life = [{ held: "0s" }, { queued: "5m" }, { delivered: "6m" }];
  await emulator.scenario.put({ scenario: "held", rules: [{ when, then: [{ answer }, { life }] }] });
  await fetch(`${emulator.urls.mensagem}/sms/send?u=126b114c&n=11999990001&m=Oi`);
  const seen: (string | undefined)[] = [];
  for (const minutes of [4, 1, 1]) {
    await emulator.clock.advance(minutes * 60_000);
    seen.push((await emulator.messages())[0]?.status);
  }
  expect(seen).toEqual(["held", "queued", "delivered"]);
});

test.each(["'61'", "antifraud"])("answer %s is no refusal for check", (answer) => {
  const rule = (more: string, steps: string): string =>
    `scenario: t\nrules:\n  - when: { operation: hoot }\n${more}    then: [ answer: ${answer}, ${steps} ]\n`;
  expect(findingsOf(rule("", "life: delivered"))).toEqual([]);
  expect(findingsOf(rule("    before: true\n", "delay: 1s")).join("\n")).toContain("nothing can succeed");
});

test("the timeline reports after a final status, backwards too", async () => {
  await using emulator = await startEmulator(quiet);
  const statuses = ["undelivered", "delivered", "sent", "delivered"];
  const timeline = statuses.map((status, index) => ({ at: `${index + 1}m`, do: { report: { status } } }));
  await emulator.scenario.put({ scenario: "reports", timeline });
  await fetch(`${emulator.urls.mensagem}/sms/send?u=126b114c&n=11999990001&m=Oi`);
  await emulator.clock.advance(30_000);
  const seen: (string | undefined)[] = [];
  for (const _ of statuses) {
    await emulator.clock.advance(60_000);
    seen.push((await emulator.messages())[0]?.status);
  }
  expect(seen).toEqual(statuses);
});
