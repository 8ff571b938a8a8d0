// How each code of Correio comes about.

import type { Emulator } from "../../../src/client/sandbox.ts";
import { startEmulator } from "../../../src/client/start-emulator.ts";
import { byScenario, type Provocations } from "../../contract/provocations/provocation.ts";
import { privately } from "../private-ports.ts";
import { registry } from "../registry.ts";

type Running = Emulator<string>;
const good = { to: "11999990001", text: "Oi" };

async function request(emulator: Running, body: unknown = good, key = "DEMO-CORREIO-KEY"): Promise<string> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const answer = await fetch(`${emulator.urls["correio"]}/v1/post`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Key": key },
    body: text,
  });
  return /"result":"(\w+)"/.exec(await answer.text())?.[1] ?? "";
}

export const correio: Provocations<Running> = {
  start: () => startEmulator({ ...privately(registry), clock: "manual", logLevel: "error" }, registry),
  operations: {
    post: {
      OK: (emulator) => request(emulator),
      KEY: (emulator) => request(emulator, good, "nobody"),
      TO: (emulator) => request(emulator, { to: "12", text: "Oi" }),
      BODY: (emulator) => request(emulator, "{"),
      STAMPS: byScenario("correio", "post", "STAMPS", (emulator) => request(emulator)),
      BUSY: byScenario("correio", "post", "BUSY", (emulator) => request(emulator)),
      async OFF(emulator) {
        await emulator.accounts.change("correio/main", { enabled: false });
        const code = await request(emulator);
        await emulator.accounts.change("correio/main", { enabled: true });
        return code;
      },
    },
  },
};
