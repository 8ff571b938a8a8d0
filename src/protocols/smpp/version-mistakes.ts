// Mistake of a client in the version that it binds with (S6): a finding on the bind.

import type { Finding } from "../../core/findings.ts";
import { speaks33 } from "./bind.ts";
import { smppFinding } from "./findings.ts";
import { type DecodeError, isPdu, type Pdu } from "./pdu.ts";

/** interface_version 0x22, which is 34 in decimal. */
const decimal34 = 34;

/** Mistake of a bind in its interface_version; none of another PDU. */
export function versionMistakes(pdu: Pdu | DecodeError): readonly Finding[] {
  if (!isPdu(pdu) || !("interface_version" in pdu.body)) return [];
  const version = pdu.body.interface_version;
  if (!speaks33(version)) return [];
  const written = `0x${version.toString(16).padStart(2, "0")}`;
  return [smppFinding(version === decimal34 ? "version-decimal" : "version-old", { version: written })];
}
