// Sessions that reports go to over SMPP.

import type { AccountKey } from "./account.ts";
import { nearestWord } from "./nearest-word.ts";

/** `submitter`: the session of the submission while it can receive, else any. */
export const reportReceivers = ["submitter", "any", "other", "transceiver", "receiver"] as const;
export type ReportReceiver = (typeof reportReceivers)[number] | { readonly systemId: string };
/** As a scenario or an account says it: a word of `reportReceivers`, a system_id, or an account of the sandbox. */
export type ReceiptsTo = string | { readonly account: AccountKey };

/** Longest system_id (SMPP 3.4 5.2.1). */
export const maxSystemId = 15;

/** Sessions of the account that receives the reports. */
export function reportReceiver(receiptsTo: ReceiptsTo): ReportReceiver {
  if (typeof receiptsTo !== "string") return "any";
  return reportReceivers.find((word) => word === receiptsTo) ?? { systemId: receiptsTo };
}

/** The word that a text misspells; null: the text is a word or a system_id. */
export function misspeltReceiver(text: string): string | null {
  return reportReceivers.some((word) => word === text) ? null : nearestWord(text, reportReceivers, 2);
}
