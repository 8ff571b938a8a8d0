// Facts of a request over SMPP for rules: the session, its sequence_number, mandatory and optional parameters.

import type { BindKind, RequestFacts, SessionFacts } from "../../../core/request-facts.ts";
import type { BindCommand, BindPdu, ServicePdu, Tlv } from "../../../protocols/smpp/pdu.ts";
import type { SessionView } from "../../../protocols/smpp/session-types.ts";
import { bigEndian, cstringText } from "../../../protocols/smpp/tlv.ts";
import { tlvRow } from "../../../protocols/smpp/tlv-table.ts";
import { receiverKey } from "../../provider.ts";
import type { CommandRequest } from "./context.ts";

const kinds: Readonly<Record<BindCommand, BindKind>> = {
  bind_receiver: "receiver",
  bind_transmitter: "transmitter",
  bind_transceiver: "transceiver",
};

type PduFacts = Pick<RequestFacts, "fields" | "session">;

/** Without a scenario no rule asks, and the mandatory parameters are enough. */
export function factsOf({ pdu, session, sandbox, account }: Omit<CommandRequest, "pdu"> & RequestPdu): PduFacts {
  if (sandbox.scenario === null) return { fields: pdu.body };
  return { fields: fieldsOf(pdu), session: sessionFacts(session, receiverKey(account), pdu) };
}

/** @param account receiver key of the account; absent: nobody's */
export function sessionFacts(
  session: SessionView,
  account: string | undefined,
  { command, sequence }: Pick<BindPdu | ServicePdu, "sequence"> & { readonly command: string },
): SessionFacts {
  const { activity, requests, counters, bound } = session;
  return {
    id: session.id,
    bind: kinds[bound?.command ?? (isBind(command) ? command : "bind_transceiver")],
    since: activity.since,
    bound: account === undefined ? 0 : session.boundTo(account),
    submissions: counters.submissions,
    age: activity.age,
    outstanding: requests.count,
    idle: activity.idle,
    reusesSequence: requests.hasTwice(sequence),
  };
}

interface RequestPdu {
  readonly pdu: BindPdu | ServicePdu;
}

export function fieldsOf({ body, sequence, tlvs }: BindPdu | ServicePdu): RequestFacts["fields"] {
  const optional = tlvs.flatMap(({ tag, value }) => [
    [`0x${tag.toString(16).padStart(4, "0")}`, value.toString("hex")] as const,
    ...namedValue({ tag, value }),
  ]);
  return { ...body, sequence_number: sequence, ...Object.fromEntries(optional) };
}

/** An optional parameter of 3.4 by its name: a number, a text, or octets in hexadecimal. */
function namedValue({ tag, value }: Tlv): readonly (readonly [string, string | number])[] {
  const row = tlvRow(tag);
  if (row === undefined) return [];
  if (row.kind === "uint") return [[row.name, bigEndian(value)]];
  return [[row.name, row.kind === "cstring" ? cstringText(value) : value.toString("hex")]];
}

function isBind(command: string): command is BindCommand {
  return Object.hasOwn(kinds, command);
}
