// Octets to PDU, strictly: nothing is clamped, skipped or guessed (SMPP 3.4 sections 3.2 and 4). Text octets stay
// octets; character sets are the provider's.

import type { Sentence } from "../../core/sentences.ts";
import { type Command, commandById } from "./commands.ts";
import { decodeSentence, fieldMistake } from "./decode-sentences.ts";
import type { BodyOf, DecodeError, Pdu, PduHead, PduOf, Tlv } from "./pdu.ts";
import { type FieldProblem, PduReader } from "./reader.ts";
import { type StatusName, status } from "./status.ts";
import { bigEndian } from "./tlv.ts";
import { tlvRow } from "./tlv-table.ts";

const headerLength = 16;
const noTlvs: readonly Tlv[] = [];
const noOctets = Buffer.alloc(0);

/**
 * Decodes one whole PDU of `command_length` octets; never throws. The result refers to `octets`: copy it to keep it.
 */
export function decode(octets: Buffer): Pdu | DecodeError {
  const command = commandOf(octets);
  if ("error" in command) return command;
  if (command.isResponse && octets.length === headerLength) return whole(octets, command, emptyBody(command), noTlvs);
  const reader = new PduReader(octets, headerLength);
  const body: Record<string, unknown> = {};
  for (const field of command.fields) {
    body[field.name] = reader.field(field);
    if (reader.problem !== undefined) return refused(octets, command, reader.problem);
  }
  if (reader.at === octets.length) return whole(octets, command, body, noTlvs);
  const tlvs = readTlvs(reader, command);
  return reader.problem === undefined ? whole(octets, command, body, tlvs) : refused(octets, command, reader.problem);
}

/** The header alone, for octets whose body is of no interest. Never throws. */
export function decodeHead(octets: Buffer): PduHead | DecodeError {
  const command = commandOf(octets);
  if ("error" in command) return command;
  return { command: command.name, status: octets.readUInt32BE(8), sequence: octets.readUInt32BE(12) };
}

function commandOf(octets: Buffer): Command | DecodeError {
  if (octets.length < headerLength) return broken(octets, undefined, "ESME_RINVCMDLEN", decodeSentence("short-pdu"));
  const command = commandById(octets.readUInt32BE(4));
  if (command === undefined) return broken(octets, undefined, "ESME_RINVCMDID", decodeSentence("unknown-command"));
  if (octets.readUInt32BE(0) === octets.length) return command;
  return broken(octets, command, "ESME_RINVCMDLEN", decodeSentence("length-differs"));
}

function whole(octets: Buffer, command: Command, body: Record<string, unknown>, tlvs: readonly Tlv[]): Pdu {
  const pdu: Omit<PduOf<Command["name"]>, "body"> = {
    command: command.name,
    status: octets.readUInt32BE(8),
    sequence: octets.readUInt32BE(12),
    tlvs,
  };
  // The loop over the command's own fields has built what BodyOf<command> names; the compiler cannot follow it there.
  return Object.assign(pdu, { body: body as BodyOf<Command["name"]> }) as Pdu;
}

function readTlvs(reader: PduReader, command: Command): readonly Tlv[] {
  const { octets } = reader;
  // A command without optional parameters that has octets left over has a wrong length, not a wrong stream.
  const strayStatus: StatusName = command.tlvs.length === 0 ? "ESME_RINVCMDLEN" : "ESME_RINVOPTPARSTREAM";
  const tlvs: Tlv[] = [];
  while (reader.at < octets.length) {
    const start = reader.at + 4;
    if (start > octets.length) {
      reader.fail(strayStatus, "optional parameters", fieldMistake("left-over", { count: octets.length - reader.at }));
      return tlvs;
    }
    const tag = octets.readUInt16BE(reader.at);
    reader.at = start + octets.readUInt16BE(reader.at + 2);
    if (reader.at > octets.length) {
      reader.fail(strayStatus, tlvLabel(tag), fieldMistake("beyond-pdu"));
      return tlvs;
    }
    const value = octets.subarray(start, reader.at);
    checkTlv(reader, tag, value);
    tlvs.push({ tag, value });
  }
  return tlvs;
}

function checkTlv(reader: PduReader, tag: number, value: Buffer): void {
  const row = tlvRow(tag);
  if (row === undefined) return;
  const [min, max] = row.length;
  if (value.length < min || value.length > max) {
    reader.fail("ESME_RINVPARLEN", row.name, fieldMistake("tlv-length", { count: value.length, min, max }));
  } else if (row.values !== undefined && row.reserved === undefined) {
    const number = bigEndian(value);
    if (number < row.values[0] || number > row.values[1]) {
      const [from, until] = row.values;
      reader.fail("ESME_RINVOPTPARAMVAL", row.name, fieldMistake("range", { value: number, min: from, max: until }));
    }
  } else if (row.kind === "cstring" && value.indexOf(0) !== value.length - 1) {
    reader.fail("ESME_RINVOPTPARAMVAL", row.name, fieldMistake("early-nul"));
  }
}

function tlvLabel(tag: number): string {
  return tlvRow(tag)?.name ?? `tag 0x${tag.toString(16).padStart(4, "0")}`;
}

function emptyBody(command: Command): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const { kind, name } of command.fields) {
    if (kind === "octet") body[name] = 0;
    else if (kind === "message") body[name] = noOctets;
    else body[name] = kind === "text" || kind === "time" ? "" : [];
  }
  return body;
}

function refused(octets: Buffer, command: Command, problem: FieldProblem): DecodeError {
  return {
    ...problem,
    command: command.name,
    commandId: command.id,
    receivedStatus: octets.readUInt32BE(8),
    sequence: octets.readUInt32BE(12),
    answer: hasResponse(command) ? "response" : "none",
  };
}

function broken(octets: Buffer, command: Command | undefined, name: StatusName, error: Sentence): DecodeError {
  const word = (at: number) => (octets.length >= at + 4 ? octets.readUInt32BE(at) : 0);
  const commandId = word(4);
  return {
    error,
    status: status(name),
    command: command?.name,
    commandId,
    receivedStatus: word(8),
    sequence: word(12),
    // An unknown response is dropped, like any response without a request (W10).
    answer: commandId >= 0x80000000 ? "none" : "nack",
  };
}

function hasResponse(command: Command): boolean {
  return !command.isResponse && command.name !== "outbind" && command.name !== "alert_notification";
}
