// A scenario scripts all doors, its timeline runs on the sandbox's clock, and a bad one never replaces a good one.

import { createClientAsync } from "soap";
import { afterEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../src/client/sandbox.ts";
import { startEmulator } from "../../src/client/start-emulator.ts";
import { startCatcher } from "../support/catcher.ts";
import { emulate, sendSophia, undoAll } from "../support/sandboxed.ts";

const options = {
  httpPort: 0,
  mensagemPort: 0,
  smppPort: 0,
  data: ":memory:",
  clock: "manual",
  logLevel: "silent",
} as const;
let emulator: Emulator;
afterEach(() => emulator.stop());
afterEach(undoAll);
const send = async (): Promise<string> =>
  (await fetch(`${emulator.urls.mensagem}/sms/send?u=126b114c&n=11999990001&m=Oi`)).text();

describe("a scenario", () => {
  it("answers by rule, gives lives and runs its timeline", async () => {
    emulator = await startEmulator(options);
    await emulator.scenario.put({
      scenario: "the second is refused, later the credit runs out",
      rules: [
        { rule: "second", when: { provider: "mensagem", operation: "send", nth: 2 }, then: [{ answer: "97" }] },
        { rule: "none arrives", when: { provider: "mensagem" }, then: [{ life: "undelivered" }] },
      ],
      timeline: [{ at: "10m", do: [{ account: "mensagem/main", credits: 0 }] }],
    });
    expect([(await send()).slice(0, 2), await send(), (await send()).slice(0, 2)]).toEqual([
      "1;",
      "97;CREDITOS INSUFICIENTES",
      "1;",
    ]);
    await emulator.clock.advance(600_000);
    expect((await emulator.messages()).map((message) => message.status)).toEqual(["undelivered", "undelivered"]);
    expect(await send()).toBe("97;CREDITOS INSUFICIENTES");
  });

  it("speaks to three providers at once: the second MPG send 009, a Mensagem send 97, a reply to Sophia", async () => {
    const catcher = await startCatcher();
    emulator = await emulate({ "sophia/main": { callbacks: { mo: `${catcher.url}/mo` } } });
    await emulator.scenario.put({
      scenario: "three at once",
      rules: [
        {
          rule: "credit",
          when: { provider: "mobilepronto", operation: "MPG_Send_SMS", nth: 2 },
          then: [{ answer: "009" }],
        },
        { rule: "credit", when: { provider: "mensagem", operation: "send" }, then: [{ answer: "97" }] },
        { rule: "reply", when: { provider: "sophia" }, then: [{ reply: { text: "SIM", after: "5m" } }] },
      ],
    });
    const client = await createClientAsync(`${emulator.urls.http}/Service.asmx?WSDL`);
    const sms = {
      Credencial: "DEMO0000000000000020",
      Principal_User: "12345678000195",
      Aux_User: "LOJA",
      Mobile: "+55(11)999990001",
      Send_Project: "N",
      Message: "Olá",
    };
    const mpg = async (): Promise<unknown> => (await client["MPG_Send_SMSAsync"](sms))[0].MPG_Send_SMSResult;
    expect([await mpg(), await mpg(), await mpg()]).toEqual(["000", "009", "000"]);
    expect(await send()).toBe("97;CREDITOS INSUFICIENTES");
    const id = await sendSophia(emulator);
    await emulator.clock.advance(300_000);
    expect(catcher.caught.map(({ query }) => [query.get("mensagem"), query.get("numero"), query.get("id")])).toEqual([
      ["SIM", "11999990001", id],
    ]);
    await catcher.stop();
  });

  it("that is wrong is refused with its place, and the good one stays", async () => {
    emulator = await startEmulator(options);
    await emulator.scenario.put(
      "scenario: no\nrules:\n  - rule: none\n    when: { text: Oi }\n    then: [ { answer: no-credit } ]\n",
    );
    await expect(
      emulator.scenario.put("scenario: x\nrules:\n  - rule: a\n    when: { operation: sned }\n"),
    ).rejects.toThrow(/scenario:\d+:\d+: /);
    expect(await send()).toBe("97;CREDITOS INSUFICIENTES");
  });
});
