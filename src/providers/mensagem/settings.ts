// Mensagem's readings: what the document leaves open, each with its default; and its part of an account.

import { choice, flag, list, number, optional, record, type Shaped, text, whole } from "../../core/shape.ts";

export const settingsShape = record({
  /** `1;<md5>`, or with a trailing `;`. */
  sendSuccess: optional(choice("plain", "trailing"), "plain"),
  /** `<code>;<TEXT>`, or the code alone. */
  errorBody: optional(choice("text", "code"), "text"),
  contentType: optional(text({ min: 1 }), "text/plain; charset=utf-8"),
  /** The DLR status for Oi and Sercomtel numbers, which give no handset report. */
  unconfirmed: optional(choice("5", "8", "none"), "5"),
  /** Whether a failed delivery is a type 2 or a type 3 report. */
  failedReport: optional(choice("status", "dlr"), "status"),
  tries: optional(whole(1, 100), 5),
  firstDelayMs: optional(number(1, 86_400_000), 5_000),
  factor: optional(number(1, 100), 2),
});
export type MensagemSettings = Shaped<typeof settingsShape>;

const centro = record({
  id: whole(),
  name: text({ max: 50 }),
  active: optional(flag, true),
  emails: optional(list(text({ max: 999 })), []),
});

export const detailsShape = record({
  /** 8 lower-case hexadecimal digits ("Código HASH em CRC32"). */
  integrationUser: text({ min: 1, max: 40 }),
  smppPassword: optional(text({ max: 64 }), ""),
  /** The number the account sends from. */
  la: optional(text({ max: 20 }), "28149"),
  /** 0 general, 1 by user, 2 by cost centre. */
  distribution: optional(choice(0, 1, 2), 0),
  costCentres: optional(list(centro), []),
  levels: optional(list(record({ id: whole(), name: text() })), []),
  users: optional(list(record({ id: whole(), active: flag, login: text(), name: text(), level: whole() })), []),
});
export type MensagemDetails = Shaped<typeof detailsShape>;
