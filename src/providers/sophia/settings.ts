// Sophia's readings: what the document leaves open, each with its default.

import { choice, number, optional, record, secret, text, type Validated, whole } from "../../core/validate.ts";

export const defaultExpiredStatus = 3;

export const settingsValidator = record({
  /** The key of the id in answers: the examples say `mesageID`, the lists `messageID`. */
  messageIdKey: optional(choice("mesageID", "messageID", "both"), "mesageID"),
  /** Bodies that count as a form: those for which PHP fills $_POST (POST, two types), or any. */
  formBody: optional(choice("php", "any"), "php"),
  /** HTTP status of an answer with status 0. */
  errorStatus: optional(choice(200, 401), 200),
  contentType: optional(text({ min: 1 }), "application/json"),
  /** The recipient's key in dlr.php: the example says `numero`, the list `destino`. */
  dlrNumberKey: optional(choice("numero", "destino"), "numero"),
  /** A phone's number in dlr.php, mo.php and callbacks: DDD and number, or as the client's request wrote it. */
  numberForm: optional(choice("normal", "as-sent"), "normal"),
  /** Status of an expired message: the document knows 2, 3 and 4 alone. */
  expiredStatus: optional(choice(3, 4, 5), defaultExpiredStatus),
  /** Which statuses are called back. */
  dlrCallbacks: optional(choice("final", "all"), "final"),
  /** Tries of a callback; milliseconds until the second; by how much each later wait is longer. */
  attempts: optional(whole(1, 100), 5),
  firstDelayMs: optional(number(1, 86_400_000), 5_000),
  factor: optional(number(1, 100), 2),
  /** Responses that count as delivered: "deve ser 200" ("CONSULTA MO", Observações), or any 2xx. */
  success: optional(choice("200", "2xx"), "200"),
  /** `query`: joined with `?` or `&`; `literal`: as the document prints it, `http://url/status=…` without a `?`. */
  callbackForm: optional(choice("query", "literal"), "query"),
});
export type SophiaSettings = Validated<typeof settingsValidator>;

/** The provider's part of an account. */
export const detailsValidator = record({ token: secret(text({ min: 1, max: 200 })) });
