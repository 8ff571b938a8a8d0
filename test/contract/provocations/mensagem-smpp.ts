// Every code of every SMPP command: Mensagem's own seen as the command_status they stand for, the others by name.

import { statusName } from "../../../src/protocols/smpp/status.ts";
import { statusOfBindCode, statusOfCode } from "../../../src/providers/mensagem/smpp/codes.ts";
import { smppOperations } from "../../../src/providers/mensagem/smpp/vocabulary.ts";
import { connect, type Esme } from "../../support/esme.ts";
import { byScenario, type Provoke } from "./provocation.ts";

const credentials = { system_id: "126b114c", password: "smpp9500", interface_version: 0x34 };
const to = "11999990001";
const pending = { destination_addr: to, short_message: "Oi", schedule_delivery_time: "000001000000000R" };

/** A request of the command that the provider accepts. */
async function call(esme: Esme, name: string): Promise<number> {
  if (name.startsWith("bind_")) return (await esme.request(name, credentials)).command_status;
  await esme.request("bind_transceiver", credentials);
  if (name === "submit_multi") {
    const dest_address = [{ dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: to }];
    return (await esme.request(name, { dest_address, short_message: "Oi" })).command_status;
  }
  if (name === "data_sm") {
    const message_payload = { message: "Oi" };
    return (await esme.request(name, { destination_addr: to, message_payload })).command_status;
  }
  if (name === "submit_sm") return (await esme.request(name, pending)).command_status;
  const { message_id = "" } = await esme.request("submit_sm", pending);
  return (await esme.request(name, { message_id, short_message: "Novo", destination_addr: to })).command_status;
}

function answered(name: string, code: string): Provoke {
  return async (emulator) => {
    const esme = await connect(emulator.urls.smpp);
    try {
      const seen = statusName(await call(esme, name));
      const bound = name.startsWith("bind_") ? statusOfBindCode[code] : undefined;
      const taken = code === "1" || code === "61" ? "ESME_ROK" : undefined;
      return seen === (bound ?? statusOfCode[code] ?? taken ?? code) ? code : seen;
    } finally {
      esme.close();
    }
  };
}

export const smppProvocations = Object.fromEntries(
  smppOperations.map(({ name, codes }) => [
    name,
    Object.fromEntries(codes.map(({ code }) => [code, byScenario("mensagem", name, code, answered(name, code))])),
  ]),
);
