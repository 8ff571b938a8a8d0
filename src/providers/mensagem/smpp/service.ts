// What Mensagem does behind the SMPP door.

import { accountKey } from "../../../core/account.ts";
import type { ServicePdu } from "../../../wire/smpp/pdu.ts";
import type { Reply, SessionView } from "../../../wire/smpp/session-types.ts";
import { status } from "../../../wire/smpp/status.ts";
import type { Host, Known, ServedPdu, SmppService } from "../../provider.ts";
import { serveBind } from "./bind.ts";
import { pdusOf, verdictOf } from "./deliver-sm.ts";
import { serveSubmitSm } from "./submit-sm.ts";

export function smppService(host: Host): SmppService {
  function known(session: SessionView): Known | null {
    const found = host.find(session.bound?.systemId ?? "");
    return found !== null && session.account === `${found.sandbox.name} ${accountKey(found.account)}` ? found : null;
  }

  return {
    bind: (pdu) => serveBind(host, pdu),
    request(pdu: ServicePdu, session): ServedPdu<Reply> {
      const found = known(session);
      if (found !== null && pdu.command === "submit_sm") {
        return serveSubmitSm(host, pdu, session, found.sandbox, found.account);
      }
      const name = found === null ? "ESME_RBINDFAIL" : "ESME_RINVCMDID";
      return {
        answer: { status: status(name) },
        sandbox: found?.sandbox ?? host.fallback(),
        operation: pdu.command,
        code: name,
        decidedBy: "nature",
        messages: [],
        findings: [],
      };
    },
    pdus: pdusOf,
    verdict: verdictOf,
  };
}
