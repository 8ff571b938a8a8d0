// What the document and SMPP 3.4 leave open behind port 9500, as settings of the provider and of an account.

import { choice, flag, list, maybe, number, optional, record, text, whole } from "../../../core/shape.ts";

/** Settings of the provider; each stands beside those of the HTTP API. */
export const smppReadings = {
  /** message_id: the protocol (MD5), its first 32 bits as a decimal number, or those in hex and in receipts in decimal. */
  messageId: optional(choice("md5", "decimal", "hex-submit-decimal-receipt"), "md5"),
  /** Whether a receipt ends with `text:`. */
  receiptText: optional(flag, true),
  /** Whether a receipt carries receipted_message_id and message_state. */
  receiptTlvs: optional(flag, true),
  /** data_coding 0, both ways. */
  defaultAlphabet: optional(choice("gsm", "latin1"), "gsm"),
  /** Any system_type binds, or only `SMPP` (ESME_RINVSYSTYP). */
  systemType: optional(choice("any", "SMPP"), "any"),
  /** Source TON 1 and NPI 1 as the document has them, or else ESME_RINVSRCTON and ESME_RINVSRCNPI. */
  strictTonNpi: optional(flag, false),
  /** How a receipt tells of Oi and Sercomtel numbers, which give no handset report. */
  unconfirmedState: optional(choice("ACCEPTD", "DELIVRD", "UNKNOWN"), "ACCEPTD"),
  /** Long inbounds as several deliver_sm with a user data header, or in one message_payload. */
  longInbound: optional(choice("udh", "payload"), "udh"),
  /** ESME_RINVDCS for a data_coding that has no meaning. */
  refuseReservedDataCoding: optional(flag, false),
  /** ESME_RINVESMCLASS for datagram and transaction mode. */
  refuseOtherModes: optional(flag, false),
  /** Milliseconds, in sandbox time, that the segments of a long message may take to come. */
  segmentsMs: optional(whole(1, 172_800_000), 3_600_000),
  /** Milliseconds, in sandbox time, that a receipt or inbound waits for a receiver ("até 48 horas"). */
  receiverMs: optional(whole(1, 2_592_000_000), 172_800_000),
  /** Messages and inbounds of an account whose news wait for a receiver; one more drops the oldest. */
  receiverWaiting: optional(whole(1, 1_000_000), 10_000),
};

const distributionList = record({
  name: text({ min: 1, max: 20 }),
  numbers: list(text({ min: 1, max: 20 }), 254),
  allowed: optional(flag, true),
});

/** What an account may have otherwise than the doors (`details.smpp`). */
export const smppAccountShape = record({
  window: maybe(whole(1, 1_000)),
  maxSessions: maybe(whole(1, 1_000)),
  enquireLinkMs: maybe(whole(0, 86_400_000)),
  responseMs: maybe(whole(1, 86_400_000)),
  inactivityMs: maybe(whole(0, 86_400_000)),
  /** In place of the provider's reading of the same name. */
  messageId: maybe(choice("md5", "decimal", "hex-submit-decimal-receipt")),
  /** Messages that may wait to be sent; one more is ESME_RMSGQFUL. */
  queueLimit: maybe(number(0, 10_000_000)),
  /** Addresses that may bind; absent: any. */
  addresses: maybe(list(text({ min: 2, max: 45 }), 100)),
  /** `host:port` of an ESME that is called by outbind when something waits for it. */
  esme: maybe(text({ min: 3, max: 260 })),
  lists: optional(list(distributionList, 100), []),
});
