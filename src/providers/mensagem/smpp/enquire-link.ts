// enquire_link of a bound client: the session answers it, unless a rule names the operation.

import type { SessionReply } from "../../../protocols/smpp/session-types.ts";
import { type Handled, handled } from "../../handled.ts";
import type { Host, KnownAccount } from "../../provider.ts";
import { enquireLink } from "./vocabulary.ts";

/** Null: no rule applies. */
export function serveEnquireLink(host: Host, { sandbox, account }: KnownAccount): Handled<SessionReply> | null {
  if (sandbox.scenario === null) return null;
  const facts = { provider: "mensagem", operation: enquireLink.name, outward: true, channel: "smpp", account } as const;
  const { outcome } = host.submissions.query(sandbox, { ...facts, fields: {} }, enquireLink);
  if (outcome.rule === undefined) return null;
  const result = {
    operation: enquireLink.name,
    channel: "smpp",
    code: "ESME_ROK",
    decidedBy: outcome.rule.en,
  } as const;
  return handled({ sandbox, account }, { answer: {}, ...result, outcome });
}
