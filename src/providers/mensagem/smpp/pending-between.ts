// Pending messages between two ends, as a cancel_sm without message_id and a replace_if_present_flag mean them (SMPP 3.4
// 4.9, 4.4.1.2).

import { accountKey } from "../../../core/account.ts";
import type { Channel, Message } from "../../../core/message.ts";
import { pendingStatuses } from "../../../core/status.ts";
import type { PduOf } from "../../../protocols/smpp/pdu.ts";
import { numberOf, recipientOf } from "../translate.ts";
import type { CommandContext, CommandRequest } from "./context.ts";
import { sameSource } from "./source.ts";
import { nationalOf } from "./submission.ts";

type EndsPdu = PduOf<"cancel_sm"> | PduOf<"submit_sm">;

interface Narrowing {
  /** Absent: any. */
  readonly serviceType?: string;
  readonly channel?: Channel;
}

/** Every pending message of the account with the ends of the PDU, the oldest first. */
export function pendingBetween(
  { host }: CommandContext,
  { pdu, sandbox, account }: CommandRequest<EndsPdu>,
  { serviceType, channel }: Narrowing,
): readonly Message[] {
  const { body } = pdu;
  const destination = nationalOf(body.destination_addr);
  const filter = {
    account: accountKey(account),
    to: recipientOf(numberOf(destination, sandbox, account), destination),
    status: pendingStatuses,
    limit: Number.MAX_SAFE_INTEGER,
    ...(channel === undefined ? {} : { channel }),
  };
  return host.store.ledger
    .list(sandbox.name, filter)
    .filter(
      (message) =>
        sameSource(message, body) &&
        (serviceType === undefined || String(message.fields["service_type"] ?? "") === serviceType),
    );
}
