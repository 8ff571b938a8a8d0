// A message of a submission ready to be decided: the checks, credits and kinds of every send of Mensagem, with the fields of
// SMPP.

import type { Instant } from "../../../core/clock.ts";
import type { Finding } from "../../../core/findings.ts";
import type { JsonObject } from "../../../core/json.ts";
import type { SegmentFacts } from "../../../core/request-facts.ts";
import { describe } from "../../../core/text.ts";
import { type CheckOptions, definedKinds } from "../../../protocols/smpp/check-message.ts";
import type { PduOf, ServicePdu } from "../../../protocols/smpp/pdu.ts";
import type { SmppAddress } from "../../../protocols/smpp/receipt.ts";
import { parseTime } from "../../../protocols/smpp/time.ts";
import { tlvNumber } from "../../../protocols/smpp/tlv.ts";
import { detailsOf } from "../details.ts";
import { mensagemFinding } from "../findings.ts";
import type { MensagemOperation } from "../operation.ts";
import { longestText, type Sms, smsOf } from "../translate.ts";
import type { CommandRequest, SmppDialect } from "./context.ts";
import { factsOf } from "./facts.ts";
import { type Text, textFindings } from "./text.ts";

export type SubmitPdu = PduOf<"submit_sm"> | PduOf<"submit_multi"> | PduOf<"data_sm">;

/** Options of the specification's checks, by the dialect. */
export function checkOptions(dialect: SmppDialect, now: Instant): CheckOptions {
  const { refuseReservedDataCoding, refuseOtherModes, strictTonNpi, longestScheduleMs, longestValidityMs } = dialect;
  return {
    now,
    longestScheduleMs,
    longestValidityMs,
    refuseReservedDataCoding,
    refuseOtherModes,
    ...(strictTonNpi ? { source: { ton: [1], npi: [1] }, destination: definedKinds } : {}),
  };
}

/** Bounds of a validity that is worth having: the provider tries no longer than 48 hours. */
const leastValidity = 60_000;
const maxValidity = 48 * 3_600_000;

export function findingsOf(pdu: SubmitPdu, dialect: SmppDialect, now: Instant): readonly Finding[] {
  const { source_addr_ton: ton, source_addr_npi: npi, data_coding, esm_class } = pdu.body;
  return [
    ...(ton === 1 && npi === 1 ? [] : [mensagemFinding("source-address")]),
    ...validityFindings(pdu, now),
    ...textFindings(pdu, data_coding, esm_class, dialect),
  ];
}

function validityFindings(pdu: SubmitPdu, now: Instant): readonly Finding[] {
  const { schedule, expiry } = timesOf(pdu, now);
  if (expiry === null) return [];
  const validity = expiry - (schedule ?? now);
  if (validity >= leastValidity && validity <= maxValidity) return [];
  return [mensagemFinding(validity < leastValidity ? "short-validity" : "long-validity")];
}

export function sourceAddress({ source_addr, source_addr_ton, source_addr_npi }: SubmitPdu["body"]): SmppAddress {
  return { ton: source_addr_ton, npi: source_addr_npi, address: source_addr };
}

/** 11 digits, or the same behind 55 or +55: both are taken (M15). */
export function nationalOf(address: string): string {
  const digits = address.startsWith("+") ? address.slice(1) : address;
  return digits.startsWith("55") && digits.length > 11 ? digits.slice(2) : address;
}

export function submissionOf(
  operation: MensagemOperation,
  request: CommandRequest<SubmitPdu>,
  text: Text,
  destination: SmppAddress,
  more: JsonObject,
): Sms {
  const { pdu, session, sandbox, account } = request;
  const { body } = pdu;
  const now = sandbox.clock.now();
  const described = describe(text.text, text.encoding);
  const written = nationalOf(destination.address);
  const from = body.source_addr === "" ? detailsOf(account).la : body.source_addr;
  const times = timesOf(pdu, now);
  return smsOf(
    { operation, channel: "smpp", sandbox, account, ...factsOf(request), ...segmentOf(text) },
    {
      numero: written,
      texto: text.text,
      // A segment has a header, so it is one part whatever its length.
      described: text.segment === undefined ? described : { ...described, parts: 1 },
      longest: longestText,
      tipo: text.flash ? "1" : "0",
      agenda: times.schedule,
      centro: "",
      id: "",
      badId: false,
      higienizar: false,
      kept: {
        ...keptOf(pdu, destination),
        session: session.id,
        ...(session.olderVersion ? { shortId: 1 } : {}),
        ...more,
      },
      own: {
        from,
        toWritten: destination.address,
        ...("priority_flag" in body && body.priority_flag > 0 ? { priority: body.priority_flag } : {}),
        ...(times.expiry === null ? {} : { expiresAt: times.expiry }),
      },
    },
  );
}

function segmentOf({ segment }: Text): { readonly segment?: SegmentFacts } {
  return segment === undefined ? {} : { segment: { number: segment.number, total: segment.total } };
}

/** Instants of schedule and expiry; those that the specification refuses are refused before. */
export function timesOf(
  pdu: ServicePdu,
  now: Instant,
): { readonly schedule: Instant | null; readonly expiry: Instant | null } {
  if (pdu.command === "data_sm") {
    const seconds = tlvNumber(pdu, "qos_time_to_live");
    return { schedule: null, expiry: seconds === undefined || seconds === 0 ? null : now + seconds * 1_000 };
  }
  if (!("schedule_delivery_time" in pdu.body)) return { schedule: null, expiry: null };
  const { schedule_delivery_time: schedule, validity_period: validity } = pdu.body;
  return { schedule: parseTime(schedule, now)?.at ?? null, expiry: parseTime(validity, now)?.at ?? null };
}

/** Fields that later commands and receipts need; zeros and empty texts are left out. */
function keptOf(pdu: SubmitPdu, destination: SmppAddress): JsonObject {
  const { body } = pdu;
  const kept: Record<string, string | number> = {};
  const keep = (name: string, value: string | number): void => {
    if (value !== 0 && value !== "") kept[name] = value;
  };
  keep("registered_delivery", body.registered_delivery);
  keep("data_coding", body.data_coding);
  keep("esm_class", body.esm_class);
  keep("service_type", body.service_type);
  keep("source_ton", body.source_addr_ton);
  keep("source_npi", body.source_addr_npi);
  keep("source", body.source_addr);
  keep("dest_ton", destination.ton);
  keep("dest_npi", destination.npi);
  if (pdu.command === "data_sm") keep("set_dpf", tlvNumber(pdu, "set_dpf") ?? 0);
  if ("protocol_id" in body) keep("protocol_id", body.protocol_id);
  const reference = tlvNumber(pdu, "user_message_reference");
  if (reference !== undefined) kept["user_message_reference"] = reference;
  return kept;
}
