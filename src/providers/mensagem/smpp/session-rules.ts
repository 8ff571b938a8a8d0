// Rules about enquire_link, unbind and outbind, which the session makes and answers by itself.

import { defaultOutcome, type Outcome } from "../../../core/outcome.ts";
import type { SessionReply, SessionView } from "../../../protocols/smpp/session-types.ts";
import { type Handled, handled } from "../../handled.ts";
import { type Host, parseReceiverKey, type SandboxAccount } from "../../provider.ts";
import { sessionFacts } from "./facts.ts";
import { enquireLink, outbind, unbind } from "./vocabulary.ts";

const operations = { enquire_link: enquireLink, unbind } as const;
type SessionCommand = keyof typeof operations;

/** Answers an enquire_link or an unbind of the client. Null: no rule applies. */
export function serveSessionRequest(
  host: Host,
  session: SessionView,
  { sandbox, account }: SandboxAccount,
  { command, sequence }: { readonly command: SessionCommand; readonly sequence: number },
): Handled<SessionReply> | null {
  if (sandbox.scenario === null) return null;
  const operation = operations[command];
  const facts = {
    provider: "mensagem",
    operation: operation.name,
    outward: true,
    channel: "smpp",
    account,
    session: sessionFacts(session, session.account, { command, sequence }),
    fields: {},
  } as const;
  const { outcome } = host.submissions.query(sandbox, facts, operation);
  if (outcome.rule === undefined) return null;
  const result = { operation: operation.name, channel: "smpp", code: "ESME_ROK", decidedBy: outcome.rule } as const;
  return handled({ sandbox, account }, { answer: {}, ...result, outcome });
}

/** Outcome of the rules about an enquire_link or an unbind of ours. */
export function outcomeOfOwn(
  host: Host,
  session: SessionView,
  { sandbox, account }: SandboxAccount,
  command: SessionCommand,
): Outcome {
  if (sandbox.scenario?.names(command) !== true) return defaultOutcome;
  const operation = operations[command];
  const facts = {
    provider: "mensagem",
    operation: operation.name,
    direction: "out",
    channel: "smpp",
    account,
    session: sessionFacts(session, session.account, { command, sequence: 0 }),
    fields: {},
  } as const;
  return host.submissions.query(sandbox, facts, operation).outcome;
}

/** Outcome of the rules about an outbind to the ESME of a receiver key. */
export function outcomeOfOutbind(host: Host, key: string): Outcome {
  const receiver = parseReceiverKey(key);
  const sandbox = receiver && host.sandbox(receiver.sandbox);
  if (receiver === null || sandbox?.scenario?.names(outbind.name) !== true) return defaultOutcome;
  const account = host.store.accounts.get(sandbox.name, receiver.account);
  if (account === null) return defaultOutcome;
  const facts = {
    provider: "mensagem",
    operation: outbind.name,
    outward: true,
    direction: "out",
    channel: "smpp",
    account,
    fields: {},
  } as const;
  return host.submissions.query(sandbox, facts, outbind).outcome;
}
