// Mensagem's readings: what the document leaves open, each with its default; and its part of an account.

import {
  choice,
  flag,
  list,
  maybe,
  number,
  optional,
  record,
  secret,
  text,
  type Validated,
  whole,
} from "../../core/validate.ts";
import { smppAccountValidator, smppDialect } from "./smpp/dialect.ts";

export const settingsValidator = record({
  /** `1;<md5>`, or with a trailing `;`. */
  sendSuccess: optional(choice("plain", "trailing"), "plain"),
  /** `<code>;<TEXT>`, or the code alone. */
  errorBody: optional(choice("text", "code"), "text"),
  /** Between the lines of an answer; none after the last. */
  lineEnd: optional(choice("crlf", "lf"), "crlf"),
  /** Sentences as the document's tables write them (accents, TENDE NOVAMENTE), instead of plain ASCII capitals. */
  literalTexts: optional(flag, false),
  /** Settings of the HTTP API. A charset of ISO-8859-1 is obeyed. */
  contentType: optional(text({ min: 1, max: 200 }), "text/plain; charset=utf-8"),
  /** STAT, STAM and RECV answer as before 29/02/2020, not `OUT-OF-DATE`. */
  legacyQueries: optional(flag, false),
  /** `date` of a callback: `yyyy-MM-dd HH:mm:ss`, the same with milliseconds, or ISO 8601 with the offset. */
  callbackDate: optional(choice("seconds", "milliseconds", "iso"), "seconds"),
  /** Whether `msisdn` of a callback has the country before DDD and number. */
  msisdnCountry: optional(flag, false),
  /** `msisdn` of a callback: the number in normal form, or as the client's request wrote it. */
  msisdnForm: optional(choice("normal", "as-sent"), "normal"),
  /** `id` of SEND ("Campo Alpha numérico"): anything of 40 characters, or letters and digits alone, else 95. */
  sendId: optional(choice("any", "alphanumeric"), "any"),
  /** The DLR status for Oi and Sercomtel numbers, which give no handset report. */
  unconfirmed: optional(choice("5", "8", "none"), "5"),
  /** A failed delivery: type 2 status 2, or type 3 with its code of "Descritivo dos códigos de DLR". */
  failedReport: optional(choice("status", "dlr"), "status"),
  /** By which way reports go back: that of the message, or always one, or both. */
  reports: optional(choice("channel", "http", "smpp", "both"), "channel"),
  wbsapiNamespace: optional(text({ max: 500 }), "http://tempuri.org/"),
  /** The document's Type column, or every parameter a string. */
  wbsapiTypes: optional(choice("typed", "text"), "typed"),
  /**
   * The optional parameters of the web service over its form binding: left out or empty as the document says, or refused
   * with HTTP 500 as ASP.NET does with its types.
   */
  wbsapiForm: optional(choice("document", "aspnet"), "document"),
  /** `status` and `inBox` of the web service: they answer, or `OUT-OF-DATE` as STAT and RECV do. */
  wbsapiQueries: optional(choice("answer", "out-of-date"), "answer"),
  /** An IdExterno of 0 ("de 0 até 4294967295"): none, or an id. */
  idExternoZero: optional(choice("none", "id"), "none"),
  /** A slash before the digits at the end of a text of sendMultiple (`MSG 2/435`): text, or the pipe before the id. */
  conteudoSlash: optional(choice("text", "pipe"), "text"),
  /** ASP.NET's customErrors of the web service: `Off` shows exceptions whole. */
  customErrors: optional(choice("On", "Off", "RemoteOnly"), "RemoteOnly"),
  /** Whether every client of the web service counts as remote, loopback too. */
  clients: optional(choice("remote", "local"), "remote"),
  /** Tries of a callback that is not answered 2xx. */
  attempts: optional(whole(1, 100), 5),
  /** Milliseconds until the second try. */
  firstDelayMs: optional(number(1, 86_400_000), 5_000),
  /** Each further wait is so many times the one before. */
  factor: optional(number(1, 100), 2),
  ...smppDialect,
});
export type MensagemSettings = Validated<typeof settingsValidator>;

/** Bounds of what CADUS and CICT can fill. */
export const maxUsers = 10_000;
export const maxCentres = 10_000;

const centro = record({
  id: whole(),
  name: text({ min: 1, max: 50 }),
  active: optional(flag, true),
  emails: optional(list(text({ max: 999 })), []),
});
const nivel = record({ id: whole(), name: text({ max: 200 }) });
const usuario = record({
  id: whole(),
  active: optional(flag, true),
  login: text({ min: 1, max: 200 }),
  name: text({ max: 200 }),
  level: optional(whole(), 0),
  /** Cost centres the user may use, by id. */
  centres: optional(list(whole()), []),
});

export const detailsValidator = record({
  /** 8 lower-case hexadecimal digits ("Código HASH em CRC32"). */
  integrationUser: text({ min: 1, max: 40 }),
  smppPassword: optional(secret(text({ max: 64 })), ""),
  smpp: smppAccountValidator,
  /** The number the account sends from. */
  la: optional(text({ max: 20 }), "28149"),
  /** False: 74. */
  userEnabled: optional(flag, true),
  /** Whether the integration user may send; false: 72. */
  privilege: optional(flag, true),
  /** Values of `f` it may send; others: 83. */
  kinds: optional(list(choice("0", "1", "2", "4")), ["0", "1", "2", "4"]),
  /** Whether each send must name a cost centre; else 76. */
  costCentreRequired: optional(flag, false),
  /** Credits are shared 0 by all, 1 by user, 2 by cost centre. */
  distribution: optional(choice(0, 1, 2), 0),
  /** Whose share the integration user spends with distribution 1. */
  userId: optional(whole(), 1),
  /** Whose share is spent with distribution 2 when the send names no cost centre. */
  centreId: maybe(whole()),
  costCentres: optional(list(centro, maxCentres), []),
  levels: optional(list(nivel, 1_000), []),
  users: optional(list(usuario, maxUsers), []),
});
export type MensagemDetails = Validated<typeof detailsValidator>;
