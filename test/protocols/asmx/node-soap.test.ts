// node-soap, in 1.1 and 1.2, through the served WSDL and over a socket: every operation, accents and the euro sign intact.

import { createClientAsync } from "soap";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { echo, recorded } from "../../support/asmx/echo-services.ts";
import { type AsmxListener, listenAsmx } from "../../support/asmx/listener.ts";
import { service } from "../../support/asmx/soap-call.ts";

let listener: AsmxListener;

beforeAll(async () => {
  const services = Object.entries(recorded).map(([path, declaration]) => {
    const open = { ...declaration, httpGet: path === "/wbsapi.asmx", httpPost: path === "/wbsapi.asmx" };
    return [path, service({}, open, echo)];
  });
  listener = await listenAsmx(Object.fromEntries(services));
});

afterAll(() => listener.close());

const TEXT = "Olá, ção <b>&\"' € \u{1F600}";

describe.each([
  { version: "1.1", options: {}, channel: "soap11" },
  { version: "1.2", options: { forceSoap12Headers: true }, channel: "soap12" },
])("SOAP $version", ({ options, channel }) => {
  test.each(Object.entries(recorded))("%s", async (path, declaration) => {
    const client = await createClientAsync(`http://127.0.0.1:${listener.port}${path}?wsdl`, options);
    for (const operation of declaration.operations) {
      const args: Record<string, string | number> = {};
      for (const { name, type } of operation.parameters) {
        if (type === "dateTime") args[name] = "2015-07-12T00:00:00";
        else args[name] = type === "string" ? TEXT : 7;
      }
      if ("Credencial" in args) args["Credencial"] = "ECHO";
      const call: unknown = client[`${operation.name}Async`];
      if (typeof call !== "function") throw new Error(`no method ${operation.name}`);
      const [answer]: [Record<string, unknown>] = await call.call(client, args);
      const result = answer[`${operation.name}Result`];
      if (operation.name === "MPG_Status_Voice") expect(result).toBe("ok:85.00");
      else expect(result).toContain(`='${TEXT}'`);
      const roundTrip = listener.exchanges.at(-1);
      expect(roundTrip).toMatchObject({ operation: operation.name, channel, call: expect.anything() });
    }
  });

  test("a fault reaches the client", async () => {
    const client = await createClientAsync(`http://127.0.0.1:${listener.port}/wbsapi.asmx?wsdl`, options);
    const call: unknown = client["sendUniqueAsync"];
    if (typeof call !== "function") throw new Error("no method");
    await expect(call.call(client, { Telefone: "x" })).rejects.toThrow("Input string was not in a correct format.");
  });
});
