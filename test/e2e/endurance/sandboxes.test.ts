// 20 worlds (100 in `npm run endurance`) in one emulator, driven at once by real clients on every door, each with a scenario,
// a seed and a clock of its own: what each shows, its journal to the byte, is what the same run shows alone.

import { afterEach, expect, it } from "vitest";
import type { Emulator } from "../../../src/client/sandbox.ts";
import type { SandboxView } from "../../../src/index.ts";
import { type Catcher, startCatcher } from "../../support/catcher.ts";
import { exported } from "../../support/control.ts";
import { amount } from "../../support/endurance/amount.ts";
import { connect } from "../../support/esme.ts";
import { wbsapi } from "../../support/mensagem/client.ts";
import { call, gateway, sms, voice } from "../../support/mobilepronto/client.ts";
import { emulate, later, undoAll } from "../../support/sandboxed.ts";
import { call as sophia } from "../../support/sophia/client.ts";

afterEach(undoAll);

const many = amount(20, 100);
/** Number of sandboxes that run alone in an emulator of their own; the others share one, in turn. */
const fresh = amount(4, 20);

const sends = ["unitario", "envio", "send", "sendUnique", "MPG_Send_SMS", "MPG_SendSimple_SMS", "submit_sm"];
const scenario = (n: number) => ({
  scenario: `World ${n}`,
  rules: [
    { rule: "some fail", when: { operation: sends, chance: 0.3 }, then: [{ answer: "no-credit" }] },
    {
      rule: "some are slow to arrive",
      when: { operation: sends, nth: `every ${2 + (n % 3)}` },
      then: [{ life: n % 2 === 0 ? "undelivered" : "expired" }, { reply: `SIM ${n}` }, { set: { box: `number ${n}` } }],
    },
  ],
});

/** State of a sandbox as the control API and its clients see it. */
interface Seen {
  /** The canonical journal. */
  readonly journal: string;
  readonly uses: readonly number[];
  readonly variables: object;
  readonly instants: readonly number[];
  /** Callbacks that its receivers got, in the order of their text. */
  readonly caught: readonly string[];
  /** The deliver_sm that its ESME got. */
  readonly delivered: readonly string[];
  readonly credits: readonly object[];
}

function details(info: SandboxView, provider: string, name: string): string {
  return String(info.accounts.find((account) => account.provider === provider)?.details[name]);
}

/** Runs the whole story of a sandbox by real clients on every listener. */
async function activate(emulator: Emulator, catcher: Catcher, n: number): Promise<Seen> {
  const name = `box-${n}`;
  const before = catcher.caught.length;
  const callbacks = { dlr: `${catcher.url}/${name}/dlr`, mo: `${catcher.url}/${name}/mo` };
  const accounts = { "sophia/main": { callbacks }, "mensagem/main": { callbacks } };
  const api = await emulator.sandbox(name, {
    seed: `seed ${n}`,
    clock: "manual",
    accounts,
    scenario: scenario(n),
  });
  const info = await api.info();
  const number = (k: number): string => `119${String(90_000_000 + n * 100 + k)}`;
  const text = (k: number): string => `Oi ${n}.${k}`;
  const instants = [info.clock.now];
  const advance = async (duration: string): Promise<void> => {
    const { now, cut, unanswered } = await api.clock.advance(duration);
    expect([cut, unanswered]).toEqual([false, []]);
    instants.push(now, (await api.clock.read()).now);
  };
  const token = details(info, "sophia", "token");
  const integrationUser = details(info, "mensagem", "integrationUser");
  const principal = { Principal_User: details(info, "mobilepronto", "principalUser"), Aux_User: "LOJA" };

  for (let k = 0; k < 3; k++) {
    await sophia(emulator, "unitario", { token, destino: number(k), msg: text(k) });
    const query = new URLSearchParams({ u: integrationUser, n: number(k), m: text(k) });
    await (await fetch(`${emulator.urls.mensagem}/sms/send?${query}`)).text();
    await call(emulator, gateway, "MPG_Send_SMS", {
      Credencial: details(info, "mobilepronto", "credencial20"),
      ...principal,
      Mobile: `+55(11)${number(k).slice(2)}`,
      Send_Project: "N",
      Message: text(k),
    });
    if (k === 1) await advance(`${1 + (n % 7)}s`);
  }
  const mensagens = [3, 4].map((k) => ({ destino: number(k), msg: text(k) }));
  await sophia(emulator, "envio", {}, { token, mensagens });
  await wbsapi(emulator, "sendUnique", {
    Identificacao: integrationUser,
    Telefone: number(5),
    Mensagem: text(5),
    Agenda: "0001-01-01T00:00:00",
    TipoMensagem: "0",
    CentroCustos: "0",
    IdExterno: `${n}`,
  });
  const forty = { Credencial: details(info, "mobilepronto", "credencial40"), Mobile: `+55(11)${number(6).slice(2)}` };
  await call(emulator, sms, "MPG_SendSimple_SMS", { ...forty, Message: text(6) }, 12);
  const spoken = { Token: details(info, "mobilepronto", "token"), ...principal, Voice: "V-PTBR-F1", Message: text(7) };
  await call(emulator, voice, "MPG_SendandFollowUp_Voice", { ...forty, ...spoken });
  const esme = await connect(emulator.urls.smpp);
  const password = details(info, "mensagem", "smppPassword");
  await esme.request("bind_transceiver", { system_id: integrationUser, password });
  for (const k of [8, 9]) {
    await esme.request("submit_sm", { destination_addr: number(k), short_message: text(k), registered_delivery: 1 });
  }
  await api.sendInbound({ from: number(0), text: `Resposta ${n}`, provider: "sophia" });
  // Reports and answers of the phone, over HTTP and to the bound ESME; the same two days, but never to the same instant.
  await advance(`${48 * 60 + n}m`);
  await esme.request("unbind", {});
  esme.close();
  await api.waitForRequest({ operation: "unbind" }, "20s");

  const after = await api.info();
  expect(after.counts.due).toBe(0);
  const plays = await api.scenario.read();
  const mine = catcher.caught.slice(before).filter(({ path }) => path.startsWith(`/${name}/`));
  const seen = {
    journal: (await exported(api, "jsonl")).toString(),
    uses: plays?.rules.map(({ uses }) => uses) ?? [],
    variables: plays?.variables ?? {},
    instants,
    caught: mine.map(({ target }) => target).sort(),
    delivered: esme.received.map(({ source_addr, short_message }) => `${source_addr} ${short_message?.message}`),
    credits: after.accounts.map(({ credits }) => credits),
  };
  await api.remove();
  return seen;
}

it(`${many} sandboxes at once are as ${many} emulators`, async () => {
  const catcher = await startCatcher();
  later(() => catcher.stop());
  const together = await emulate();
  const began = performance.now();
  const sandboxes = await Promise.all(Array.from({ length: many }, (_, n) => activate(together, catcher, n)));
  console.info(`${many} sandboxes at once: ${((performance.now() - began) / 1_000).toFixed(1)} s`);
  expect(await together.messages()).toEqual([]);
  expect(await together.requests()).toEqual([]);
  // Whatever was called back was somebody's.
  expect(catcher.caught).toHaveLength(sandboxes.reduce((sum, { caught }) => sum + caught.length, 0));

  for (const [n, { journal, caught, delivered, variables }] of sandboxes.entries()) {
    // Nothing of another sandbox is seen in it.
    const own = [journal, ...caught, ...delivered].join("\n");
    const texts = [...own.matchAll(/(?:Oi|SIM|Resposta)(?: |%20)(\d+)/g)].map(([, sandbox]) => Number(sandbox));
    expect(texts.length).toBeGreaterThan(10);
    expect(texts.every((sandbox) => sandbox === n)).toBe(true);
    expect([...own.matchAll(/box-(\d+)/g)].every(([, sandbox]) => Number(sandbox) === n)).toBe(true);
    const numbers = [...own.matchAll(/\b(?:55)?119(9\d{7})\b/g)].map(([, number]) => Number(number) - 90_000_000);
    expect(numbers.every((number) => Math.floor(number / 100) === n)).toBe(true);
    expect([{}, { box: `number ${n}` }]).toContainEqual(variables);
  }
  // All that there is to be seen was there: every door, both ways back, refusals and the rules' counters.
  const all = sandboxes.map(({ journal }) => journal).join("");
  for (const line of ["request", "message", "inbound", "callback"]) expect(all).toContain(`{"line":"${line}"`);
  for (const operation of [...sends, "MPG_SendandFollowUp_Voice", "deliver_sm", "enquire_link"]) {
    expect(all).toContain(`"operation":"${operation}"`);
  }
  expect(all).toContain("some fail");
  for (const { delivered } of sandboxes.slice(0, 3)) expect(delivered.join()).toContain("stat:");
  expect(new Set(sandboxes.map(({ uses }) => uses.join())).size).toBeGreaterThan(5);
  expect(new Set(sandboxes.map(({ instants }) => instants.at(-1))).size).toBe(many);

  const alone = await emulate();
  for (let n = 0; n < many; n++) {
    const own = n % (many / fresh) === 0 ? await emulate() : alone;
    expect(await activate(own, catcher, n), `sandbox ${n}`).toEqual(sandboxes[n]);
    if (own !== alone) await own.stop();
  }
});
