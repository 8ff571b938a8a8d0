// `longestAbroad`: characters of a text to another country than Brazil, in each send of v_2_00, of v_3_00 and of a page.

import { afterEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { call, credencial40, sms, start } from "../../support/mobilepronto/client.ts";

let emulator: Emulator;
afterEach(() => emulator.stop());

type Send = (mobile: string, length: number) => Promise<string>;
const fields = (mobile: string, length: number) => ({
  Credencial: credencial40("abroad"),
  Mobile: mobile,
  Message: "x".repeat(length),
});
const family = { Principal_User: "12345678000195", Aux_User: "TESTE", Send_Project: "N" };
const simple: Send = async (mobile, length) =>
  (await call(emulator, sms, "MPG_SendSimple_SMS", fields(mobile, length))).result;
const page =
  (path: string, more: Readonly<Record<string, string>> = {}): Send =>
  async (mobile, length) => {
    const query = new URLSearchParams({ ...fields(mobile, length), ...family, ...more });
    return (await (await fetch(`${emulator.urls.http}${path}?${query}`)).text()).slice(0, 3);
  };
const v300 =
  (operation: string): Send =>
  async (mobile, length) => {
    const parameters = { ...fields(mobile, length), ...family, Token: "TK0002" };
    return (await call(emulator, "/sms/v_3_00/service.asmx", operation, parameters)).result.slice(0, 3);
  };

describe.each<[name: string, send: Send]>([
  ["MPG_SendSimple_SMS", simple],
  ["MPG_Send_SMS of v_3_00", v300("MPG_Send_SMS")],
  ["enviasms.aspx of v_2_00", page("/v_2_00/smspush/enviasms.aspx")],
  ["enviasms.aspx of v_3_00", page("/sms/v_3_00/smspush/enviasms.aspx", { Token: "TK0002" })],
  ["smsfollow.aspx of v_2_00", page("/v_2_00/smsfollow/smsfollow.aspx")],
])("%s", (_, send) => {
  it.each([160, 70, 300])("takes %i characters abroad, and 160 in Brazil", async (longestAbroad) => {
    emulator = await start({ abroad: { details: { countries: ["55", "1"] } } }, { longestAbroad });
    const abroad = "+1(202)5550123";
    expect([await send(abroad, longestAbroad), await send(abroad, longestAbroad + 1)]).toEqual(["000", "008"]);
    const brazil = "+55(11)999990001";
    expect([await send(brazil, 160), await send(brazil, 161)]).toEqual(["000", "008"]);
  });
});

it("MPG_Send_Long_SMS has a bound of its own", async () => {
  emulator = await start({ abroad: { details: { countries: ["55", "1"] } } }, { longestAbroad: 70 });
  expect(await v300("MPG_Send_Long_SMS")("+1(202)5550123", 71)).toBe("000");
});
