// node-soap through the served WSDL, in 1.1 and 1.2: every operation, accents and the euro sign intact.

import { type Client, createClientAsync } from "soap";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Emulator } from "../../../src/client/sandbox.ts";
import {
  type Fields,
  gateway,
  goodSimple,
  goodSms,
  goodVoice,
  sms,
  start,
  voice,
} from "../../support/mobilepronto/client.ts";

const text = "Olá, ação & <b> 'aspas' € 10";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await start();
});
afterAll(() => emulator.stop());

describe.each([
  { version: "1.1", options: {}, channel: "soap11" },
  { version: "1.2", options: { forceSoap12Headers: true }, channel: "soap12" },
])("node-soap, SOAP $version", ({ options, channel }) => {
  const client = (path: string) => createClientAsync(`${emulator.urls.http}${path}?wsdl`, options);

  it("sends by 01r33 and reads credits and messages back", async () => {
    const service = await client(gateway);
    const { Credencial, Principal_User } = goodSms;
    const before = await run(service, "MPG_Credits", { Credencial, Principal_User, Status: "" });
    const sent = await run(service, "MPG_Send_SMS", {
      ...goodSms,
      Aux_User: `${channel} ção`,
      Send_Project: "y",
      Message: text,
    });
    expect(sent).toEqual({ MPG_Send_SMSResult: "000" });
    expect((await emulator.messages()).at(-1)).toMatchObject({ channel, text: `MPG:${text}`, to: "5511999990001" });
    const after = await run(service, "MPG_Credits", { Credencial, Principal_User, Status: "" });
    expect([before["Status"], after["Status"]]).toEqual(["000", "000"]);
    expect(Number(before["MPG_CreditsResult"]) - Number(after["MPG_CreditsResult"])).toBe(1);
    const rows = await run(service, "MPG_Query01", {
      ...goodSms,
      Aux_User: `${channel} ção`,
      Status_Code: "1",
      Status: "",
    });
    expect(rows["Status"]).toBe("000");
    expect(String(rows["MPG_Query01Result"])).toContain(
      "<Message>MPG:Olá, ação &amp; &lt;b&gt; 'aspas' € 10</Message>",
    );
  });

  it("sends by v_2_00 and reads credits", async () => {
    const service = await client(sms);
    expect(await run(service, "MPG_SendSimple_SMS", { ...goodSimple, Message: text })).toEqual({
      MPG_SendSimple_SMSResult: "000",
    });
    expect((await emulator.messages()).at(-1)).toMatchObject({
      channel,
      text,
      fields: { Aux_User: "MPG_SendSimple_SMS" },
    });
    const credits = await run(service, "MPG_Credits", { Credencial: goodSimple["Credencial"], v_st_Status: "" });
    expect(credits).toMatchObject({ v_st_Status: "000" });
  });

  it("calls by voice and asks what became of it", async () => {
    const service = await client(voice);
    const sent = await run(service, "MPG_SendandFollowUp_Voice", { ...goodVoice, Message: text });
    expect(sent["MPG_SendandFollowUp_VoiceResult"]).toMatch(/^000:MPG\d{12}$/);
    const IDMSG = String(sent["MPG_SendandFollowUp_VoiceResult"]).slice(4);
    const { Credencial, Token } = goodVoice;
    const request = () => run(service, "MPG_Status_Voice", { Credencial, Token, IDMSG });
    expect(await request()).toEqual({ MPG_Status_VoiceResult: "024" });
    await emulator.clock.advance(10_000);
    expect((await request())["MPG_Status_VoiceResult"]).toMatch(/^ok:\d{1,3}\.\d\d$/);
    expect((await emulator.messages()).at(-1)).toMatchObject({ channel, text, kind: "voice", to: "551132320001" });
  });
});

async function run(client: Client, operation: string, fields: Partial<Fields>): Promise<Record<string, unknown>> {
  const method: unknown = client[`${operation}Async`];
  if (typeof method !== "function") throw new Error(`the WSDL has no ${operation}`);
  const [answer]: [Record<string, unknown>] = await method.call(client, fields);
  return answer;
}
