// Mensagem's SMPP service.

import { defaultOutcome } from "../../../core/outcome.ts";
import { defaultBecause } from "../../../core/reason-sentences.ts";
import { reportReceiver } from "../../../core/report-receivers.ts";
import type { ServicePdu } from "../../../protocols/smpp/pdu.ts";
import type { PduReply, SessionView } from "../../../protocols/smpp/session-types.ts";
import { status } from "../../../protocols/smpp/status.ts";
import { type Handled, handled } from "../../handled.ts";
import { type Host, parseReceiverKey, receiverKey, type SandboxAccount, type SmppService } from "../../provider.ts";
import type { MensagemSettings } from "../settings.ts";
import { mayEnter, serveBind } from "./bind.ts";
import { serveCancelSm } from "./cancel-sm.ts";
import { dialectOf } from "./context.ts";
import { because } from "./decision-sentences.ts";
import { outcomeOfDeliver } from "./deliver-outcome.ts";
import { pdusOf, resultOf, submitterOf } from "./deliver-sm.ts";
import { esmeOf } from "./esme.ts";
import { sessionFacts } from "./facts.ts";
import { shortForm } from "./message-id.ts";
import { serveQuerySm } from "./query-sm.ts";
import { receiptsToIn } from "./receipts-to.ts";
import { serveReplaceSm } from "./replace-sm.ts";
import { SegmentSets } from "./segments.ts";
import { outcomeOfOutbind, outcomeOfOwn, serveSessionRequest } from "./session-rules.ts";
import { serveSubmitMulti } from "./submit-multi.ts";
import { serveSubmitSm } from "./submit-sm.ts";
import { createThrottle } from "./throttle.ts";

export function smppService(host: Host, settings: MensagemSettings): SmppService {
  const segments = new SegmentSets(settings.segmentsMs, (name, { clock, request, finding }) => {
    // A reset numbers requests anew.
    if (host.sandbox(name)?.clock !== clock) return;
    try {
      host.store.journal.amend(request, { findings: [finding] });
    } catch (error) {
      host.onBug(error);
    }
  });
  const common = { host, segments, throttle: createThrottle(host) };

  function ownerOf(session: SessionView): SandboxAccount | null {
    const owner = host.find(session.bound?.systemId ?? "");
    return owner !== null && session.account === receiverKey(owner.account) ? owner : null;
  }

  function serve(pdu: ServicePdu, session: SessionView, { sandbox, account }: SandboxAccount): Handled<PduReply> {
    const request = { session, sandbox, account };
    const dialect = dialectOf(settings, account);
    const { messageId } = dialect;
    const idForm = session.olderVersion ? shortForm(messageId) : messageId;
    const context = { ...common, dialect, idForm };
    switch (pdu.command) {
      case "submit_sm":
      case "data_sm":
        return serveSubmitSm(context, { ...request, pdu });
      case "submit_multi":
        return serveSubmitMulti(context, { ...request, pdu });
      case "query_sm":
        return serveQuerySm(context, { ...request, pdu });
      case "cancel_sm":
        return serveCancelSm(context, { ...request, pdu });
      case "replace_sm":
        return serveReplaceSm(context, { ...request, pdu });
    }
  }

  return {
    bind: (pdu, session) => serveBind({ host, dialect: settings }, pdu, session),
    request(pdu, session) {
      const owner = ownerOf(session);
      if (owner !== null) return serve(pdu, session, owner);
      return accountGone(host, pdu);
    },
    sessionFacts: (session) => sessionFacts(session, session.account, { command: "", sequence: 0 }),
    sessionRequest(session, pdu) {
      const owner = ownerOf(session);
      return owner === null ? null : serveSessionRequest(host, session, owner, pdu);
    },
    ownRequest(session, command) {
      const owner = ownerOf(session);
      return owner === null ? defaultOutcome : outcomeOfOwn(host, session, owner, command);
    },
    outbind: (key) => outcomeOfOutbind(host, key),
    sessionsEnded: (key) => segments.sessionsEnded(key),
    mayStay(session) {
      const owner = ownerOf(session);
      return owner !== null && mayEnter(owner.account);
    },
    pdus: (data, olderVersion) => pdusOf(data, settings, olderVersion),
    attempt: (key, data) => outcomeOfDeliver(host, key, data),
    esme(key) {
      const receiver = parseReceiverKey(key);
      const account = receiver && host.store.accounts.get(receiver.sandbox, receiver.account);
      return account === null ? null : esmeOf(account);
    },
    resultOf,
    prefers: (data) => submitterOf(data) || undefined,
    receivers: (data) => reportReceiver(receiptsToIn(data)),
    // Receipts go to the submitter whatever its range: only inbound messages have a number of the client.
    narrowedBy: (data) => (data["what"] === "inbound" ? String(data["to"]) : undefined),
  };
}

function accountGone(host: Host, { command }: ServicePdu): Handled<PduReply> {
  return handled(
    { sandbox: host.fallback(), account: null },
    {
      answer: { status: status("ESME_RBINDFAIL") },
      operation: command,
      channel: "smpp",
      code: "ESME_RBINDFAIL",
      decidedBy: defaultBecause(because("account-gone")),
    },
  );
}
