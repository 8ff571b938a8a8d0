// Conduct of a client by the control API, in process, remote and as an export.

import { afterEach, expect, it } from "vitest";
import { assess } from "../../../src/checks/conduct/assess.ts";
import { journalFromExport } from "../../../src/checks/conduct/from-export.ts";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { vocabulariesWith } from "../../../src/config/registry.ts";
import { providers } from "../../../src/providers/index.ts";
import { callApi } from "../../support/control.ts";
import { emulate, sendSophia, undoAll } from "../../support/sandboxed.ts";

afterEach(undoAll);

/** A client that sends a used id twice, asks for an invented id, and sends again after a lost answer. */
async function misbehaved(): Promise<Emulator> {
  const emulator = await emulate({}, { scenario: "answer-lost" });
  const send = (text: string): Promise<unknown> =>
    fetch(
      `${emulator.urls.mensagem}/sms/send?${new URLSearchParams({ u: "126b114c", n: "11999990001", m: text })}`,
    ).catch(() => {});
  await send("Pedido 7 confirmado");
  await send("Pedido 7 confirmado");
  await fetch(`${emulator.urls.mensagem}/sms/cacl?u=126b114c&h=00000000000000000000000000000000`);
  return emulator;
}
const violated = ({ results }: { readonly results: readonly { readonly id: string; readonly verdict: string }[] }) =>
  results.filter(({ verdict }) => verdict === "violated").map(({ id }) => id);

it("judges alike in process, over HTTP and from an export", async () => {
  const emulator = await misbehaved();
  await emulator.sendInbound({ from: "11999990001", text: "SIM" });
  const conduct = await emulator.conduct();
  expect(violated(conduct)).toEqual(["TC201", "TC301"]);
  expect(conduct.summary).toMatchObject({ rules: 38, violated: 2, errors: 2, creditsWasted: 1 });
  const twice = conduct.results.find(({ id }) => id === "TC201");
  expect(twice).toMatchObject({ cost: { credits: 1 }, accounts: ["mensagem/main"] });
  expect(twice?.examples[0]).toMatchObject({ requests: [1, 2], messages: [1, 2] });
  expect(twice?.examples[0]?.text).toContain('"Pedido 7 confirmado" to 5511999990001');
  const { body } = await callApi<typeof conduct>(emulator, "GET /sandboxes/default/conduct?only=TC2*&except=TC205");
  expect(body.results.map(({ id }) => id)).toEqual(["TC201", "TC203", "TC204"]);
  const parts: Uint8Array[] = [];
  for await (const part of (await emulator.export("jsonl", { times: true })).parts) parts.push(part);
  const journal = journalFromExport(Buffer.concat(parts).toString(), "a.jsonl");
  expect(violated(await assess(journal, vocabulariesWith(providers, {})))).toEqual(["TC201", "TC301"]);
});

it("leaves out texts and times", async () => {
  const emulator = await misbehaved();
  const results = await Promise.all([
    emulator.conduct({ texts: false, times: false }),
    callApi<Awaited<ReturnType<Emulator["conduct"]>>>(
      emulator,
      "GET /sandboxes/default/conduct?texts=false&times=false",
    ).then(({ body }) => body),
  ]);
  for (const conduct of results) {
    expect(violated(conduct)).toEqual(["TC201", "TC301"]);
    expect(JSON.stringify(conduct)).not.toMatch(/Pedido 7|"at"|"gapsMs"/);
    const [example] = conduct.results.find(({ id }) => id === "TC201")?.examples ?? [];
    expect(example?.text).toMatch(/^a message to 5511999990001: request 1 was accepted/);
    expect(example?.portuguese).toMatch(/^uma mensagem para 5511999990001: a requisição 1 foi aceita/);
  }
});

it("takes the settings of conduct.yaml, and what came since", async () => {
  const emulator = await misbehaved();
  const rules = { rules: { TC301: "off", TC201: { severity: "note" }, TC703: "off" } };
  const conduct = await emulator.conduct({ rules, except: ["TC703"] });
  expect(conduct.summary).toMatchObject({ off: 1, notes: 1, errors: 0 });
  expect(violated(await emulator.conduct({ since: 1, only: ["TC3*"] }))).toEqual(["TC301"]);
});

it("the latest requests are those with the highest numbers, with their messages", async () => {
  for (const clock of ["manual", "real"] as const) {
    const emulator = await emulate({}, { clock });
    for (const msg of ["Um", "Dois", "Três"]) await sendSophia(emulator, { msg });
    const { results, limits } = await emulator.conduct({ since: 1, only: ["TC702"] });
    expect(results[0]?.assessed).toBe(1);
    expect(limits[0]?.english).toBe("the journal begins with request 3: older ones are left out by since");
    expect(limits[0]?.portuguese).toBe("o diário começa na requisição 3: as anteriores foram excluídas por since");
  }
});

const mistakes: readonly (readonly [options: Parameters<Emulator["conduct"]>[0], sentence: string])[] = [
  [{ only: ["TC999"] }, "only"],
  [{ rules: { rules: { TC999: "off" } } }, "rules: rules.TC999: is no rule; did you mean"],
  [{ rules: { rules: { TC1O8: "off" } } }, "did you mean TC108"],
  [{ rules: { rules: { TC703: { severity: "note" } } } }, "rules: rules.TC703: is left out for now; write off"],
  [{ only: ["TC703"] }, "only: names no rule"],
  [{ rules: { rules: { TC108: { pauze: "1s" } } } }, "rules: rules.TC108.pauze: is not known here; did you mean pause"],
  [{ rules: { rules: { TC108: { pause: 3.5, severity: "bad" } } } }, "must be error, warning or note"],
  [{ rules: { rules: { TC106: { attempts: 1.5 } } } }, "must be a whole number"],
  [{ rules: { same: "1m" } }, "choose from sameWithin, rules"],
];
it.each(mistakes)("%j is one sentence", async (options, sentence) => {
  const emulator = await emulate();
  const error: unknown = await emulator.conduct(options).catch((item: unknown) => item);
  expect(String(error)).toMatch(/^UsageError: /);
  expect(String(error)).toContain(sentence);
});

it("a sandbox without traffic leaves every rule unassessed, with a command that provokes it", async () => {
  const { results, summary } = await (await emulate()).conduct();
  expect(summary).toMatchObject({ notAssessed: summary.rules, violated: 0, kept: 0 });
  for (const { provoke } of results)
    expect(provoke).toMatch(/^npx torpedo-sms run .*--conduct -- npm test # the test /);
});
