// Turns a fault (core/fault.ts) and an answer into steps for the session. Pure, so that tests know every
// octet.

import type { Fault } from "../../core/fault.ts";
import { encodeWithOffsets } from "./encode.ts";
import type { AnyDraft } from "./pdu.ts";
import { tlvTable } from "./tlv-table.ts";

export type WireStep =
  | { readonly step: "write"; readonly octets: Buffer }
  | { readonly step: "drip"; readonly octets: Buffer; readonly bytes: number; readonly everyMs: number }
  /** Ends the connection: FIN after `afterMs`. */
  | { readonly step: "end"; readonly afterMs: number }
  | { readonly step: "reset" }
  /** We unbind, behind what has been written. */
  | { readonly step: "unbind" }
  /** From now on no request of this session is answered or passed to a handler. */
  | { readonly step: "silence" };

/** command_id of `unknown-command`: a response that no version of SMPP has. */
export const unknownResponseId = 0x8000ffff;
/** The same of a request of ours. */
export const unknownRequestId = 0x0000ffff;
/** command_length of `bad-length`: shorter than any PDU. */
export const badCommandLength = 15;

/** XOR mask for `wrong-sequence`: the result is far from every number in a window. */
const sequenceTwist = 0x40000000;
const end: WireStep = { step: "end", afterMs: 0 };

/**
 * Steps that replace `answer` under `fault`; `truncate` and `garbage` end the connection behind their octets.
 */
export function answerSteps(answer: AnyDraft, fault: Fault | undefined): readonly WireStep[] {
  if (fault === undefined) return [write(answer)];
  switch (fault.kind) {
    case "lose-answer":
      return [];
    case "hang":
      return fault.forMs === undefined ? [] : [{ step: "end", afterMs: fault.forMs }];
    case "silence":
      return [{ step: "silence" }];
    case "reset":
      return [{ step: "reset" }];
    case "close":
      return [end];
    case "truncate":
      return [{ step: "write", octets: truncated(answer, fault) }, end];
    case "drip":
      return [{ step: "drip", octets: octetsOf(answer), bytes: fault.bytes, everyMs: fault.everyMs }];
    case "garbage":
      return [{ step: "write", octets: Buffer.from(fault.bytes) }, end];
    case "twice":
      return [write(answer), write(answer)];
    case "wrong-sequence":
      return [write({ ...answer, sequence: ((answer.sequence ?? 0) ^ sequenceTwist) >>> 0 })];
    case "bad-length":
      return [patched(answer, 0, badCommandLength)];
    case "unknown-command":
      return [patched(answer, 4, unknownResponseId)];
    case "unbind":
      return [write(answer), { step: "unbind" }];
    default:
      return [write(answer)];
  }
}

/** The same for a request of ours. */
export function requestSteps(request: AnyDraft, fault: Fault): readonly WireStep[] {
  return fault.kind === "unknown-command" ? [patched(request, 4, unknownRequestId)] : answerSteps(request, fault);
}

/** True if nothing of a request leaves under a fault, on a connection that stands: no response can come. */
export function withholds(fault: Fault | undefined): boolean {
  return fault?.kind === "lose-answer" || leavesHanging(fault);
}

/** True if the peer waits for ever under a fault, on a connection that stands. */
export function leavesHanging(fault: Fault | undefined): boolean {
  return fault?.kind === "hang" || fault?.kind === "silence";
}

function truncated(answer: AnyDraft, fault: Extract<Fault, { kind: "truncate" }>): Buffer {
  if ("after" in fault) return octetsOf(answer).subarray(0, fault.after);
  const offsets = new Map<string, readonly [number, number]>(headerFields);
  const { octets } = encodeWithOffsets(answer, offsets);
  const tag = tlvTable.find((row) => row.name === fault.inside)?.tag;
  const label = tag === undefined ? fault.inside : `0x${tag.toString(16).padStart(4, "0")}`;
  // Half the PDU where it has no such field.
  const [start, stop] = offsets.get(label) ?? [0, octets.length];
  return octets.subarray(0, start + ((stop - start) >> 1));
}

const headerFields = [
  ["command_length", [0, 4]],
  ["command_id", [4, 8]],
  ["command_status", [8, 12]],
  ["sequence_number", [12, 16]],
] as const;

function patched(answer: AnyDraft, at: number, value: number): WireStep {
  const octets = octetsOf(answer);
  octets.writeUInt32BE(value, at);
  return { step: "write", octets };
}

function write(answer: AnyDraft): WireStep {
  return { step: "write", octets: octetsOf(answer) };
}

function octetsOf(answer: AnyDraft): Buffer {
  return encodeWithOffsets(answer).octets;
}
