// Vocabulary of a provider, as data: scenarios are checked against it, READMEs and sweeps are made from it.

import type { CallbackParameters } from "./callback-form-check.ts";
import type { Kinds } from "./code-kinds.ts";
import type { Channel } from "./message.ts";
import type { PduFieldKind, TlvValueKind } from "./pdu-patch.ts";
import type { Reason } from "./refusal.ts";
import type { MessageFact } from "./request-facts.ts";
import type { Status } from "./status.ts";

/** A row of an operation's code table, in the document's order. */
export interface CodeRow extends Kinds {
  /** In the provider's own spelling: `009`, `97`, `ESME_RTHROTTLED`; `800-880` stands for each code between. */
  readonly code: string;
  /** The same as a number, where files may write one (`command_status`: 0x58). */
  readonly number?: number;
  /** The provider's own sentence. */
  readonly text: string;
  /** Where it stands in the document; `own` marks a row of ours. */
  readonly section: string;
  readonly success?: boolean;
  /** Name of the answer on the wire, where other codes have the same bytes: the command_status, another code. */
  readonly wire?: string;
  /** The neutral reasons that this operation answers with this code. */
  readonly reasons?: readonly Reason[];
  /** How a client meets it: by which state or input, or `scenario`. */
  readonly arises: string;
  /** Version of the service for which alone the document has the code. */
  readonly onlyIn?: string;
  /** True if the code says that the document calls the operation out of date. */
  readonly outOfDate?: true;
}

export interface OperationVocabulary<Name extends string = string> {
  /** As scenario files name it. */
  readonly name: Name;
  readonly channels: readonly Channel[];
  readonly codes: readonly CodeRow[];
  /** Whether it sends: then `life`, `reply` and `callbacks` make sense for it. */
  readonly sends: boolean;
  /** Asked about what leaves for the client, or about a sign of life, not about a call that asks for something: only rules that name the operation concern it. */
  readonly outward?: true;
  /** PDUs of this name that leave for the client: `also` beside those of the client. Absent: none. */
  readonly ours?: "only" | "also";
  /** True of documents and unknown paths: rules that answer concern it only by its name. */
  readonly page?: true;
  /** Further fields an `answer` object may carry beside its code. */
  readonly answerFields?: readonly string[];
  /** Names of further elements or keys of its answers over HTTP; absent of an operation that sends nothing: not known. */
  readonly answerNames?: readonly string[];
  /** The provider's name for the code in an `answer` object; `code` serves everywhere. */
  readonly codeField?: string;
  /** Answers that are no row of the table, as anchored patterns (`ok:\d+\.\d\d` of a voice call, a vendor's statuses). */
  readonly answerPatterns?: readonly string[];
  /** Mandatory parameters of the PDU of ours: of the response, or of a request that leaves. */
  readonly pduFields?: readonly { readonly name: string; readonly kind: PduFieldKind }[];
  /** Code whose answer a code has that no row knows; absent: the code itself stands in the answer. */
  readonly unlistedAs?: string;
  /** The operation is about messages by their ids, in this parameter; `unknown`: how codes about an id of no message begin. */
  readonly idQuery?: { readonly parameter: string; readonly unknown: readonly string[] };
  /** True if a client may ask again and again: for a status, or for inbound messages. */
  readonly polled?: true;
  /** The request's raw fields, by the provider's names, for `when: { fields }`. */
  readonly requestFields: readonly string[];
  /** Facts of a message that its requests bring to rules; absent: all that its kind of operation can. */
  readonly messageFacts?: readonly MessageFact[];
}

/** Names that the step `pdu` may use. */
export interface SmppNames {
  /** command_id by name. */
  readonly commands: ReadonlyMap<string, number>;
  /** command_status by name. */
  readonly statuses: ReadonlyMap<string, number>;
  readonly tlvs: ReadonlyMap<string, { readonly tag: number; readonly kind: TlvValueKind; readonly length: number }>;
}

export interface Vocabulary {
  readonly provider: string;
  readonly operations: readonly OperationVocabulary[];
  /** The provider's word or code for each status a report or query can show; null: it cannot say it. */
  readonly statuses: Readonly<Record<Status, string | null>>;
  /** Pattern of a voice call's own end words, where there are voice calls. */
  readonly voiceWords?: string;
  /** Which status an end word means, by the part before its colon (`machine`). */
  readonly voiceEnds?: Readonly<Record<string, Status>>;
  /** False: the provider sends no reports. */
  readonly callbacks?: boolean;
  /** Parameters of its callbacks over HTTP. */
  readonly callbackParameters?: CallbackParameters;
  /** By which way reports go back; absent: over SMPP for messages that came so, else over HTTP. */
  readonly reports?: "http" | "smpp" | "both";
  /** False: the provider takes no SMS of phones. */
  readonly inbound?: boolean;
  /** False: its messages have no sender. */
  readonly senders?: false;
  /** Statuses that no callback reports. */
  readonly unreported?: readonly Status[];
  /** Codes of operators that confirm no delivery to the handset. */
  readonly unconfirmedOperators?: readonly string[];
  /** Names of SMPP, where the provider speaks it. */
  readonly smpp?: SmppNames;
  /** Kinds of credit. */
  readonly kinds: readonly string[];
}

/** The row of this code, or of the range that holds it; null: the table has no such code. A number is compared as one. */
export function rowOf(operation: OperationVocabulary, code: string): CodeRow | null {
  const number = /^(?:0x[0-9a-f]+|\d+)$/i.test(code) ? Number(code) : Number.NaN;
  for (const row of operation.codes) {
    if (row.code === code || (row.number !== undefined && row.number === number)) return row;
    const [, from, until] = /^(\d+)-(\d+)$/.exec(row.code) ?? [];
    if (from === undefined || until === undefined || code.length !== from.length || !/^\d+$/.test(code)) continue;
    if (Number(from) <= number && number <= Number(until)) return row;
  }
  return null;
}

/** The row whose reasons hold this one, or null: the operation has no code for it. */
export function codeFor(operation: OperationVocabulary, reason: Reason): CodeRow | null {
  for (const row of operation.codes) if (row.reasons?.includes(reason)) return row;
  return null;
}

/** Code that a row is answered with: its own, or the first of its range. */
export function firstCode(row: CodeRow): string {
  return /^(\d+)-\d+$/.exec(row.code)?.[1] ?? row.code;
}

/** Code of a reason whose row says most about it; empty: there is none. */
export function exactCode({ codes }: OperationVocabulary, reason: string): string {
  const rows = codes.filter((row) => row.reasons?.includes(reason));
  return rows.toSorted((a, b) => a.kinds.length - b.kinds.length)[0]?.code ?? "";
}
