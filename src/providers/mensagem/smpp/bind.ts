// bind_transmitter, bind_receiver, bind_transceiver: system_id is the integration user, password the account's. Rules
// apply to a bind; an unknown system_id meets those of the default sandbox.

import { timingSafeEqual } from "node:crypto";
import type { Account } from "../../../core/account.ts";
import { defaultBecause } from "../../../core/reason-sentences.ts";
import type { RequestFacts } from "../../../core/request-facts.ts";
import type { SentenceValue } from "../../../core/sentences.ts";
import type { BindPdu } from "../../../protocols/smpp/pdu.ts";
import type { BindDecision, SessionView } from "../../../protocols/smpp/session-types.ts";
import { type StatusName, status, statusName } from "../../../protocols/smpp/status.ts";
import { type Handled, handled } from "../../handled.ts";
import { receiverKey, type SandboxAccount } from "../../provider.ts";
import { detailsOf } from "../details.ts";
import { mensagemFinding } from "../findings.ts";
import { statusOfDecision } from "./codes.ts";
import type { CommandContext } from "./context.ts";
import { because } from "./decision-sentences.ts";
import { fieldsOf, sessionFacts } from "./facts.ts";
import { binds } from "./vocabulary.ts";

type BindContext = Pick<CommandContext, "host" | "dialect">;

export function serveBind(context: BindContext, pdu: BindPdu, session: SessionView): Handled<BindDecision> {
  const { host } = context;
  const owner = host.find(pdu.body.system_id);
  const sandbox = owner?.sandbox ?? host.fallback();
  const operation = binds[pdu.command];
  const facts: RequestFacts = {
    provider: "mensagem",
    operation: operation.name,
    channel: "smpp",
    fields: fieldsOf(pdu),
    session: sessionFacts(session, owner === null ? undefined : receiverKey(owner.account), pdu),
    ...(owner === null ? {} : { account: owner.account }),
  };
  const decision = host.submissions.query(sandbox, facts, operation);
  const { outcome, decidedBy } = decision;
  // The rule may have changed the account.
  const now = host.find(pdu.body.system_id) ?? owner;
  const refusal = outcome.accept ? null : refusalOf(context, now, pdu, session);
  const scripted = decision.kind === "cleared" ? null : statusOfDecision(decision, operation, context.dialect, true);
  const usual = now === null ? "ESME_RINVSYSID" : refusal?.name;
  const code = scripted ?? (usual === undefined ? 0 : status(usual));
  const requester = { sandbox, account: owner?.account ?? null };
  return handled(requester, {
    answer: now === null || code !== 0 ? { accepted: false, status: code } : accepted(now),
    operation: pdu.command,
    channel: "smpp",
    code: statusName(code),
    decidedBy: scripted === null && refusal !== null ? defaultBecause(refusal.why) : decidedBy,
    findings: pdu.body.system_type === "SMPP" ? [] : [mensagemFinding("system-type")],
    outcome,
  });
}

/** A password that was changed is asked for at the next bind only. */
export function mayEnter(account: Account): boolean {
  return account.enabled && detailsOf(account).userEnabled;
}

function refusalOf(
  { dialect }: BindContext,
  owner: SandboxAccount | null,
  { body }: BindPdu,
  session: SessionView,
): { readonly name: StatusName; readonly why: SentenceValue } | null {
  if (owner === null) return { name: "ESME_RINVSYSID", why: because("no-system-id") };
  const { smppPassword, smpp } = detailsOf(owner.account);
  if (!same(body.password, smppPassword)) return { name: "ESME_RINVPASWD", why: because("wrong-password") };
  if (!mayEnter(owner.account)) return { name: "ESME_RBINDFAIL", why: because("account-disabled") };
  if (smpp.addresses !== undefined && !smpp.addresses.includes(session.peer.address)) {
    return { name: "ESME_RBINDFAIL", why: because("foreign-address", { address: session.peer.address }) };
  }
  if (dialect.systemType === "SMPP" && body.system_type !== "SMPP") {
    return { name: "ESME_RINVSYSTYP", why: because("system-type") };
  }
  return null;
}

function accepted({ account, sandbox }: SandboxAccount): BindDecision {
  const { maxSessions, ...own } = detailsOf(account).smpp;
  return {
    accepted: true,
    account: receiverKey(account),
    // A reset gives the sandbox another clock.
    clock: {
      now: () => sandbox.clock.now(),
      elapsed: () => sandbox.clock.elapsed(),
      after: (delay, work) => sandbox.clock.after(delay, work),
      get byHand() {
        return sandbox.clock.mode === "manual";
      },
    },
    own: {
      unexpectedTlvs: own.unexpectedTlvs,
      boundTimers: own,
      hostTimers: own,
      limits: { ...own, sessionsPerAccount: maxSessions },
    },
  };
}

function same(given: string, wanted: string): boolean {
  const a = Buffer.from(given.padEnd(64, "\0"));
  const b = Buffer.from(wanted.padEnd(64, "\0"));
  return a.length === b.length && timingSafeEqual(a, b);
}
