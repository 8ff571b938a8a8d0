// Interfaces that core needs from the outside. Everything here is synchronous and takes effect at once for later reads; `Store.committed` says when it is durable.

import type { Account, AccountKey } from "./account.ts";
import type { CallbackState } from "./callback-states.ts";
import type { Instant, Millis } from "./clock.ts";
import type { TimeCounts } from "./counts.ts";
import type { CallFilter, InboundFilter, MessageFilter, PhoneFilter, PhoneSeen } from "./filters.ts";
import type { Finding } from "./findings.ts";
import type { JsonObject } from "./json.ts";
import type { KeyValue } from "./key-value.ts";
import type { KeepLimits } from "./limits.ts";
import type { CallbackPlan, Inbound, Message } from "./message.ts";
import type { NearMiss } from "./near-miss.ts";
import type { OutboxFilter } from "./outbox-filter.ts";
import type { Bilingual } from "./sentences.ts";
import type { SnapshotStore } from "./snapshot-store.ts";
import type { Status } from "./status.ts";

/** Something that is to happen on a sandbox's clock. */
export interface Due {
  readonly sandbox: string;
  readonly at: Instant;
  readonly kind: DueKind;
  /** The message, inbound message, callback or timeline item it is about. */
  readonly ref: number;
  /** Tells several of one kind and ref apart (the second reply to a message); usually 0. */
  readonly part: number;
  /** 0 (or absent) to 3: at one instant the higher of a kind comes first. */
  readonly priority?: number;
  readonly data?: JsonObject;
}
/** Items due at the same instant happen in this order, within a kind by priority, then by `ref`. */
export const dueKinds = ["timeline", "expiry", "life", "reply", "callback", "event-reply", "alert"] as const;
export type DueKind = (typeof dueKinds)[number];
/** The durable schedule of every sandbox. */
export interface Schedule {
  add(due: Due): void;
  /** The earliest instant at which something is due, or null. */
  next(sandbox: string): Instant | null;
  /** Takes out, in order, at most `limit` items due at or before `until`. */
  take(sandbox: string, until: Instant, limit: number): Due[];
  /** At most `limit` items, in order, left in place. */
  list(sandbox: string, limit: number): Due[];
  /** Drops what was planned, if it is still there. */
  drop(due: Omit<Due, "data">): void;
  count(sandbox: string): number;
}

/** Messages and inbound messages of all providers and listeners. */
export interface Ledger {
  add(message: Omit<Message, "seq">): Message;
  update(message: Message): void;
  get(seq: number): Message | null;
  /** How the reports of a message arrive, without reading the rest of it. */
  plan(seq: number): CallbackPlan | undefined;
  byId(sandbox: string, provider: string, id: string): Message | null;
  byClientId(sandbox: string, account: AccountKey, clientId: string): Message | null;
  list(sandbox: string, filter: MessageFilter): Message[];
  count(sandbox: string, filter?: MessageFilter): number;
  /** The place the next message of the sandbox will have, counted from 1 in the sandbox: its id is drawn from it. */
  nextOrdinal(sandbox: string): number;
  /** The same for the next inbound. */
  nextInbound(sandbox: string): number;
  addInbound(inbound: Omit<Inbound, "seq">): Inbound;
  getInbound(seq: number): Inbound | null;
  inboundMessages(sandbox: string, filter: InboundFilter): Inbound[];
  countInbound(sandbox: string, filter?: InboundFilter): number;
  markFetched(seqs: readonly number[]): void;
  /** Says how an inbound message goes to the client. */
  planInbound(seq: number, callbacks: CallbackPlan): void;
  /** Recipients of messages, each with its latest message; newest first. */
  recipients(sandbox: string, filter: PhoneFilter): PhoneSeen[];
  /** Senders of inbound messages, each with its latest one; newest first. */
  senders(sandbox: string, filter: PhoneFilter): PhoneSeen[];
}

/** A status that a message reached. */
export interface Step {
  readonly message: number;
  readonly at: Instant;
  readonly status: Status;
  readonly word?: string;
  /** `life`, `scenario`, `control`, `client`: who made it happen. */
  readonly by: string;
}
export interface StatusSteps {
  add(step: Step): void;
  list(message: number): readonly Step[];
}

/** A request on the wire with its response. Secrets are masked before it gets here. */
export interface Call {
  readonly sandbox: string;
  readonly at: Instant;
  /** Name of the listener: `http`, `https`, `smpp`, `smpps`, or a provider's own. */
  readonly listener: string;
  readonly provider: string;
  readonly operation: string;
  readonly channel: string;
  readonly account?: AccountKey;
  readonly remote: string;
  readonly request: Buffer | string;
  readonly answer: Buffer | string | null;
  /** The provider's code or status word, for lists. */
  readonly code: string;
  /** Rule that answered, or why none did: `default`, or `default: REASON`. */
  readonly decidedBy: string;
  /** The same in words; absent: as `decidedBy`. */
  readonly decision?: Bilingual;
  readonly nearMiss?: NearMiss;
  readonly fault?: string;
  /** Every rule that took part, a sentence each; absent: none. */
  readonly rules?: Bilingual;
  /** Octets of a request that is longer than what is kept. */
  readonly longRequest?: LongOctets;
  /** Places in the ledger of what it sent. */
  readonly messages: readonly number[];
  readonly findings: readonly Finding[];
  /** Absent: nothing has left yet, and `answer` is planned. */
  readonly sent?: SentAnswer;
  /** Real time from the request to the last octet of its answer; absent: it has not left yet. */
  readonly ms?: Millis;
  /** Real time of the arrival, since the start of the emulator. */
  readonly elapsedMs?: Millis;
  /** Number of the connection at its listener; SMPP has it in `remote`. */
  readonly connection?: number;
  /** Messages that were asked for and refused, the first hundred. */
  readonly refused?: readonly KeptRefusal[];
  /** Further refused messages. */
  readonly moreRefused?: number;
}

/** A message that was refused: its text as a hash, which tells two requests for the same message. */
export interface KeptRefusal {
  /** Recipient in normal form, secrets masked; empty: of a bind. */
  readonly to: string;
  /** Beginning of the text, secrets masked: of the first message alone. */
  readonly text?: string;
  /** Hash of the text with the sandbox's seed; of a bind, of its credentials with a key of the process. */
  readonly textHash: string;
  readonly clientId?: string;
  /** Empty: the code of the request. */
  readonly code: string;
}

/** Octets of which the journal keeps the beginning alone. */
export interface LongOctets {
  readonly octets: number;
  /** Hash of all octets, in hexadecimal. */
  readonly sha256: string;
}

/** Octets of an answer on the wire. */
export interface SentAnswer {
  /** Octets that were handed to the socket, and those of the whole answer. */
  readonly octets: number;
  readonly of: number;
  /** Hash of an answer that is longer than the kept octets, in hexadecimal. */
  readonly sha256?: string;
  /** End of the connection right behind the answer; absent: it stays. */
  readonly then?: "FIN" | "RST" | "nothing";
}
export interface StoredCall extends Call {
  readonly seq: number;
  /** The answer that the provider decided, where other octets left. */
  readonly decided?: Buffer | string;
}

/** Facts of a call that arise after its answer. */
export interface CallAddition {
  readonly findings?: readonly Finding[];
  /** Octets that left; null: none. */
  readonly answer?: Buffer | string | null;
  readonly decided?: Buffer | string;
  readonly code?: string;
  readonly decidedBy?: string;
  readonly decision?: Bilingual;
  readonly sent?: SentAnswer;
  readonly ms?: Millis;
}

/** The bounded journal of calls. */
export interface Journal {
  /** The `seq` that the next call of the sandbox will get; messages carry it. */
  upcoming(sandbox: string): number;
  add(call: Call): number;
  /** Adds what is known later; nothing, when the call was dropped. */
  amend(seq: number, addition: CallAddition): void;
  get(seq: number): StoredCall | null;
  list(sandbox: string, filter: CallFilter): StoredCall[];
  count(sandbox: string, filter?: CallFilter): number;
}

/** A report or inbound on its way to the client. */
export interface OutboxEntry {
  readonly seq: number;
  readonly sandbox: string;
  readonly account: AccountKey;
  readonly provider: string;
  readonly about: "report" | "inbound";
  /** Place of the message (report) or inbound in the ledger. */
  readonly ref: number;
  /** Status that it reports; a follow-up and an inbound message have none. */
  readonly status?: Status;
  /** Where it goes by: an HTTP request, or a `deliver_sm` to a bound receiver. */
  readonly by: "http" | "smpp";
  /** When it is to be tried, or tried again; of one that is over: when its last try was to be. */
  readonly at: Instant;
  readonly state: CallbackState;
  /** Attempts whose end is known. */
  readonly attemptCount: number;
  readonly data: JsonObject;
}
/** Message or inbound message; a `follow-up` is a notice beside the reports, such as an alert_notification. */
export type OutboxSubject = Pick<OutboxEntry, "ref"> & { readonly about: OutboxEntry["about"] | "follow-up" };

/** An attempt to deliver an outbox entry. Written before it is made and again when its end is known. */
export interface Attempt {
  readonly callback: number;
  readonly number: number;
  readonly at: Instant;
  readonly address: string;
  readonly request: string;
  /** HTTP status or command_status; null: no answer. */
  readonly status: number | null;
  readonly answer: string;
  readonly durationMs: number;
  readonly error: string;
  /** Real time of its beginning, since the start of the emulator. */
  readonly elapsedMs?: Millis;
}
export interface Outbox {
  add(entry: Omit<OutboxEntry, "seq" | "state" | "attemptCount">): OutboxEntry;
  get(seq: number): OutboxEntry | null;
  update(entry: OutboxEntry, state: CallbackState, attemptCount: number, at: Instant): OutboxEntry;
  /** The oldest waiting entry about a subject, or null. */
  firstPending(subject: OutboxSubject): number | null;
  /** The oldest entry about a subject in any state, or null. */
  firstAbout(subject: OutboxSubject): number | null;
  /** Entries of an account that wait and are due by `until`, after a place; oldest first. */
  due(sandbox: string, account: AccountKey, after: number, until: Instant, limit: number): OutboxEntry[];
  /** Accounts with waiting entries. */
  waiting(): readonly { readonly sandbox: string; readonly account: AccountKey }[];
  /** Ends attempts that a crash cut off, with this error. The attempts count as tries. */
  closeAttempts(error: string): void;
  list(sandbox: string, filter: OutboxFilter): OutboxEntry[];
  count(sandbox: string, filter?: OutboxFilter): number;
  begin(entry: OutboxEntry, attempt: Attempt): void;
  /** It has ended, and the entry is updated with it. Methods that change an entry return it as it is now. */
  end(entry: OutboxEntry, attempt: Attempt, state: CallbackState, at: Instant): OutboxEntry;
  attempts(callback: number): Attempt[];
}

/** Accounts, in memory for reading, durable with the transaction of the change. */
export interface Accounts {
  get(sandbox: string, key: AccountKey): Account | null;
  list(sandbox: string): Account[];
  put(account: Account): void;
  remove(sandbox: string, key: AccountKey): void;
}

// A `seq` is the number of its sandbox times 2^33, plus its place in the sandbox from 1. Exports show the place.
export const seqsPerSandbox = 2 ** 33;
export const placeOf = (seq: number): number => seq % seqsPerSandbox;

/** Everything that is kept. Writes of one turn of the event loop share a transaction. */
export interface Store {
  readonly ledger: Ledger;
  readonly statusSteps: StatusSteps;
  readonly journal: Journal;
  readonly schedule: Schedule;
  readonly outbox: Outbox;
  readonly accounts: Accounts;
  readonly keyValue: KeyValue;
  readonly counts: TimeCounts;
  readonly snapshots: SnapshotStore;
  sandboxes(): string[];
  addSandbox(name: string): void;
  /** Sets what a sandbox keeps instead of the store's own bounds; not durable. */
  limit(sandbox: string, limits: Partial<KeepLimits>): void;
  /** Forgets messages, inbounds, calls, callbacks and what is due; all else and the name stay unless `whole`. */
  clearSandbox(name: string, whole: boolean): void;
  /** Resolves when everything written so far is durable; rejects when it could not be written. */
  committed(): Promise<void>;
  /** Why the store keeps nothing now, in words; null: it keeps what is written. Tries a write after a failed one. */
  obstacle(): Promise<string | null>;
  /** Takes back what goes with this turn's writes and is held elsewhere: run, the latest first, when they are lost. */
  undo(work: () => void): void;
  close(): void;
}
