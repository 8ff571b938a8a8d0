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

/** Messages read at once. */
const page = 500;

/** Reads the pending messages of the account with the ends of the PDU, the newest first. */
export function* pendingBetween(
  { host }: CommandContext,
  { pdu, sandbox, account }: CommandRequest<EndsPdu>,
  { serviceType, channel }: Narrowing,
): Generator<Message, void, void> {
  const { body } = pdu;
  const destination = nationalOf(body.destination_addr);
  const filter = {
    account: accountKey(account),
    to: recipientOf(numberOf(destination, sandbox, account), destination),
    status: pendingStatuses,
    newestFirst: true,
    limit: page,
    ...(channel === undefined ? {} : { channel }),
  };
  const isBetween = (message: Message): boolean =>
    sameSource(message, body) &&
    (serviceType === undefined || String(message.fields["service_type"] ?? "") === serviceType);
  let last: Message | undefined;
  do {
    const found = host.store.ledger.list(sandbox.name, last === undefined ? filter : { ...filter, before: last.seq });
    yield* found.filter(isBetween);
    last = found.length < page ? undefined : found.at(-1);
  } while (last !== undefined);
}
