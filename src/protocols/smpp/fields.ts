// Kinds of mandatory parameters (SMPP 3.4 section 3.1), as rows of the command table.

import type { StatusName } from "./status.ts";

/** Destination of submit_multi (4.5.1.1): a number, or the name of a distribution list. */
export type DestAddress =
  | {
      readonly flag: 1;
      readonly dest_addr_ton: number;
      readonly dest_addr_npi: number;
      readonly destination_addr: string;
    }
  | { readonly flag: 2; readonly dl_name: string };

/** Destination that submit_multi could not reach (4.5.2.1). */
export interface UnsuccessSme {
  readonly dest_addr_ton: number;
  readonly dest_addr_npi: number;
  readonly destination_addr: string;
  readonly error_status_code: number;
}

/** Type of each kind of field in a decoded PDU. C-octet strings are read as Latin-1, so no octet is lost. */
export interface FieldValues {
  text: string;
  time: string;
  octet: number;
  message: Buffer;
  destinations: readonly DestAddress[];
  failures: readonly UnsuccessSme[];
}

export interface TextField {
  readonly kind: "text";
  readonly name: string;
  /** Most octets, the NUL included. */
  readonly max: number;
  /** Status for a value without a NUL inside `max`. */
  readonly status: StatusName;
  readonly secret?: boolean;
}
export interface TimeField {
  readonly kind: "time";
  readonly name: string;
  readonly status: StatusName;
}
interface OctetField {
  readonly kind: "octet";
  readonly name: string;
}
interface MessageField {
  readonly kind: "message";
  readonly name: string;
}
interface DestinationsField {
  readonly kind: "destinations";
  readonly name: string;
}
interface FailuresField {
  readonly kind: "failures";
  readonly name: string;
}
export type PduField = TextField | TimeField | OctetField | MessageField | DestinationsField | FailuresField;

/** C-octet string of at most `max` octets with its NUL. */
export const text = <const N extends string>(name: N, max: number, status: StatusName) =>
  ({ kind: "text", name, max, status }) as const;

/** A text that no view and no log may show. */
export const secret = <const N extends string>(name: N, max: number, status: StatusName) =>
  ({ kind: "text", name, max, status, secret: true }) as const;

/** C-octet string of exactly 1 or 17 octets (7.1.1). */
export const time = <const N extends string>(name: N, status: StatusName) => ({ kind: "time", name, status }) as const;

/** Integer of one octet. */
export const octet = <const N extends string>(name: N) => ({ kind: "octet", name }) as const;

/** sm_length and its octets (5.2.21, 5.2.22). */
export const shortMessage = { kind: "message", name: "short_message" } as const;

/** number_of_dests and dest_address (5.2.24, 5.2.25). */
export const destAddresses = { kind: "destinations", name: "dest_address" } as const;

/** no_unsuccess and unsuccess_sme (5.2.26). */
export const unsuccessSmes = { kind: "failures", name: "unsuccess_sme" } as const;
