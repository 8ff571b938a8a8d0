// 200 worlds in one emulator, driven at once by real clients on every door, each with a scenario and a seed of its own: each
// journal is, byte for byte, that of the same run alone.

import { afterEach, expect, it } from "vitest";
import type { SandboxInfo } from "../../src/control/sandbox-type.ts";
import type { Emulator } from "../../src/emulator.ts";
import { type Catcher, startCatcher } from "../support/catcher.ts";
import { connect } from "../support/esme.ts";
import { call, gateway } from "../support/mobilepronto/client.ts";
import { emulate, later, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

const many = 200;

const sends = ["unitario", "send", "MPG_Send_SMS", "submit_sm"];
const scenario = (n: number) => ({
  scenario: `World ${n}`,
  rules: [
    { rule: "some fail", when: { operation: sends, chance: 0.3 }, then: [{ answer: "no-credit" }] },
    {
      rule: "some are slow to arrive",
      when: { operation: sends, call: `every ${2 + (n % 3)}` },
      then: [{ life: n % 2 === 0 ? "undelivered" : "expired" }, { reply: `SIM ${n}` }],
    },
  ],
});

function details(info: SandboxInfo, provider: string, name: string): string {
  return String(info.accounts.find((one) => one.provider === provider)?.details[name]);
}

/** One world's whole story, by real clients. @returns its canonical journal */
async function play(emulator: Emulator, catcher: Catcher, n: number): Promise<string> {
  const name = `world-${n}`;
  const callbacks = { dlr: `${catcher.url}/${name}/dlr`, mo: `${catcher.url}/${name}/mo` };
  const accounts = { "sophia/main": { callbacks }, "mensagem/main": { callbacks } };
  const desk = await emulator.sandbox(name, {
    seed: `seed ${n}`,
    clock: "manual",
    accounts,
    scenario: { scenario: scenario(n) },
  });
  const info = await desk.info();
  const { http, mensagem, smpp } = emulator.urls;
  const number = (k: number): string => `119${String(90_000_000 + n * 100 + k)}`;
  for (let k = 0; k < 3; k++) {
    const sophia = new URLSearchParams({
      token: details(info, "sophia", "token"),
      destino: number(k),
      msg: `Oi ${n}.${k}`,
    });
    await (await fetch(`${http}/api/unitario.php?${sophia}`)).text();
    const send = new URLSearchParams({
      u: details(info, "mensagem", "integrationUser"),
      n: number(k),
      m: `Oi ${n}.${k}`,
    });
    await (await fetch(`${mensagem}/sms/send?${send}`)).text();
    await call(emulator, gateway, "MPG_Send_SMS", {
      Credencial: details(info, "mobilepronto", "credencial20"),
      Principal_User: details(info, "mobilepronto", "principalUser"),
      Aux_User: "LOJA",
      Mobile: `+55(11)${number(k).slice(2)}`,
      Send_Project: "N",
      Message: `Oi ${n}.${k}`,
    });
    if (k === 1) await desk.clock.advance("2s");
  }
  const esme = await connect(smpp);
  const password = details(info, "mensagem", "smppPassword");
  await esme.ask("bind_transceiver", { system_id: details(info, "mensagem", "integrationUser"), password });
  await esme.ask("submit_sm", { destination_addr: number(9), short_message: `Oi ${n}` });
  await esme.ask("unbind", {});
  esme.close();
  await desk.waitForCall({ operation: "unbind" }, "20s");
  await desk.inbound({ from: number(0), text: `Resposta ${n}`, provider: "sophia" });
  const { unanswered } = await desk.clock.advance("48h");
  expect(unanswered).toEqual([]);
  expect((await desk.info()).counts.due).toBe(0);
  const journal = Buffer.from((await desk.export("jsonl")).base64, "base64").toString();
  await desk.remove();
  return journal;
}

it("200 sandboxes at once are as 200 emulators", { timeout: 180_000 }, async () => {
  const catcher = await startCatcher();
  later(() => catcher.stop());
  const together = await emulate();
  const began = performance.now();
  const journals = await Promise.all(Array.from({ length: many }, (_, n) => play(together, catcher, n)));
  console.info(`${many} sandboxes at once: ${((performance.now() - began) / 1_000).toFixed(1)} s`);
  expect(together.messages()).toEqual([]);
  expect(together.calls()).toEqual([]);
  const all = journals.join("");
  for (const line of ["call", "message", "inbound", "callback"]) expect(all).toContain(`{"line":"${line}"`);
  expect(all).toContain("some fail");
  for (const [n, journal] of journals.entries()) {
    // Nothing of another world is seen in it.
    const texts = [...journal.matchAll(/"text":"Oi (\d+)(?:\.\d)?"/g)].map(([, world]) => Number(world));
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.every((world) => world === n)).toBe(true);
    expect([...journal.matchAll(/world-(\d+)/g)].every(([, world]) => Number(world) === n)).toBe(true);
  }
  for (let n = 0; n < many; n++) {
    const single = await emulate();
    expect(await play(single, catcher, n), `world ${n}`).toBe(journals[n]);
    await single.stop();
  }
});
