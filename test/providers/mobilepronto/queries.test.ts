// Answers of the query operations, and the services with and without the observed siblings.

import { XMLParser } from "fast-xml-parser";
import { afterEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../../src/client/sandbox.ts";
import {
  call,
  credencial20,
  credencial40,
  type Fields,
  gateway,
  goodSimple,
  goodSms,
  goodVoice,
  sms,
  start,
  voice,
} from "../../support/mobilepronto/client.ts";

let emulator: Emulator;
afterEach(() => emulator.stop());

const { Credencial = "", Principal_User = "" } = goodSms;
const credits = (change: Fields = {}) =>
  call(emulator, gateway, "MPG_Credits", { Credencial, Principal_User, Status: "", ...change });
const query = (change: Fields = {}) =>
  call(emulator, gateway, "MPG_Query01", { Credencial, Principal_User, Status_Code: "", Status: "", ...change });

describe("MPG_Credits", () => {
  it("gives the balance with its decimals, or -1 and the code", async () => {
    emulator = await start({ few: { credits: 3 } });
    expect((await credits()).body).toContain(
      '<MPG_CreditsResponse xmlns="http://www.mpgateway.com/"><MPG_CreditsResult>1000.00</MPG_CreditsResult><Status>000</Status>',
    );
    expect((await credits({ Credencial: "x" })).body).toContain(
      "<MPG_CreditsResult>-1</MPG_CreditsResult><Status>001</Status>",
    );
    const newer = async (credencial: string) =>
      (await call(emulator, sms, "MPG_Credits", { Credencial: credencial, v_st_Status: "" })).elements;
    expect(await newer(credencial40("few"))).toEqual({ MPG_CreditsResult: "3.00", v_st_Status: "000" });
    expect(await newer(credencial20("few"))).toEqual({ MPG_CreditsResult: "3.00", v_st_Status: "000" });
    expect(await newer("few")).toEqual({ MPG_CreditsResult: "-1", v_st_Status: "001" });
  });

  it("has as many decimals as the reading says, and any balance a rule gives", async () => {
    emulator = await start({}, { creditDecimals: 0 });
    expect((await credits()).result).toBe("1000");
    const then = [{ answer: { code: "000", MPG_CreditsResult: "0.5" } }];
    await emulator.scenario.put({ scenario: "odd", rules: [{ rule: "r", when: { operation: "MPG_Credits" }, then }] });
    expect((await credits()).elements).toEqual({ MPG_CreditsResult: "0.5", Status: "000" });
  });
});

describe("MPG_Query01", () => {
  const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === "Table" });
  async function rows(change: Fields): Promise<readonly Record<string, string>[]> {
    const answer = await query(change);
    expect(answer.elements["Status"]).toBe("000");
    const read: { NewDataSet: "" | { Table: readonly Record<string, string>[] } } = parser.parse(answer.result);
    return read.NewDataSet === "" ? [] : read.NewDataSet.Table;
  }
  const send = (change: Fields) => call(emulator, gateway, "MPG_Send_SMS", { ...goodSms, ...change });

  it("chooses by outcome, Aux_User, Mobile and 30 days", async () => {
    emulator = await start();
    await send({ Message: "old" });
    await emulator.clock.advance(31 * 86_400_000);
    await send({ Message: "one <&>", Aux_User: "ANA" });
    await send({ Message: "lost", Mobile: "+55(11)900012000" });
    await send({ Message: "two", Mobile: "+55(11)999990002" });
    await emulator.clock.advance(10_000);
    const messages = async (change: Fields) => (await rows(change)).map((row) => row["Message"]);
    expect(await messages({})).toEqual(["one <&>", "two"]);
    expect(await messages({ Status_Code: "1" })).toEqual(["one <&>", "two"]);
    expect(await messages({ Status_Code: "0" })).toEqual(["lost"]);
    expect(await messages({ Status_Code: "2" })).toEqual(["one <&>", "lost", "two"]);
    expect(await messages({ Status_Code: "2", Aux_User: "ANA" })).toEqual(["one <&>"]);
    expect(await messages({ Mobile: "55(11)99999-0002" })).toEqual(["two"]);
    expect(await messages({ Mobile: "+55(11)999990009" })).toEqual([]);
    expect((await rows({ Aux_User: "ANA" }))[0]).toMatchObject({
      Data: "02/04/2026 09:00:00",
      Principal_User,
      Aux_User: "ANA",
      Mobile: "5511999990001",
      Status_Code: "000",
    });
  });

  it("beside an error the XML is empty", async () => {
    emulator = await start();
    await send({});
    const answer = await query({ Principal_User: "" });
    expect(answer.elements).toEqual({ MPG_Query01Result: "<NewDataSet />", Status: "002" });
  });
});

describe("MPG_Status_Voice", () => {
  const speak = async (change: Fields = {}) =>
    (await call(emulator, voice, "MPG_SendandFollowUp_Voice", { ...goodVoice, ...change })).result.slice(4);
  const status = async (IDMSG: string, change: Fields = {}) => {
    const { Credencial: credencial = "", Token = "" } = goodVoice;
    return (await call(emulator, voice, "MPG_Status_Voice", { Credencial: credencial, Token, IDMSG, ...change }))
      .result;
  };

  it.each(["ok:85.00", "ok:103.03", "failed:486", "error:500", "blocked:603", "machine:200"])(
    "a life ends a call in %s",
    async (word) => {
      emulator = await start();
      const when = { operation: "MPG_SendandFollowUp_Voice" };
      const then = [{ life: [{ sent: "2s" }, { [word]: "20s" }] }];
      await emulator.scenario.put({ scenario: "voice", rules: [{ rule: "r", when, then }] });
      const id = await speak();
      expect(await status(id)).toBe("024");
      await emulator.clock.advance(19_000);
      expect(await status(id)).toBe("024");
      await emulator.clock.advance(1_000);
      expect(await status(id)).toBe(word);
    },
  );

  it.each([
    ["01", /^ok:\d+\.\d\d$/],
    ["20", /^failed:486$/],
    ["30", /^blocked:603$/],
    ["41", /^failed:408$/],
    ["50", /^failed:404$/],
    ["60", /^failed:487$/],
    ["12", /^machine:200$/],
    ["61", /^error:500$/],
    ["10", /^024$/],
  ])("the rehearsal life %s ends it in %s", async (life, end) => {
    emulator = await start();
    const id = await speak({ Mobile: `+55(11)90001${life}00` });
    await emulator.clock.advance(120_000);
    expect(await status(id)).toMatch(end);
  });

  it("knows calls of the account alone, also with eight digits behind the id", async () => {
    emulator = await start({ other: {} });
    const id = await speak();
    await call(emulator, sms, "MPG_SendSimple_SMS", goodSimple);
    await emulator.clock.advance(10_000);
    expect(await status(`${id}-21611143`)).toMatch(/^ok:/);
    expect(await status(id, { Credencial: credencial40("other"), Token: "TK0002" })).toBe("023");
    expect(await status((await emulator.messages())[1]?.id ?? "")).toBe("023");
    expect(await status(id.padEnd(41, "0"))).toBe("023");
    expect(await status("")).toBe("023");
  });

  it("a rule may answer with an end", async () => {
    emulator = await start();
    const rules = [{ rule: "r", when: { operation: "MPG_Status_Voice" }, then: [{ answer: "machine:200" }] }];
    await emulator.scenario.put({ scenario: "ends", rules });
    expect(await status("whatever")).toBe("machine:200");
  });
});

describe("the services", () => {
  const operations = async (path: string) => {
    const wsdl = await (await fetch(`${emulator.urls.http}${path}?wsdl`)).text();
    const portType = wsdl.slice(wsdl.indexOf("<wsdl:portType"), wsdl.indexOf("</wsdl:portType"));
    return [...portType.matchAll(/<wsdl:operation name="(\w+)"/g)].map((match) => match[1]);
  };

  it("have their siblings, with decimal and ref as observed", async () => {
    emulator = await start();
    expect(await operations(gateway)).toEqual(["MPG_Send_SMS", "MPG_Credits", "MPG_Query01"]);
    expect(await operations(sms)).toEqual(["MPG_SendSimple_SMS", "MPG_Credits"]);
    expect(await operations(voice)).toEqual(["MPG_Status_Voice", "MPG_SendandFollowUp_Voice"]);
    const wsdl = await (await fetch(`${emulator.urls.http}${sms}?wsdl`)).text();
    expect(wsdl.replace(/>\s+</g, "><")).toContain(
      '<s:element name="MPG_CreditsResponse"><s:complexType><s:sequence>' +
        '<s:element minOccurs="1" maxOccurs="1" name="MPG_CreditsResult" type="s:decimal" />' +
        '<s:element minOccurs="0" maxOccurs="1" name="v_st_Status" type="s:string" />',
    );
  });

  it("are without them by the setting: service, WSDL, pages and scenario files", async () => {
    emulator = await start({}, { siblings: false });
    expect(await operations(gateway)).toEqual(["MPG_Send_SMS"]);
    expect(await operations(sms)).toEqual(["MPG_SendSimple_SMS"]);
    expect(await operations(voice)).toEqual(["MPG_Status_Voice"]);
    expect(await (await fetch(`${emulator.urls.http}${gateway}`)).text()).not.toContain("MPG_Credits");
    expect((await credits()).body).toContain("Server did not recognize the value of HTTP Header SOAPAction");
    const rules = [{ rule: "r", when: { operation: "MPG_Credits" }, then: [{ answer: "001" }] }];
    await expect(emulator.scenario.put({ scenario: "none", rules })).rejects.toThrow("MPG_Credits is no operation");
  });

  it("have the HTTP bindings by the setting", async () => {
    const get = async () =>
      (await fetch(`${emulator.urls.http}${gateway}/MPG_Send_SMS?${new URLSearchParams(goodSms)}`)).text();
    emulator = await start();
    expect(await get()).toContain("Runtime Error");
    await emulator.stop();
    emulator = await start({}, { httpBindings: true });
    expect(await get()).toContain('<string xmlns="http://www.mpgateway.com/">000</string>');
    expect(await emulator.messages()).toMatchObject([{ channel: "get" }]);
  });
});
