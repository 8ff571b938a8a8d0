// Parts that every command of the SMPP service works with.

import type { Account } from "../../../core/account.ts";
import type { Finding } from "../../../core/findings.ts";
import type { Outcome } from "../../../core/outcome.ts";
import type { Sandbox } from "../../../core/sandbox.ts";
import type { Bilingual } from "../../../core/sentences.ts";
import type { ServicePdu } from "../../../protocols/smpp/pdu.ts";
import type { PduReply, SessionView } from "../../../protocols/smpp/session-types.ts";
import { statusName } from "../../../protocols/smpp/status.ts";
import { type Handled, handled } from "../../handled.ts";
import type { Host } from "../../provider.ts";
import { detailsOf } from "../details.ts";
import type { MensagemSettings } from "../settings.ts";
import type { SegmentSets } from "./segments.ts";
import type { Throttle } from "./throttle.ts";

export type SmppDialect = MensagemSettings;

/** Form of message_id. `hex` is not a dialect: peers of SMPP 3.3 get no id over 8 octets (3.4). */
export type IdForm = SmppDialect["messageId"] | "hex";

/** The dialect of one account. */
export function dialectOf(dialect: SmppDialect, account: Account): SmppDialect {
  const { messageId } = detailsOf(account).smpp;
  return messageId === undefined || messageId === dialect.messageId ? dialect : { ...dialect, messageId };
}

export interface CommandContext {
  readonly host: Host;
  readonly dialect: SmppDialect;
  /** The form of message_id for the session. */
  readonly idForm: IdForm;
  readonly segments: SegmentSets;
  readonly throttle: Throttle;
}

/** Request of a bound session. */
export interface CommandRequest<P extends ServicePdu = ServicePdu> {
  readonly pdu: P;
  readonly session: SessionView;
  readonly sandbox: Sandbox;
  readonly account: Account;
}

/** Parts of an answered request that differ between commands. */
export interface CommandResult {
  readonly reply: PduReply;
  readonly decidedBy: Bilingual;
  readonly messages?: Handled<PduReply>["messages"];
  readonly outcome?: Outcome;
  readonly findings?: readonly Finding[];
}

export type HandledPdu = Handled<PduReply>;

export function served({ pdu, sandbox, account }: CommandRequest, result: CommandResult): HandledPdu {
  const { reply, ...rest } = result;
  const code = statusName(reply.status);
  return handled({ sandbox, account }, { answer: reply, operation: pdu.command, channel: "smpp", code, ...rest });
}
