// A client with ten mistakes, over HTTP and with node-smpp: conduct finds these ten and no other.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { connect } from "../../support/esme.ts";
import { emulate, scratch, undoAll } from "../../support/sandboxed.ts";

afterEach(undoAll);

const scenario = `
scenario: Provokes ten mistakes
rules:
  - rule: the answer is lost
    when: { provider: mensagem, operation: send, text: "Perdida*", nth: 1 }
    then: [ fault: lose-answer ]
  - rule: not now
    when: { provider: mensagem, operation: send, text: "Ocupado*", nth: 1..3 }
    then: [ answer: "0" ]
  - rule: held
    when: { provider: mensagem, operation: send, text: "Retida*" }
    then: [ answer: "61" ]
`;
const bind = { system_id: "126b114c", password: "smpp9500" };

async function emulator(): Promise<Emulator> {
  const file = join(scratch(), "ten.yaml");
  writeFileSync(file, scenario);
  return emulate({}, { clock: "real", scenario: file });
}
const mensagem = (at: Emulator, path: string, fields: Record<string, string>): Promise<unknown> =>
  fetch(`${at.urls.mensagem}/sms/${path}?${new URLSearchParams({ u: "126b114c", n: "11999990001", ...fields })}`).catch(
    () => "no answer",
  );
const sophia = (at: Emulator, fields: Record<string, string>): Promise<unknown> =>
  fetch(`${at.urls.http}/api/unitario.php?${new URLSearchParams({ token: "DEMO-SOPHIA-TOKEN", ...fields })}`);

it("finds the ten mistakes of a planted client, and no other", async () => {
  const at = await emulator();
  for (const msg of ["Oi", "Oi"]) await sophia(at, { destino: "12", msg });
  for (let attempt = 0; attempt < 4; attempt++) await mensagem(at, "send", { m: "Ocupado" });
  for (let attempt = 0; attempt < 2; attempt++) await mensagem(at, "send", { m: "Perdida" });
  for (let attempt = 0; attempt < 2; attempt++) await mensagem(at, "send", { m: "Retida" });
  for (const m of ["Pedido 1", "Pedido 2"]) await mensagem(at, "send", { m, id: "77" });
  await mensagem(at, "cacl", { h: "00000000000000000000000000000000" });
  await mensagem(at, "stat", { h: "00000000000000000000000000000000" });
  await mensagem(at, "send", { m: "Amanh? de manh?, ol?a" });
  const esme = await connect(at.urls.smpp);
  await esme.request("bind_transmitter", bind);
  await esme.request("submit_sm", { destination_addr: "11999990001", short_message: "Oi, SMPP" });
  esme.close();
  const violated = async () => {
    // A busy machine makes pauses long.
    const { results } = await at.conduct({ rules: { rules: { TC104: { pause: "1h", growth: 1000 } } } });
    return results.filter(({ verdict }) => verdict === "violated").map(({ id }) => id);
  };
  const planted = ["TC101", "TC104", "TC201", "TC203", "TC205", "TC301", "TC501", "TC607", "TC610", "TC702"];
  await expect.poll(violated).toEqual(planted);
});

it("finds nothing in a client that does the same well", async () => {
  const at = await emulator();
  await sophia(at, { destino: "12", msg: "Oi" });
  await sophia(at, { destino: "11999990001", msg: "Olá" });
  await mensagem(at, "send", { m: "Perdida" });
  await mensagem(at, "send", { m: "Retida" });
  for (const id of ["77", "78"]) await mensagem(at, "send", { m: `Pedido ${id}`, id });
  const esme = await connect(at.urls.smpp);
  await esme.request("bind_transmitter", bind);
  const source = { source_addr: "28149", source_addr_ton: 1, source_addr_npi: 1 };
  await esme.request("submit_sm", { ...source, destination_addr: "11999990002", short_message: "Oi, SMPP" });
  await esme.request("unbind", {});
  esme.close();
  await at.waitForRequest({ operation: "unbind" });
  const { results, summary } = await at.conduct();
  expect(results.filter(({ verdict }) => verdict === "violated").map(({ id }) => id)).toEqual([]);
  expect(summary.kept).toBeGreaterThanOrEqual(8);
});

it("reads a refusal over SMPP as the client does: by its command_status", async () => {
  const at = await emulate();
  await at.next({ operation: "submit_sm", answer: "throttled" });
  const esme = await connect(at.urls.smpp);
  await esme.request("bind_transmitter", bind);
  await esme.request("submit_sm", { destination_addr: "11999990001", short_message: "Oi" });
  esme.close();
  const [request] = await at.requests({ code: "ESME_RTHROTTLED" });
  expect(request?.refused).toEqual([expect.objectContaining({ to: "5511999990001", code: "" })]);
});
