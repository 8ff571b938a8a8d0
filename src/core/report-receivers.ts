// Sessions that reports go to over SMPP.

import { nearestWord } from "./nearest-word.ts";

/** `submitter`: the session of the submission while it can receive, else any other. */
export const reportReceivers = ["submitter", "any", "other", "transceiver", "receiver"] as const;
export type ReportReceiver = (typeof reportReceivers)[number] | { readonly systemId: string };

/** Longest system_id (SMPP 3.4 5.2.1). */
export const maxSystemId = 15;

/** Reads a word of `reportReceivers` or a system_id. */
export function reportReceiver(text: string): ReportReceiver {
  return reportReceivers.find((word) => word === text) ?? { systemId: text };
}

/** The word that a text misspells; null: the text is a word or a system_id. */
export function misspeltReceiver(text: string): string | null {
  return reportReceivers.some((word) => word === text) ? null : nearestWord(text, reportReceivers, 2);
}
