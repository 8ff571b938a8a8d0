// Changes of a scenario to an SMPP PDU of ours (step `pdu`). A patch decides nothing: it changes what would be sent.
// Names are resolved when the file is read.

import { bindTemplate, type PlaceholderValue, type TextTemplate } from "./template.ts";

/** How the octets of a mandatory parameter are made. */
export type PduFieldKind = "octet" | "text" | "message";

export interface PduFieldPatch {
  readonly name: string;
  readonly kind: PduFieldKind;
  readonly value: TextTemplate;
}

/** How the octets of an optional parameter are made: a number, a C-octet string, or hexadecimal digits. */
export type TlvValueKind = "number" | "text" | "hex";

export interface TlvPatch {
  readonly tag: number;
  readonly kind: TlvValueKind;
  /** Octets of a number. */
  readonly length: number;
  /** Null leaves the parameter out. */
  readonly value: TextTemplate | null;
}

export interface PduPatch {
  /** command_id. */
  readonly commandId?: number;
  /** command_status. */
  readonly status?: number;
  /** Default: `none` where the patch's status is not 0, else as it is. */
  readonly body?: "keep" | "none";
  readonly fields?: readonly PduFieldPatch[];
  /** Text of a delivery receipt. */
  readonly receipt?: TextTemplate;
  readonly tlvs?: readonly TlvPatch[];
  /** The whole PDU, under our sequence_number unless `keepSequence`. */
  readonly octets?: Uint8Array;
  readonly keepSequence?: boolean;
}

/** Merges patches key by key; the earlier one wins. Fields are merged by name, optional parameters by tag. */
export function mergePdu(earlier: PduPatch | undefined, later: PduPatch | undefined): PduPatch | undefined {
  if (earlier === undefined || later === undefined) return earlier ?? later;
  const fields = merged(earlier.fields, later.fields, ({ name }) => name);
  const tlvs = merged(earlier.tlvs, later.tlvs, ({ tag }) => tag);
  return {
    ...later,
    ...earlier,
    ...(fields === undefined ? {} : { fields }),
    ...(tlvs === undefined ? {} : { tlvs }),
  };
}

function merged<Item>(
  earlier: readonly Item[] | undefined,
  later: readonly Item[] | undefined,
  keyOf: (item: Item) => string | number,
): readonly Item[] | undefined {
  if (earlier === undefined || later === undefined) return earlier ?? later;
  const taken = new Set(earlier.map(keyOf));
  return [...earlier, ...later.filter((item) => !taken.has(keyOf(item)))];
}

/** Fills in the values that are known now. */
export function bindPdu(patch: PduPatch, valueFor: PlaceholderValue): PduPatch {
  const { fields, receipt, tlvs } = patch;
  return {
    ...patch,
    ...(fields === undefined
      ? {}
      : { fields: fields.map((field) => ({ ...field, value: bindTemplate(field.value, valueFor) })) }),
    ...(receipt === undefined ? {} : { receipt: bindTemplate(receipt, valueFor) }),
    ...(tlvs === undefined ? {} : { tlvs: tlvs.map((tlv) => ({ ...tlv, value: filledValue(tlv, valueFor) })) }),
  };
}

function filledValue({ value }: TlvPatch, valueFor: PlaceholderValue): TextTemplate | null {
  return value === null ? null : bindTemplate(value, valueFor);
}
