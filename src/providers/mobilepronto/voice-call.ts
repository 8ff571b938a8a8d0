// How a voice call ends, in the document's words (MPG_Status_Voice, "Tipos de Status em caso de existir o Status").

import type { LifeStep, Message } from "../../core/message.ts";
import { namedLifecycles } from "../../core/named-lifecycles.ts";
import { isFinal, type Status } from "../../core/status.ts";

/** Characters that a synthetic voice reads in a second, and the seconds before and after (assumed). */
const charactersASecond = 15;
const silence = 2;

/** `ok:999.99`: "a duração da mesma em segundos". */
function okFor(text: string): string {
  return `ok:${(silence + text.length / charactersASecond).toFixed(2)}`;
}

/** SIP codes (RFC 3261) of ends that a life names in our words; assumed. */
const ends: Readonly<Record<Exclude<Status, "delivered">, string>> = {
  undelivered: "failed:486",
  invalid: "failed:404",
  expired: "failed:408",
  cancelled: "failed:487",
  skipped: "failed:480",
  rejected: "blocked:603",
  unconfirmed: "machine:200",
  unknown: "error:500",
  scheduled: "",
  held: "",
  queued: "",
  sent: "",
};

/** The life of a call when no scenario says otherwise: it is answered and heard to its end. */
export function voiceLife(text: string): readonly LifeStep[] {
  return namedLifecycles.delivered.map((step) => (step.status === "delivered" ? { ...step, word: okFor(text) } : step));
}

/** Status of a call in MPG_Status_Voice; null: "ainda sem Status de Voz". */
export function voiceStatus(message: Message): string | null {
  if (!isFinal(message.status)) return null;
  return message.word ?? (message.status === "delivered" ? okFor(message.text) : ends[message.status]);
}
