// A sandbox in which a bit of everything has happened: for screenshots and for looking at every view.

import type { Emulator } from "../../../src/client/sandbox.ts";
import { startCatcher } from "../catcher.ts";
import { connect } from "../esme.ts";
import { later } from "../sandboxed.ts";
import { clients } from "./clients.ts";
import { callApi } from "./control.ts";

const invoice =
  "Prezado cliente, a fatura com vencimento em 10 de marco ja esta disponivel. Acesse o aplicativo ou o site para " +
  "consultar o valor, emitir a segunda via e pagar com Pix. Duvidas? Responda.";

/** @param emulate starts the emulator with these changes to its accounts */
export async function fill(emulate: (accounts: object) => Promise<Emulator>): Promise<Emulator> {
  const catcher = await startCatcher();
  later(() => catcher.stop());
  catcher.inTurn(503);
  const emulator = await emulate({
    "mensagem/main": {
      numbers: { "5511955550000": { blackList: true }, "5521944440000": { procon: true } },
      callbacks: { dlr: `${catcher.url}/dlr`, mo: `${catcher.url}/mo` },
    },
    "sophia/main": { callbacks: { dlr: `${catcher.url}/sophia/dlr`, mo: `${catcher.url}/sophia/mo` } },
  });
  const { urls } = emulator;
  const { send } = callApi(urls.http);
  const by = async (listener: string, number: string, text: string): Promise<void> => {
    await clients[listener]?.(urls, number, text);
  };
  await send("PUT", "/scenario", { shipped: "reports-duplicated" });
  await by("Mensagem HTTP", "11987654321", "Ola Marina, seu pedido 8812 saiu para entrega e chega hoje ate 18h.");
  await by("Mensagem HTTP", "11987654321", "Atenção: você já pode retirar a encomenda na agência. Até amanhã!");
  await send("POST", "/clock/advance", { by: "3s" });
  await send("POST", "/inbound", { from: "11987654321", text: "Obrigada! Pode deixar com o porteiro?" });
  await by("Sophia HTTP", "21998765432", "Codigo 481-221. Nao compartilhe com ninguem.");
  await by("Sophia HTTP", "11955554444", invoice);
  await by("MobilePronto SOAP", "+55(11)999990001", "Consulta confirmada para 03/03 as 14h30 com Dra. Helena.");
  await by("Mensagem SMPP", "5531977776666", "Cupom VOLTA10: 10% na proxima compra.");
  await send("POST", "/clock/advance", { by: "2s" });
  await by("Mensagem HTTP", "1", "numero errado");
  await by("Sophia HTTP", "11900010600", "Lembrete: amanha tem reuniao as 9h.");
  await by("Mensagem HTTP", "11987654321", "Claro, Marina. Deixaremos com o porteiro Antonio.");
  const planned = await emulator.sandbox("planned", { scenario: { shipped: "bad-day" } });
  await planned.save("before-the-day");
  const esme = await connect(urls.smpp);
  later(() => esme.close());
  await esme.request("bind_transceiver", { system_id: "126b114c", password: "smpp9500", system_type: "SMPP" });
  return emulator;
}
