// A bind request in the session's terms (SMPP 3.4 section 4.1).

import type { BindPdu } from "./pdu.ts";
import type { BoundAs } from "./session-types.ts";

/**
 * True for interface_version below 0x34, 0x00 included: the peer may know 3.3 only (section 3.4). Such a peer gets no
 * optional parameter, and no message_id over 8 octets.
 */
export function speaks33(interfaceVersion: number): boolean {
  return interfaceVersion < 0x34;
}

export function boundAs({ command, body }: BindPdu): BoundAs {
  return {
    command,
    systemId: body.system_id,
    systemType: body.system_type,
    interfaceVersion: body.interface_version,
    addrTon: body.addr_ton,
    addrNpi: body.addr_npi,
    addressRange: body.address_range,
  };
}

/** True if the first octets on a fresh connection are HTTP or a TLS hello rather than a broken PDU (W14). */
export function speaksAnotherProtocol(octets: Buffer): boolean {
  if (octets[0] === 0x16 && octets[1] === 0x03) return true;
  return /^(GET|PUT|POST|HEAD|DELETE|OPTIONS|PATCH|CONNECT|TRACE|PRI) /.test(octets.toString("latin1", 0, 8));
}
