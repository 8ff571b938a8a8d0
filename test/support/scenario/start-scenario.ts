// A shipped story on the stage, and plain clients in front of it: HTTP by fetch, SMPP by node-smpp.

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { startEmulator } from "../../../src/client/start-emulator.ts";
import { type Catcher, startCatcher } from "../catcher.ts";
import { keepCoverage } from "./shipped-coverage.ts";

export interface ScenarioRun extends AsyncDisposable {
  readonly emulator: Emulator;
  /** Receives all reports (`/dlr`) and inbounds (`/mo`) of Mensagem and Sophia. */
  readonly catcher: Catcher;
  /** The answers of the three ways to send, as code: `009`, `97`, `0`; `200` and `000` and `1` for success. */
  mpg(number: string, text?: string): Promise<string>;
  send(number: string, text?: string): Promise<string>;
  unitario(number: string, text?: string): Promise<string>;
  /** The same as whole HTTP answers; `time` in milliseconds is how long the client waits. */
  raw(listener: "mpg" | "send" | "unitario", number: string, text?: string, time?: number): Promise<Response>;
  minutes(n: number): Promise<void>;
  statuses(): Promise<string[]>;
}

const minute = 60_000;

export async function startScenario(name: string, clock: "manual" | "real" = "manual"): Promise<ScenarioRun> {
  const catcher = await startCatcher();
  const emulator = await startEmulator({
    httpPort: 0,
    mensagemPort: 0,
    smppPort: 0,
    data: ":memory:",
    clock,
    logLevel: "silent",
    accounts: accountsFile(catcher.url),
    scenario: name,
  });
  const raw: ScenarioRun["raw"] = (listener, number, text = "Oi", time = 10_000) =>
    fetch(...request(emulator, listener, number, text, AbortSignal.timeout(time)));
  const answer = async (
    listener: Parameters<ScenarioRun["raw"]>[0],
    number: string,
    text?: string,
  ): Promise<string> => {
    const response = await raw(listener, number, text);
    return codeOf(listener, await response.text());
  };
  return {
    emulator,
    catcher,
    raw,
    mpg: (number, text) => answer("mpg", number, text),
    send: (number, text) => answer("send", number, text),
    unitario: (number, text) => answer("unitario", number, text),
    async minutes(n) {
      await emulator.clock.advance(n * minute);
    },
    statuses: async () => (await emulator.messages()).map(({ status }) => status),
    async [Symbol.asyncDispose]() {
      await keepCoverage(emulator);
      await emulator.stop();
      await catcher.stop();
    },
  };
}

function accountsFile(url: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "torpedo-story-")), "accounts.yaml");
  const callbacks = `callbacks: { dlr: "${url}/dlr", mo: "${url}/mo" }`;
  writeFileSync(file, `accounts:\n  mensagem/main: { ${callbacks} }\n  sophia/main: { ${callbacks} }\n`);
  return file;
}

function request(
  emulator: Emulator,
  listener: "mpg" | "send" | "unitario",
  number: string,
  text: string,
  signal: AbortSignal,
): [url: string, init: RequestInit] {
  const query = (fields: Record<string, string>): string => new URLSearchParams(fields).toString();
  if (listener === "send")
    return [`${emulator.urls.mensagem}/sms/send?${query({ u: "126b114c", n: number, m: text })}`, { signal }];
  if (listener === "unitario") {
    const fields = { token: "DEMO-SOPHIA-TOKEN", destino: number, msg: text };
    return [`${emulator.urls.http}/api/unitario.php?${query(fields)}`, { signal }];
  }
  const body = `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><MPG_Send_SMS xmlns="http://www.mpgateway.com/"><Credencial>DEMO0000000000000020</Credencial><Principal_User>12345678000195</Principal_User><Aux_User>TESTE</Aux_User><Mobile>+55(${number.slice(0, 2)})${number.slice(2)}</Mobile><Send_Project>N</Send_Project><Message>${text}</Message></MPG_Send_SMS></soap:Body></soap:Envelope>`;
  const headers = { "Content-Type": "text/xml; charset=utf-8", SOAPAction: '"http://www.mpgateway.com/MPG_Send_SMS"' };
  return [`${emulator.urls.http}/Service.asmx`, { method: "POST", headers, body, signal }];
}

function codeOf(listener: "mpg" | "send" | "unitario", body: string): string {
  if (listener === "send") return body.split(";")[0] ?? "";
  const [, code = body] = /(?:<MPG_Send_SMSResult>|"status":)([^<,]*)/.exec(body) ?? [];
  return code;
}
