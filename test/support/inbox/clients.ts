// An SMS through each listener, by a real client of its kind.

import { createClientAsync } from "soap";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { connect } from "../esme.ts";

export type Send = (urls: Emulator["urls"], number: string, text: string) => Promise<unknown>;

/** By the name of the door. */
export const clients: Readonly<Record<string, Send>> = {
  async "MobilePronto SOAP"(urls, number, text) {
    const client = await createClientAsync(`${urls.http}/Service.asmx?WSDL`, { endpoint: `${urls.http}/Service.asmx` });
    await client["MPG_Send_SMSAsync"]({
      Credencial: "DEMO0000000000000020",
      Principal_User: "12345678000195",
      Aux_User: "LOJA",
      Mobile: number.startsWith("+") ? number : `+55(${number.slice(0, 2)})${number.slice(2)}`,
      Send_Project: "N",
      Message: text,
    });
  },
  "Mensagem HTTP": (urls, number, text) =>
    fetch(`${urls.mensagem}/sms/send?${new URLSearchParams({ u: "126b114c", n: number, m: text })}`),
  async "Mensagem SMPP"(urls, number, text) {
    const esme = await connect(urls.smpp);
    await esme.request("bind_transmitter", { system_id: "126b114c", password: "smpp9500" });
    await esme.request("submit_sm", { destination_addr: number, short_message: text });
    esme.close();
  },
  "Sophia HTTP": (urls, number, text) =>
    fetch(
      `${urls.http}/api/unitario.php?${new URLSearchParams({ token: "DEMO-SOPHIA-TOKEN", destino: number, msg: text })}`,
    ),
};
