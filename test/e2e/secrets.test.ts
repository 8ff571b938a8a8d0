// Secrets of calls are masked in all that shows calls: lists, single calls, stories, exports, events, metrics, errors, logs.

import { afterEach, expect, it } from "vitest";
import { callApi, exported, listen } from "../support/control.ts";
import { connect } from "../support/esme.ts";
import { wbsapi } from "../support/mensagem/client.ts";
import { call, gateway, sms, voice } from "../support/mobilepronto/client.ts";
import { emulate, later, undoAll } from "../support/sandboxed.ts";
import { call as sophia } from "../support/sophia/client.ts";

afterEach(undoAll);

const credencial20 = "SECRET20aaaabbbbcccc";
const credencial40 = "SECRET40aaaabbbbccccddddeeeeffffgggghhhh";
const token = "SECRET-sophia token+1";
const password = "SECRETpw";
const wrong = "SECRETno";
const integrationUser = "5ec7e7aa";

it("no secret of a client is shown by anything but its account", async () => {
  const lines: string[] = [];
  const { write } = process.stderr;
  process.stderr.write = (chunk: string | Uint8Array) => lines.push(String(chunk)) > 0;
  later(() => {
    process.stderr.write = write;
  });
  const emulator = await emulate({}, { logLevel: "debug", providers: { mobilepronto: { httpBindings: true } } });
  const api = await emulator.sandbox("shop", {
    accounts: {
      "mobilepronto/main": { details: { credencial20, credencial40, token: "SECRTK" } },
      "mensagem/main": { details: { integrationUser, smppPassword: password } },
      "sophia/main": { details: { token } },
    },
  });
  const events: string[] = [];
  later(await listen(emulator, {}, (event) => void events.push(JSON.stringify(event))));

  const fields = { Principal_User: "12345678000195", Aux_User: "LOJA", Mobile: "+55(11)999990001" };
  const send = { ...fields, Send_Project: "N", Message: "Oi" };
  for (const version of [11, 12] as const) {
    await call(emulator, gateway, "MPG_Send_SMS", { Credencial: credencial20, ...send }, version);
    await call(emulator, sms, "MPG_SendSimple_SMS", { Credencial: credencial40, ...fields, Message: "Oi" }, version);
  }
  await call(emulator, gateway, "MPG_Send_SMS", { Credencial: `${wrong}aaaabbbbcccc`, ...send });
  await call(emulator, voice, "MPG_SendandFollowUp_Voice", {
    Credencial: credencial40,
    Token: "SECRTK",
    ...fields,
    Voice: "V-PTBR-F1",
    Message: "Oi",
  });
  const form = new URLSearchParams({ Credencial: credencial20, ...send });
  await (await fetch(`${emulator.urls.http}${gateway}/MPG_Send_SMS`, { method: "POST", body: form })).text();
  await sophia(emulator, "unitario", { token, destino: "11999990001", msg: "Oi" });
  await sophia(emulator, "unitario", { token: wrong, destino: "11999990001", msg: "Oi" });
  await sophia(emulator, "envio", {}, { token, mensagens: [{ destino: "11999990001", msg: "Oi" }] });
  await sophia(emulator, "dlr", { token });
  await sophia(emulator, "mo", {}, new URLSearchParams({ token }));
  await (await fetch(`${emulator.urls.mensagem}/sms/send?u=${integrationUser}&n=11999990001&m=Oi`)).text();
  await wbsapi(emulator, "sendUnique", { Identificacao: integrationUser, Mensagem: "Oi", Celular: "11999990001" });
  for (const given of [wrong, password]) {
    const esme = await connect(emulator.urls.smpp);
    await esme.request("bind_transceiver", { system_id: integrationUser, password: given });
    if (given === password) await esme.request("submit_sm", { destination_addr: "11999990001", short_message: "Oi" });
    if (given === password) await esme.request("unbind", {});
    esme.close();
  }
  await api.waitForRequest({ operation: "unbind" });
  await (await emulator.sandbox("shop")).clock.advance("1m");

  const secrets = [credencial20, credencial40, token, "SECRTK", password, wrong].flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    secret.replaceAll(" ", "+"),
    Buffer.from(secret).toString("base64").replace(/=+$/, "").slice(0, -1),
    Buffer.from(secret).toString("hex"),
  ]);
  const visible = new Map<string, string>([
    ["events", events.join("\n")],
    ["log", lines.join("")],
  ]);
  for (const name of ["default", "shop"]) {
    const item = emulator.existing(name);
    for (const { seq } of await item.requests()) {
      const { request, response, ...rest } = await item.request(seq);
      const raw = [request, response].map((part) => Buffer.from(part?.base64 ?? "", "base64").toString("latin1"));
      visible.set(`call ${seq} of ${name}`, JSON.stringify([rest, request.text, response?.text]) + raw.join());
    }
    for (const { seq } of await item.messages())
      visible.set(`message ${seq}`, JSON.stringify((await item.message(seq)).message));
    for (const format of ["jsonl", "har", "pcapng"] as const) {
      visible.set(`${format} of ${name}`, (await exported(item, format)).toString("latin1"));
    }
  }
  const stolen = { name: "thief", accounts: { "sophia/main": { details: { token } } } };
  visible.set("error", JSON.stringify((await callApi(emulator, "POST /sandboxes", stolen)).body));
  visible.set(
    "error of a body",
    JSON.stringify((await callApi(emulator, "POST /sandboxes", { ...stolen, name: 5 })).body),
  );
  const spoilt = { name: "thief", accounts: { "mobilepronto/main": { details: { credencial20: `${wrong}x` } } } };
  visible.set("error of a credential", JSON.stringify((await callApi(emulator, "POST /sandboxes", spoilt)).body));
  visible.set("metrics", await (await fetch(`${emulator.urls.http}/torpedo/v1/metrics`)).text());

  // 7 of MobilePronto, 5 of Sophia, 2 of Mensagem, 4 of SMPP: nothing was left out of the journal.
  expect([...visible.keys()].filter((key) => key.startsWith("call ")).length).toBe(18);
  for (const [what, text] of visible) {
    for (const secret of secrets) expect(text.includes(secret), `${what} shows ${secret}: ${text}`).toBe(false);
  }
  expect(visible.get("jsonl of shop")).toContain("***");
  // Over HTTP the integration user is all that is asked for; in SMPP it is the name beside the password.
  expect(visible.get("har of shop")).not.toContain(integrationUser);
});
