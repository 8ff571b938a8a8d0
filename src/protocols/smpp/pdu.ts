// A PDU as plain data, typed from the command table.

import type { Bilingual, Sentence } from "../../core/sentences.ts";
import type { CommandName, commands } from "./commands.ts";
import type { FieldValues } from "./fields.ts";

/** Optional parameter. Unknown tags and repeated ones are kept, in the order of the wire. */
export interface Tlv {
  readonly tag: number;
  /** The octets, as they are (a `cstring` keeps its NUL). A decoded one is a view on the read buffer. */
  readonly value: Buffer;
}

/** The mandatory parameters of a command, by the specification's names. */
export type BodyOf<C extends CommandName> = {
  readonly [F in (typeof commands)[C]["fields"][number] as F["name"]]: FieldValues[F["kind"]];
};

export interface PduOf<C extends CommandName> {
  readonly command: C;
  /** command_status: 0 in requests. */
  readonly status: number;
  /** sequence_number, any 32-bit number. */
  readonly sequence: number;
  /** A response that came as a bare header has every field at its empty value. */
  readonly body: BodyOf<C>;
  readonly tlvs: readonly Tlv[];
}

/** Any PDU; `command` discriminates. */
export type Pdu = { [C in CommandName]: PduOf<C> }[CommandName];

/** A PDU to be written: fields left out are empty (a NUL, a zero, no text). */
export interface DraftOf<C extends CommandName> {
  readonly command: C;
  readonly status?: number;
  readonly sequence?: number;
  readonly body?: Partial<BodyOf<C>>;
  readonly tlvs?: readonly Tlv[];
  /** All of it but for its sequence number, where it has been encoded already. */
  readonly octets?: Buffer;
  /** Changes the draft just before it is written. */
  readonly present?: PresentPdu;
  /** The rules that concern it; absent: none. */
  readonly rule?: Bilingual;
}
export type PduDraft = { [C in CommandName]: DraftOf<C> }[CommandName];

/** A draft whose command is known only at run time; the encoder checks its fields against the table. */
export interface AnyDraft {
  readonly command: CommandName;
  readonly status?: number;
  readonly sequence?: number;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly tlvs?: readonly Tlv[];
  readonly octets?: Buffer;
  readonly present?: PresentPdu;
  /** The rules that concern it; absent: none. */
  readonly rule?: Bilingual;
  /** command_id in place of the command's own; the body stays that of the command. */
  readonly commandId?: number;
  /** False: a bare header. True: a body whatever the status. */
  readonly withBody?: boolean;
  /** The whole PDU; its sequence number is the draft's unless `keepSequence`. */
  readonly verbatim?: { readonly octets: Buffer; readonly keepSequence: boolean };
}

/** Changes a PDU just before it is written. */
export type PresentPdu = (draft: AnyDraft) => AnyDraft;

/** Octets of a mandatory parameter, in place of its value. */
export class RawOctets {
  readonly octets: Buffer;

  constructor(octets: Buffer) {
    this.octets = octets;
  }
}

/** Mistake in octets that should have been a PDU, and the answer that the specification requires. */
export interface DecodeError {
  /** Names the field and its mistake, in one sentence. */
  readonly error: Sentence;
  /** The command_status of the answer. */
  readonly status: number;
  /** Undefined when command_id is unknown. */
  readonly command: CommandName | undefined;
  readonly commandId: number;
  readonly sequence: number;
  /** command_status as it came. */
  readonly receivedStatus: number;
  /** The field or optional parameter at fault, where there is one. */
  readonly field?: string;
  /** `response`: the command's own; `nack`: generic_nack; `none`: it was a response or has none (W10). */
  readonly answer: "response" | "nack" | "none";
}

export type BindCommand = "bind_receiver" | "bind_transmitter" | "bind_transceiver";
/** Requests of a bound ESME to the message centre. */
export type ServiceCommand = "submit_sm" | "submit_multi" | "data_sm" | "query_sm" | "cancel_sm" | "replace_sm";
/** Requests that have a response. */
export type RequestCommand = BindCommand | ServiceCommand | "unbind" | "enquire_link" | "deliver_sm";

export type BindPdu = { [C in BindCommand]: PduOf<C> }[BindCommand];
export type ServicePdu = { [C in ServiceCommand]: PduOf<C> }[ServiceCommand];

/** Header of every PDU. */
export type PduHead = Pick<Pdu, "command" | "status" | "sequence">;

/** True for a decoded PDU, or its head, false for a DecodeError. */
export function isPdu<P extends PduHead>(decoded: P | DecodeError): decoded is P {
  return !("error" in decoded);
}
