// Numbers in the shape of a test number whose code or later life no table has: each provider answers them as wrong numbers.

import { afterAll, beforeAll, expect, it } from "vitest";
import type { Emulator } from "../../src/client/sandbox.ts";
import { sms, user } from "../support/mensagem/client.ts";
import { gateway, goodSms, call as soap } from "../support/mobilepronto/client.ts";
import { emulate, undoAll } from "../support/sandboxed.ts";
import { call as sophia, token } from "../support/sophia/client.ts";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await emulate();
});
afterAll(undoAll);

const wrong = ["11900000050", "11900000777", "11900000200", "11900019900", "11900010099", "11900020000"];

it.each(wrong)("%s", async (number) => {
  const answers = {
    sophia: (await sophia(emulator, "unitario", { token, destino: number, msg: "Oi" })).json.envio,
    withCountry: (await sophia(emulator, "unitario", { token, destino: `+55${number}`, msg: "Oi" })).json.envio,
    mensagem: await sms(emulator, "send", { u: user, n: number, m: "Oi" }),
    mobilepronto: (await soap(emulator, gateway, "MPG_Send_SMS", { ...goodSms, Mobile: `+55(11)${number.slice(2)}` }))
      .result,
  };
  const invalid = [{ status: 0, mesageID: "", detailDescription: "NUMERO DE DESTINO INVALIDO: PREFIXO" }];
  expect(answers.sophia).toMatchObject(invalid);
  expect(answers.withCountry).toMatchObject(invalid);
  expect(answers.mensagem).toBe("92;PREFIXO INVALIDO PARA O DDD INFORMADO");
  expect(answers.mobilepronto).toBe("012");
  expect(await emulator.messages()).toEqual([]);
});
