// Points that the document and SMPP 3.4 leave open, as settings of the provider and of an account.

import { numberIn, spelled } from "../../../core/spelling.ts";
import { UsageError } from "../../../core/usage-error.ts";
import {
  choice,
  flag,
  list,
  maybe,
  number,
  optional,
  record,
  text,
  type Validator,
  validator,
  whole,
} from "../../../core/validate.ts";
import { defaultLimits } from "../../../protocols/smpp/check-message.ts";
import { refusalNames, statusByName } from "../../../protocols/smpp/status.ts";
import { statusOfCode } from "./codes.ts";
import { receiptsToValidator } from "./receipts-to.ts";

/** A command_status of a refusal, by its name or number. */
const refusal: Validator<number> = validator({ is: "choice", words: refusalNames }, (value, where) => {
  const word = spelled(value) ?? "";
  const status = statusByName(word) ?? numberIn(word) ?? 0;
  if (Number.isInteger(status) && status > 0 && status <= 0xffffffff) return status;
  const problem = "must be a command_status of a refusal";
  const remedy = "write a name as ESME_RSUBMITFAIL, or a number as 0x461";
  throw new UsageError({ where, problem, value: word, remedy });
});

/** For codes of SEND that have a command_status at all. */
const given = record(Object.fromEntries(Object.keys(statusOfCode).map((code) => [code, maybe(refusal)])));
const statuses: Validator<Readonly<Record<string, number>>> = validator(given.kind, (value, where) =>
  Object.fromEntries(
    Object.entries(given(value, where)).flatMap(([code, status]) => (status === undefined ? [] : [[code, status]])),
  ),
);

/** Settings of the provider; each stands beside those of the HTTP API. */
export const smppDialect = {
  /** message_id: the protocol (MD5), or its first 32 bits as a decimal number, or in hex with decimal receipts. */
  messageId: optional(choice("md5", "decimal", "hex-submit-decimal-receipt"), "md5"),
  /** True if a receipt ends with `text:`. */
  receiptText: optional(flag, true),
  /** True if a receipt carries receipted_message_id and message_state. */
  receiptTlvs: optional(flag, true),
  /** data_coding 0, both ways. */
  defaultAlphabet: optional(choice("gsm", "latin1"), "gsm"),
  /** Any system_type binds, or only `SMPP` (ESME_RINVSYSTYP). */
  systemType: optional(choice("any", "SMPP"), "any"),
  /**
   * Source TON 1 and NPI 1 as in the document, else ESME_RINVSRCTON or ESME_RINVSRCNPI. Destination kinds that 3.4
   * lacks: ESME_RINVDSTTON, ESME_RINVDSTNPI.
   */
  strictTonNpi: optional(flag, false),
  /** State in receipts of Oi and Sercomtel numbers, which give no handset report. */
  unconfirmedState: optional(choice("ACCEPTD", "DELIVRD", "UNKNOWN"), "ACCEPTD"),
  /** Phones in our PDUs: with the country under TON 1, or in the form and TON that the client last used. */
  phoneNumbers: optional(choice("international", "as-sent"), "international"),
  /** Long inbounds as several deliver_sm with a user data header, or in one message_payload. */
  longInbound: optional(choice("udh", "payload"), "udh"),
  /** ESME_RINVDCS for a data_coding that has no meaning. */
  refuseReservedDataCoding: optional(flag, false),
  /** ESME_RINVESMCLASS for datagram and transaction mode. */
  refuseOtherModes: optional(flag, false),
  /** How far ahead schedule_delivery_time may be, in milliseconds; else ESME_RINVSCHED. */
  longestScheduleMs: optional(whole(0, 3_153_600_000_000), defaultLimits.longestScheduleMs),
  /** How long validity_period may be, in milliseconds; else ESME_RINVEXPIRY. */
  longestValidityMs: optional(whole(0, 3_153_600_000_000), defaultLimits.longestValidityMs),
  /** command_status in place of the table's, by code of SEND: a name or a number (`0x461`). */
  commandStatus: optional(statuses, {}),
  /** Milliseconds, in sandbox time, that the segments of a long message may take to come. */
  segmentsMs: optional(whole(1, 172_800_000), 3_600_000),
  /** Milliseconds, in sandbox time, that a receipt or inbound waits for a receiver ("até 48 horas"). */
  receiverMs: optional(whole(1, 2_592_000_000), 172_800_000),
  /** Most messages and inbound messages of an account that wait for a receiver; one more drops the oldest. */
  receiverWaiting: optional(whole(1, 1_000_000), 10_000),
};

const distributionList = record({
  name: text({ min: 1, max: 20 }),
  numbers: list(text({ min: 1, max: 20 }), 254),
  allowed: optional(flag, true),
});

const duration = (least: number): Validator<number | undefined> => maybe(whole(least, 86_400_000));
const many = maybe(whole(1, 16_777_216));

/** Settings of one account (`details.smpp`), in place of the listener's. */
export const smppAccountValidator = record({
  window: maybe(whole(1, 1_000)),
  /** In place of the listener's `sessionsPerAccount`. */
  maxSessions: maybe(whole(1, 1_000)),
  enquireLinkMs: duration(0),
  responseMs: duration(1),
  inactivityMs: duration(0),
  unbindMs: duration(0),
  quietMs: duration(0),
  finMs: duration(0),
  slowReaderMs: duration(0),
  enquireLinkGraceMs: duration(0),
  pduOctets: many,
  processing: many,
  processingOctets: many,
  waiting: many,
  pauseOctets: many,
  closeOctets: many,
  unexpectedTlvs: maybe(choice("ignore", "refuse")),
  /** Sessions that receive reports, by a word, their system_id or their account; default: `submitter`. */
  receiptsTo: maybe(receiptsToValidator),
  /** In place of the provider's dialect of the same name. */
  messageId: maybe(choice("md5", "decimal", "hex-submit-decimal-receipt")),
  /** Messages that may wait to be sent; one more is ESME_RMSGQFUL. */
  queueLimit: maybe(number(0, 10_000_000)),
  /** Addresses that may bind; absent: any. */
  addresses: maybe(list(text({ min: 2, max: 45 }), 100)),
  /** `host:port` of an ESME that is called by outbind when something waits for it. */
  esme: maybe(text({ min: 3, max: 260 })),
  lists: optional(list(distributionList, 100), []),
});
