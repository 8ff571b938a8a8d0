// Mistake of a client in the version that it binds with (S6): a finding on the bind.

import { speaks33 } from "./bind.ts";
import { type DecodeError, isPdu, type Pdu } from "./pdu.ts";
import type { ClientMistake } from "./wire-mistakes.ts";

/** interface_version 0x22, which is 34 in decimal. */
const decimal34 = 34;

/** Mistake of a bind in its interface_version; none of another PDU. */
export function versionMistakes(pdu: Pdu | DecodeError): readonly ClientMistake[] {
  if (!isPdu(pdu) || !("interface_version" in pdu.body)) return [];
  const version = pdu.body.interface_version;
  if (!speaks33(version)) return [];
  const shown = `interface_version 0x${version.toString(16).padStart(2, "0")}`;
  const what = version === decimal34 ? `${shown} is 34 in decimal` : `${shown} is below 0x34`;
  const effect = "the session is one of SMPP 3.3, without optional parameters";
  return [{ text: `${what}: ${effect}; SMPP 3.4 is 0x34`, source: "SMPP 3.4 3.4, 5.2.4" }];
}
