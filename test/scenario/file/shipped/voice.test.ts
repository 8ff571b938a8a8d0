import { afterAll, expect, test } from "vitest";
import { unusedParts } from "../../../support/scenario/shipped-coverage.ts";
import { type ScenarioRun, startScenario } from "../../../support/scenario/start-scenario.ts";

afterAll(() => expect(unusedParts()).toEqual([]));

async function request(on: ScenarioRun, operation: string, fields: Record<string, string>): Promise<string> {
  const credential = { Credencial: "DEMO000000000000000000000000000000000040", Token: "TK0001" };
  const inner = Object.entries({ ...credential, ...fields }).map(([name, value]) => `<${name}>${value}</${name}>`);
  const envelope = "http://schemas.xmlsoap.org/soap/envelope/";
  const answer = await fetch(`${on.emulator.urls.http}/voice/v_3_00/service.asmx`, {
    method: "POST",
    headers: { "Content-Type": "text/xml; charset=utf-8", SOAPAction: `"PWGatewayVoice/${operation}"` },
    body: `<s:Envelope xmlns:s="${envelope}"><s:Body><${operation} xmlns="PWGatewayVoice">${inner.join("")}</${operation}></s:Body></s:Envelope>`,
  });
  const [, result = ""] = new RegExp(`<${operation}Result>([^<]*)<`).exec(await answer.text()) ?? [];
  return result;
}

test("voice-machine: a machine, then a person, then busy; 024 until there is a status", async () => {
  await using on = await startScenario("voice-machine");
  const call = async (): Promise<string> => {
    const number = { Principal_User: "12345678000195", Aux_User: "T", Mobile: "+55(11)999990001" };
    const result = await request(on, "MPG_SendandFollowUp_Voice", {
      ...number,
      Voice: "V-PTBR-F1",
      Message: "Bom dia",
    });
    expect(result).toMatch(/^000:/);
    return result.slice(4);
  };
  const status = (id: string): Promise<string> => request(on, "MPG_Status_Voice", { IDMSG: id });
  const first = await call();
  expect(await status(first)).toBe("024");
  await on.minutes(1);
  expect(await status(first)).toBe("machine:200");
  const second = await call();
  const third = await call();
  await on.minutes(2);
  expect([await status(second), await status(third)]).toEqual(["ok:85.00", "failed:486"]);
});
