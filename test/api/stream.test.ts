// The list of requests as a stream of everything a client did: recipient, text, purpose and result of each, searched as
// people write, without signs of life, problems alone.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Emulator } from "../../src/client/sandbox.ts";
import { connect } from "../support/esme.ts";
import { clients } from "../support/inbox/clients.ts";
import { emulate, undoAll } from "../support/sandboxed.ts";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await emulate({ "sophia/main": { credits: 500 } });
  const { urls } = emulator;
  await clients["Sophia HTTP"]?.(urls, "11999990001", "Promoção de março");
  await clients["Mensagem HTTP"]?.(urls, "11999990002", "Atenção: vence amanhã");
  await emulator.next({ provider: "mensagem", operation: "send", answer: "97" });
  await clients["Mensagem HTTP"]?.(urls, "11999990003", "Recusada por crédito");
  const mensagens = Array.from({ length: 120 }, (_, index) => ({
    destino: `1198888${1000 + index}`,
    msg: `lote ${index}`,
  }));
  const body = JSON.stringify([{ token: "DEMO-SOPHIA-TOKEN", mensagens }]);
  await fetch(`${urls.http}/api/envio.php`, { method: "POST", body });
  await fetch(`${urls.http}/api/unknown.php`);
  const esme = await connect(urls.smpp);
  await esme.request("bind_transceiver", { system_id: "126b114c", password: "smpp9500" });
  await esme.request("enquire_link", {});
  await emulator.next({ provider: "mensagem", operation: "submit_sm", answer: "ESME_RTHROTTLED" });
  await esme.request("submit_sm", { destination_addr: "11999990005", short_message: "pelo rádio" });
  await esme.request("query_sm", { message_id: "none" });
  esme.close();
  await emulator.sendInbound({ from: "11999990001", text: "NÃO QUERO" });
});
afterAll(undoAll);

async function findings(where: NonNullable<Parameters<Emulator["requests"]>[0]>) {
  return (await emulator.requests(where)).map(({ operation, to, text, purpose, result }) =>
    [operation, purpose, result, to, text].filter((item) => item !== undefined).join(" "),
  );
}

describe("the stream of requests", () => {
  it("has purpose, result, recipient and text of each", async () => {
    expect(await findings({})).toEqual([
      "unitario send good 5511999990001 Promoção de março",
      "send send good 5511999990002 Atenção: vence amanhã",
      "send send bad 5511999990003 Recusada por crédito",
      "envio send good 5511988881000 lote 0",
      "/api/unknown.php page bad",
      "bind_transceiver session good",
      "enquire_link session good",
      "submit_sm send bad 5511999990005 pelo rádio",
      "query_sm query bad",
    ]);
  });

  it.each([
    [{ search: "PROMOCAO" }, ["unitario"]],
    [{ search: "recusada por credito" }, ["send"]],
    [{ search: "vence amanha" }, ["send"]],
    [{ search: "(11) 99999-0003" }, ["send"]],
    [{ search: "lote 119" }, ["envio"]],
    [{ search: "radio" }, ["submit_sm"]],
    [{ search: "unknown.php" }, ["/api/unknown.php"]],
    [{ search: "bind_transceiver" }, ["bind_transceiver"]],
    [{ search: "nothing has this" }, []],
    [{ problems: true }, ["send", "/api/unknown.php", "submit_sm", "query_sm"]],
    [{ problems: true, search: "credito" }, ["send"]],
    [{ without: "enquire_link", channel: "smpp" }, ["bind_transceiver", "submit_sm", "query_sm"]],
  ])("is narrowed by %o", async (where, operations) => {
    expect((await emulator.requests(where)).map(({ operation }) => operation)).toEqual(operations);
    await emulator.verify({ what: "requests", where, exactly: operations.length });
  });

  it("finds replies by a part of their text", async () => {
    expect(await emulator.inboundMessages({ search: "nao quero" })).toHaveLength(1);
    expect(await emulator.inboundMessages({ search: "nao quero", text: "outro" })).toEqual([]);
  });

  it("keeps the first text alone of many refused messages, and stars over a secret", async () => {
    await emulator.next({ provider: "sophia", operation: "envio", answer: "006", times: 3 });
    const mensagens = [
      { destino: "11999990007", msg: "senha smpp9500" },
      { destino: "11999990008", msg: "outra" },
    ];
    const body = JSON.stringify([{ token: "DEMO-SOPHIA-TOKEN", mensagens }]);
    await fetch(`${emulator.urls.http}/api/envio.php`, { method: "POST", body });
    const [request] = await emulator.requests({ newestFirst: true, limit: 1 });
    expect(request?.refused?.map(({ text }) => text)).toEqual(["senha ********", undefined]);
    expect(request).toMatchObject({ result: "bad", to: "5511999990007", text: "senha ********" });
    await fetch(`${emulator.urls.http}/api/envio.php`, { method: "POST", body });
    // Now a rule refuses the first message alone.
    const [half] = await emulator.requests({ newestFirst: true, limit: 1 });
    expect(half).toMatchObject({ code: "0+200", result: "bad" });
  });
});
