// MobilePronto's readings: what its documents leave open, each with its default; and its part of an account.

import {
  choice,
  flag,
  list,
  maybe,
  optional,
  pattern,
  record,
  secret,
  text,
  type Validated,
  whole,
} from "../../core/validate.ts";

export const settingsValidator = record({
  /** ASP.NET's customErrors: `Off` shows exceptions whole. */
  customErrors: optional(choice("On", "Off", "RemoteOnly"), "RemoteOnly"),
  /** Whether every client counts as remote, loopback too. */
  clients: optional(choice("remote", "local"), "remote"),
  /** Whether the services have the HTTP GET and POST bindings; a stock server has not. */
  httpBindings: optional(flag, false),
  /** The operations that were observed beside the documented ones; false leaves them out everywhere. */
  siblings: optional(flag, true),
  /** A Mobile of ten or eleven digits without country: refused, or taken as Brazilian. */
  withoutCountry: optional(choice("refuse", "brazil"), "refuse"),
  /** A Principal_User that is not the account's: by its form 002 or 003, or always one of them. */
  otherPrincipalUser: optional(choice("form", "002", "003"), "form"),
  /** Characters that v_2_00, v_3_00 and the pages take for another country than Brazil ("Tamanho máximo por país"). */
  longestAbroad: optional(whole(1, 15_300), 160),
  /** An SMS costs a credit for each part on the air, or one whatever its length. */
  cost: optional(choice("part", "message"), "part"),
  /** Decimals of the balance in MPG_Credits. */
  creditDecimals: optional(whole(0, 4), 2),
});
export type MobileProntoSettings = Validated<typeof settingsValidator>;

export const detailsValidator = record({
  credencial20: secret(pattern(/^.{20}$/, "a Credencial of 20 characters")),
  credencial40: secret(pattern(/^.{40}$/, "a Credencial of 40 characters")),
  principalUser: text({ min: 1, max: 50 }),
  token: secret(pattern(/^.{6}$/, "a Token of 6 characters")),
  /** The project's short name ("Tamanho máximo=9 (XXXXXXXX:)"); with Send_Project S it stands before the text. */
  project: optional(text({ max: 8 }), "MPG"),
  /** "É obrigatório para empresa centralizadora" (004): whether Aux_User must be given. */
  centralizing: optional(flag, true),
  /** The only Aux_User values that are accepted; absent: any. */
  auxUsers: maybe(list(text({ min: 1, max: 20 }), 10_000)),
  /** Calling codes of the countries it may send to. */
  countries: optional(list(pattern(/^\d{1,3}$/, "a calling code, for example 55"), 300), ["55"]),
  /** RN1 of the operators it may send to (v_2_00 and voice); absent: any. */
  operators: maybe(list(pattern(/^55\d{3}$/, "RN1 with country, for example 55321"), 100)),
  /** A send of 01r33 that takes the balance below the threshold sets off a warning to this phone. */
  minimumStock: maybe(record({ threshold: whole(), phone: optional(text({ max: 40 }), "") })),
  /** The voice service says 022 of it. */
  notFound: optional(flag, false),
});
export type MobileProntoDetails = Validated<typeof detailsValidator>;
