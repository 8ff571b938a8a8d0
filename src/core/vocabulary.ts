// What a provider can say, as data: scenarios are checked against it, READMEs and sweeps are made from it.

import type { Channel } from "./message.ts";
import type { Reason } from "./refusal.ts";
import type { Status } from "./status.ts";

/** One row of an operation's code table, in the document's order. */
export interface CodeRow {
  /** In the provider's own spelling: `009`, `97`, `ESME_RTHROTTLED`. */
  readonly code: string;
  /** The provider's own sentence. */
  readonly text: string;
  /** Where it stands in the document; `own` marks a row of ours. */
  readonly section: string;
  readonly success?: boolean;
  /** The neutral reasons that this operation answers with this code. */
  readonly reasons?: readonly Reason[];
  /** How a client meets it: by which state or input, or `scenario`. */
  readonly arises: string;
}

export interface OperationVocabulary {
  /** As scenario files name it. */
  readonly name: string;
  readonly channels: readonly Channel[];
  readonly codes: readonly CodeRow[];
  /** Whether it sends: then `life`, `reply` and `callbacks` make sense for it. */
  readonly sends: boolean;
  /** Further fields an `answer` object may carry (Sophia: `detailDescription`). */
  readonly answerFields?: readonly string[];
  /** The request's raw fields, by the provider's names, for `when: { fields }`. */
  readonly requestFields: readonly string[];
}

export interface Vocabulary {
  readonly provider: string;
  readonly operations: readonly OperationVocabulary[];
  /** The provider's word or code for each status a report or query can show; null: it cannot say it. */
  readonly statuses: Readonly<Record<Status, string | null>>;
  /** Pattern of a voice call's own end words, where there are voice calls. */
  readonly voiceWords?: string;
  /** Kinds of credit. */
  readonly kinds: readonly string[];
}

/** The row whose reasons hold this one, or null: the operation has no code for it. */
export function codeFor(operation: OperationVocabulary, reason: Reason): CodeRow | null {
  for (const row of operation.codes) if (row.reasons?.includes(reason)) return row;
  return null;
}
