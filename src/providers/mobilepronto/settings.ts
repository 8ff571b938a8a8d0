// MobilePronto's readings and its part of an account.

import { choice, optional, pattern, record, type Shaped, text } from "../../core/shape.ts";

export const settingsShape = record({
  /** ASP.NET's customErrors: `Off` shows exceptions whole. */
  customErrors: optional(choice("On", "Off", "RemoteOnly"), "RemoteOnly"),
  /** What every client counts as, loopback too. */
  clients: optional(choice("remote", "local"), "remote"),
});
export type MobileProntoSettings = Shaped<typeof settingsShape>;

export const detailsShape = record({
  credencial20: pattern(/^.{20}$/, "a Credencial of 20 characters"),
  credencial40: pattern(/^.{40}$/, "a Credencial of 40 characters"),
  principalUser: text({ min: 1, max: 50 }),
  token: pattern(/^.{6}$/, "a Token of 6 characters"),
  /** The project's short name; with Send_Project S it stands before the text. */
  project: optional(text({ max: 8 }), "MPG"),
});
export type MobileProntoDetails = Shaped<typeof detailsShape>;
