// Parts that conversations with the SMSC share: the ESME's PDUs, and a client of octets bound to an emulator.

import type { Emulator } from "../../../../../src/client/sandbox.ts";
import { statusName } from "../../../../../src/protocols/smpp/status.ts";
import { connectRaw, type RawClient } from "../../../../protocols/smpp/support/client.ts";
import { Esme, type NodeSmppPdu } from "../../../../protocols/smpp/support/esme.ts";
import { pdu, word } from "../../../../protocols/smpp/support/octets.ts";
import { later } from "../../../../support/sandboxed.ts";

export const user = { system_id: "126b114c", password: "smpp9500", system_type: "SMPP", interface_version: 0x34 };
export const sms = { destination_addr: "11999990001", short_message: "Oi", registered_delivery: 1 };

export const statusOf = ({ command_status }: NodeSmppPdu): string => statusName(command_status);
export const idOf = ({ message_id }: NodeSmppPdu): string => String(message_id);
export const receiptedOf = (receipt: NodeSmppPdu): string => String(receipt["receipted_message_id"]);

/** node-smpp in a process of its own, gone after the test. */
export function startEsme(): Esme {
  const esme = new Esme();
  later(() => esme[Symbol.asyncDispose]());
  return esme;
}

/** The ids of the next receipts of a session, in the order of arrival. */
export async function receipts(esme: Esme, session: number, many: number): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < many) ids.push(receiptedOf(await esme.pdu(session, "deliver_sm")));
  return ids;
}

export async function bind(esme: Esme, address: string | undefined, command = "bind_transceiver"): Promise<number> {
  const session = await esme.connect({ url: `smpp://${address}` });
  const answer = await esme.request(session, command, user);
  if (answer.command_status !== 0) throw new Error(statusOf(answer));
  return session;
}

/** The octets of a bind; the text of a field may be given in the notation of `octets`. */
export function bindOctets(command: number, password = "'smpp9500' 00", systemId = "'126b114c' 00"): Buffer {
  return pdu(`${word(command)} 00000000 00000001 ${systemId} ${password} 'SMPP' 00 34 01 01 00`);
}

/** A client of octets, connected and gone after the test. */
export async function rawClient(emulator: Emulator): Promise<RawClient> {
  const client = await connectRaw(Number(emulator.urls.smpp?.split(":").at(-1)));
  later(() => client.destroy());
  return client;
}

export const binds = { receiver: 1, transmitter: 2, transceiver: 9 } as const;

export async function rawBound(
  emulator: Emulator,
  as: keyof typeof binds = "transceiver",
  account = user.system_id,
): Promise<RawClient> {
  const client = await rawClient(emulator);
  client.send(bindOctets(binds[as], "'smpp9500' 00", `'${account}' 00`));
  const answer = readHeader(await client.readPdu());
  if (answer.status !== 0) throw new Error(statusName(answer.status));
  return client;
}

export interface Header {
  readonly command: number;
  readonly status: number;
  readonly sequence: number;
  readonly body: Buffer;
}

export function readHeader(raw: Buffer): Header {
  if (raw.length < 16) throw new Error(`the connection ended with ${raw.length} octets`);
  return {
    command: raw.readUInt32BE(4),
    status: raw.readUInt32BE(8),
    sequence: raw.readUInt32BE(12),
    body: raw.subarray(16),
  };
}

/** submit_sm of `Oi` that wants a receipt. */
export const submitOctets = (sequence: number): Buffer =>
  pdu(
    `00000004 00000000 ${word(sequence)} 00 01 01 '28149' 00 01 01 '11999990001' 00 00 00 00 00 00 01 00 00 00 02 'Oi'`,
  );
