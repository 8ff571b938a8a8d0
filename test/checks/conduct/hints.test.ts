// Each hint of a rule that was not assessed is followed here, and then the rule is assessed.

import { afterAll, beforeAll, expect, it } from "vitest";
import { rules } from "../../../src/checks/conduct/rules.ts";
import { sentences } from "../../../src/checks/conduct/sentences.ts";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { startEmulator } from "../../../src/client/start-emulator.ts";
import { type Catcher, startCatcher } from "../../support/catcher.ts";
import { connect, type Esme } from "../../support/esme.ts";

const user = "126b114c";
const place = { httpPort: 0, mensagemPort: 0, smppPort: 0, data: ":memory:", logLevel: "error" } as const;
const source = { source_addr: "28149", source_addr_ton: 1, source_addr_npi: 1 };
const phone = "11999990001";
/** Moves the clock, where the hint does. */
type Advance = () => Promise<unknown>;
type Follow = (emulator: Emulator, advance: Advance) => Promise<unknown>;

let catcher: Catcher;
beforeAll(async () => {
  catcher = await startCatcher();
});
afterAll(() => catcher.stop());

const mensagem = (at: Emulator, path: string, fields: Readonly<Record<string, string>>): Promise<string> =>
  fetch(`${at.urls.mensagem}/sms/${path}?${new URLSearchParams({ u: user, ...fields })}`).then(
    (answer) => answer.text(),
    () => "",
  );
const send =
  (times: number, fields: Readonly<Record<string, string>> = {}): Follow =>
  async (at) => {
    for (let time = 0; time < times; time++) await mensagem(at, "send", { n: phone, m: "Pedido 7", ...fields });
  };
const sophia =
  (times: number, fields: Readonly<Record<string, string>> = {}): Follow =>
  async (at) => {
    const query = new URLSearchParams({ token: "DEMO-SOPHIA-TOKEN", destino: phone, msg: "Pedido 7", ...fields });
    for (let time = 0; time < times; time++) await fetch(`${at.urls.http}/api/unitario.php?${query}`).catch(() => {});
  };
/** Asks for the status of a message. */
const status: Follow = async (at) => {
  const [, id = ""] = (await mensagem(at, "send", { n: phone, m: "Pedido 7" })).split(";");
  await mensagem(at, "cacl", { h: id.trim() });
};
const poll: Follow = async (at) => {
  const [, id = ""] = (await mensagem(at, "send", { n: phone, m: "Pedido 7" })).split(";");
  await mensagem(at, "stat", { h: id.trim() });
};
const bound =
  (follow: (esme: Esme, advance: Advance) => Promise<unknown>, password = "smpp9500"): Follow =>
  async (at, advance) => {
    const esme = await connect(at.urls.smpp);
    await esme.request("bind_transceiver", { system_id: user, password });
    await follow(esme, advance);
    esme.close();
    await esme.gone;
  };
const submit = (esme: Esme, text: string | Buffer, more: object = {}) =>
  esme.request("submit_sm", { ...source, destination_addr: phone, short_message: text, ...more });
const submits = (count: number, text: string | Buffer = "Pedido 7", more: object = {}): Follow =>
  bound((esme) => Promise.all(Array.from({ length: count }, () => submit(esme, text, more))));
/** Leaves once most are answered: a scenario may hold the others for longer than a client waits. */
const submitsUntil = (answered: number, count: number): Follow =>
  bound(
    (esme) =>
      new Promise<void>((resolve) => {
        let left = answered;
        const answer = (): void => {
          left -= 1;
          if (left === 0) resolve();
        };
        for (let order = 0; order < count; order++) submit(esme, "Pedido 7").then(answer, () => {});
      }),
  );
const receipts = (count: number): Follow =>
  bound(async (esme, advance) => {
    for (let order = 0; order < count; order++) await submit(esme, `Pedido ${order}`, { registered_delivery: 1 });
    await advance();
  });
const segment = (reference: number, part: number): [Buffer, object] => [
  Buffer.concat([Buffer.from([5, 0, 3, reference, 2, part]), Buffer.alloc(60, "a")]),
  { esm_class: 0x40 },
];
const longTexts = bound(async (esme) => {
  for (const reference of [1, 2]) for (const part of [1, 2]) await submit(esme, ...segment(reference, part));
});
const reports =
  (times: number, follow: (times: number) => Follow = send): Follow =>
  async (at, advance) => {
    await follow(times)(at, advance);
    await advance();
  };

const follows: Readonly<Record<string, Follow>> = {
  TC101: send(2, { n: "11999990077" }),
  TC102: send(4),
  TC103: (at) => mensagem(at, "send", { u: "ffffffff", n: phone, m: "Oi" }),
  TC104: async (at, advance) => {
    await at.clock.set({ mode: "manual" });
    for (let attempt = 0; attempt < 3; attempt++) {
      await send(1)(at, advance);
      await at.clock.advance({ by: "1s" });
    }
  },
  TC105: send(3),
  TC106: send(21, { n: "11900000094" }),
  TC108: bound(async (esme) => {
    await Promise.all(Array.from({ length: 50 }, () => submit(esme, "Pedido 7")));
    await submit(esme, "Pedido 7");
  }),
  TC110: sophia(3),
  TC201: send(1),
  TC203: send(1, { id: "77" }),
  TC204: sophia(2, { id: "77" }),
  TC205: send(1, { m: "Veja https://loja.br" }),
  TC301: status,
  TC302: status,
  TC401: reports(1),
  TC402: reports(5),
  TC403: reports(1),
  TC404: reports(1),
  TC406: reports(1, sophia),
  TC408: reports(1, (times) => send(times, { n: "11999990090" })),
  TC410: poll,
  TC501: (at) => mensagem(at, "stat", { h: "0" }),
  TC601: submits(5),
  TC602: bound(async () => {}, "wrong"),
  TC603: submits(1),
  TC604: bound((_, advance) => advance()),
  TC605: submitsUntil(30, 50),
  TC606: receipts(5),
  TC607: bound((esme) => esme.request("unbind", {})),
  TC608: receipts(1),
  TC609: submits(1, "Até amanhã"),
  TC610: submits(1),
  TC611: longTexts,
  TC612: longTexts,
  TC701: submits(1, "a".repeat(100)),
  TC702: send(1, { m: "Até amanhã" }),
  TC704: submits(1, Buffer.from("Z\0a\0", "utf16le").swap16(), { data_coding: 8 }),
  TC705: send(1, { m: "a".repeat(2_000) }),
};
/** Two minutes are too long for a test. */
const settings = { rules: { TC603: { idle: 0 } } };

it("has a way for each rule", () => {
  expect(Object.keys(follows)).toEqual(rules.map(({ id }) => id));
});

let plain: Emulator;
beforeAll(async () => {
  plain = await startEmulator({ ...place, clock: "manual" });
});
afterAll(() => plain.stop());

it.each(Object.entries(follows))("%s is assessed once its hint is followed", async (id, follow) => {
  const run = sentences[id]?.run ?? "";
  const scenario = /--scenario (\S+)/.exec(run)?.[1];
  if (scenario === undefined) await plain.reset();
  const emulator = scenario === undefined ? plain : await startEmulator({ ...place, scenario });
  try {
    if (run.includes("--callback")) {
      const callbacks = { dlr: `${catcher.url}/dlr`, mo: `${catcher.url}/mo` };
      for (const account of ["mensagem/main", "sophia/main"] as const)
        await emulator.accounts.change(account, { callbacks });
    }
    // Without a scenario the clock is real: moved here, so that the test need not wait.
    const isMoved = scenario === undefined || run.includes("--settle");
    const advance = () => (isMoved ? emulator.clock.advance({ by: "1h" }) : Promise.reject(new Error("no --settle")));
    await follow(emulator, advance);
    const verdict = async () => (await emulator.conduct({ only: [id], rules: settings })).results[0]?.verdict;
    await expect.poll(verdict).not.toBe("notAssessed");
  } finally {
    if (emulator !== plain) await emulator.stop();
  }
});
