// bind_transmitter, bind_receiver, bind_transceiver: system_id is the integration user, password the account's.

import { timingSafeEqual } from "node:crypto";
import type { BindPdu } from "../../../wire/smpp/pdu.ts";
import type { BindDecision } from "../../../wire/smpp/session-types.ts";
import { type StatusName, status } from "../../../wire/smpp/status.ts";
import { type Host, receiverKey, type ServedPdu } from "../../provider.ts";
import { detailsOf } from "../details.ts";

export function serveBind(host: Host, pdu: BindPdu): ServedPdu<BindDecision> {
  const known = host.find(pdu.body.system_id);
  const refusal = refusalOf();
  const answer: BindDecision =
    known === null || refusal !== null
      ? { accepted: false, status: status(refusal ?? "ESME_RINVSYSID") }
      : { accepted: true, account: receiverKey(known.account), clock: known.sandbox.clock };

  function refusalOf(): StatusName | null {
    if (known === null) return "ESME_RINVSYSID";
    if (!same(pdu.body.password, detailsOf(known.account).smppPassword)) return "ESME_RINVPASWD";
    return known.account.enabled ? null : "ESME_RBINDFAIL";
  }

  return {
    answer,
    sandbox: known?.sandbox ?? host.fallback(),
    operation: pdu.command,
    code: refusal ?? "ESME_ROK",
    decidedBy: "nature",
    messages: [],
    findings: [],
    ...(known === null ? {} : { account: known.account }),
  };
}

function same(given: string, wanted: string): boolean {
  const a = Buffer.from(given.padEnd(64, "\0"));
  const b = Buffer.from(wanted.padEnd(64, "\0"));
  return a.length === b.length && timingSafeEqual(a, b);
}
