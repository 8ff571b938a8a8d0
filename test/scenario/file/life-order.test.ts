// A status may follow any other, as carriers report: DELIVRD and then UNDELIV, ACCEPTD and then DELIVRD.

import { expect, test } from "vitest";
import { startEmulator } from "../../../src/client/start-emulator.ts";

test.each([
  [["sent", "delivered", "undelivered"]],
  [["delivered", "sent", "delivered"]],
  [["undelivered", "delivered"]],
])("%j in this order", async (statuses) => {
  const ports = { httpPort: 0, mensagemPort: 0, smppPort: 0 };
  await using emulator = await startEmulator({ ...ports, data: ":memory:", clock: "manual", logLevel: "silent" });
  const life = statuses.map((status, index) => ({ [status]: `${index + 1}s` }));
  const when = { provider: "mensagem", operation: "send" };
  await emulator.scenario.put({ scenario: "order", rules: [{ when, then: [{ life }] }] });
  await fetch(`${emulator.urls.mensagem}/sms/send?u=126b114c&n=11999990001&m=Oi`);
  const seen: string[] = [];
  for (const _ of statuses) {
    await emulator.clock.advance(1_000);
    seen.push((await emulator.messages())[0]?.status ?? "");
  }
  expect(seen).toEqual(statuses);
});
