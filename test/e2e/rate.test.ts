// An account's rate holds at every HTTP door, on the sandbox's clock: each provider says "slow down" in its own way.

import supertest from "supertest";
import { afterEach, describe, expect, it } from "vitest";
import { call, gateway, goodSms } from "../support/mobilepronto/client.ts";
import { emulate, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

describe("an account's rate", () => {
  it("refuses what comes faster, and lets it go on when time has passed", async () => {
    const inFile = { rate: { rate: "2/s", burst: 2 } };
    const accounts = { "mensagem/main": inFile, "sophia/main": inFile };
    const emulator = await emulate(accounts);
    await emulator.scenario.put({
      scenario: "rate",
      accounts: { "mobilepronto/main": { rate: { rate: "2/s", burst: 2 } } },
    });
    const client = supertest(emulator.urls.http);
    const send = async (): Promise<string> =>
      (await client.get("/sms/send").query({ u: "126b114c", n: "11999990001", m: "Oi" })).text.slice(0, 2);
    const unitario = async (): Promise<number> => {
      const query = { token: "DEMO-SOPHIA-TOKEN", destino: "11999990001", msg: "Oi" };
      const { status, text } = await client.get("/api/unitario.php").query(query);
      return text.includes('"status":200') ? 1 : status;
    };
    const mpg = async (): Promise<string> => (await call(emulator, gateway, "MPG_Send_SMS", { ...goodSms })).result;
    expect([await send(), await send(), await send()]).toEqual(["1;", "1;", "0;"]);
    expect([await unitario(), await unitario(), await unitario()]).toEqual([1, 1, 429]);
    expect([await mpg(), await mpg(), await mpg()]).toEqual(["000", "000", "900"]);
    await emulator.clock.advance(500);
    expect([await send(), await unitario(), await mpg(), await send()]).toEqual(["1;", 1, "000", "0;"]);
  });

  it("begins with a full bucket again after a reset, wherever the clock stood", async () => {
    const emulator = await emulate({ "mensagem/main": { rate: { rate: "1/s", burst: 2 } } });
    const send = async (): Promise<string> => {
      const answer = await fetch(`${emulator.urls.mensagem}/sms/send?u=126b114c&n=11999990001&m=Oi`);
      return (await answer.text()).slice(0, 2);
    };
    for (let round = 0; round < 2; round++) {
      expect([await send(), await send(), await send()]).toEqual(["1;", "1;", "0;"]);
      await emulator.clock.advance("1h");
      await emulator.reset();
    }
    expect([await send(), await send(), await send()]).toEqual(["1;", "1;", "0;"]);
  });
});
