// Callbacks are searched for by the message or the inbound message that each is about.

import { afterAll, beforeAll, expect, it } from "vitest";
import type { Emulator } from "../../src/client/sandbox.ts";
import { startCatcher } from "../support/catcher.ts";
import { emulate, later, sendSophia, undoAll } from "../support/sandboxed.ts";

let emulator: Emulator;
let id: string;
beforeAll(async () => {
  const catcher = await startCatcher();
  later(() => catcher.stop());
  const callbacks = { dlr: `${catcher.url}/dlr`, mo: `${catcher.url}/mo` };
  emulator = await emulate({ "sophia/main": { callbacks } });
  id = await sendSophia(emulator, { msg: "Pedido são 1" });
  await sendSophia(emulator, { msg: "Outra coisa", destino: "11999990002" });
  await sendSophia(emulator, { msg: "Pedido sao 2" });
  await emulator.clock.advance("1h");
  await emulator.sendInbound({ from: "11999990003", text: "Pedido recebido" });
});
afterAll(undoAll);

it("are those with the words in any accents, the number, or the id", async () => {
  const all = await emulator.callbacks();
  const textsOf = async (search: string) =>
    new Set((await emulator.callbacks({ search })).map((callback) => callback.text));
  expect(await textsOf("PEDIDO SAO")).toEqual(new Set(["Pedido são 1", "Pedido sao 2"]));
  expect(await textsOf("99999-0002")).toEqual(new Set(["Outra coisa"]));
  expect(await textsOf(id)).toEqual(new Set(["Pedido são 1"]));
  expect(await textsOf("recebido")).toEqual(new Set(["Pedido recebido"]));
  expect(await textsOf(" ")).toEqual(new Set(all.map((callback) => callback.text)));
});

it("come in pages without a gap, and are counted", async () => {
  const where = { search: "pedido" };
  const all = await emulator.callbacks(where);
  const paged: number[] = [];
  for (;;) {
    const [next] = await emulator.callbacks({ ...where, after: paged.at(-1) ?? 0, limit: 1 });
    if (next === undefined) break;
    paged.push(next.seq);
  }
  expect(paged).toEqual(all.map(({ seq }) => seq));
  expect(paged.length).toBeGreaterThan(2);
  expect(await emulator.verify({ what: "callbacks", where, exactly: paged.length })).toMatchObject({ ok: true });
});

it("are those with an attempt of a status, with a failed one, or with one in a span of time", async () => {
  const late = await startCatcher();
  later(() => late.stop());
  const tried = await emulate({ "sophia/main": { callbacks: { dlr: `${late.url}/dlr` } } });
  late.inTurn(503);
  await sendSophia(tried, { msg: "first" });
  await sendSophia(tried, { msg: "second" });
  await tried.clock.advance("1h");
  const seqsOf = async (where: Parameters<typeof tried.callbacks>[0]) =>
    (await tried.callbacks(where)).map(({ seq }) => seq);
  const all = await tried.callbacks();
  const retried = all.filter(({ attempts }) => attempts.length > 1);
  const [first] = retried;
  if (first === undefined) throw new Error("no callback was sent again");
  const seqs = all.map(({ seq }) => seq);
  // The first attempt failed, the second did not: both are looked at.
  expect(await seqsOf({ code: "503" })).toEqual([first.seq]);
  expect(await seqsOf({ problems: true })).toEqual([first.seq]);
  expect(await seqsOf({ problems: false })).toEqual(seqs);
  expect(await seqsOf({ code: "200" })).toEqual(seqs);
  expect(await seqsOf({ code: "404" })).toEqual([]);
  const [failed, taken] = first.attempts.map(({ at }) => at);
  if (failed === undefined || taken === undefined) throw new Error("two attempts are missing");
  expect(await seqsOf({ since: taken, until: taken + 1 })).toEqual([first.seq]);
  expect(await seqsOf({ since: failed, until: failed + 1, problems: true })).toEqual([first.seq]);
  expect(await seqsOf({ since: taken, problems: true })).toEqual([]);
});
