// One sandbox from outside.

import type { Account, AccountKey } from "../core/account.ts";
import type { Instant, Millis } from "../core/clock.ts";
import type { InboundFromPhone } from "../core/inbound-messages.ts";
import type { Inbound, Message } from "../core/message.ts";
import type { Attempt, Call, OutboxEntry, Step } from "../core/ports.ts";
import type { Status } from "../core/status.ts";
import type { CallbackWanted, CallWanted, InboundWanted, MessageWanted, Page } from "./filter-type.ts";
import type { AccountWish, ClockView, ClockWish, SandboxInfo, SandboxWish } from "./sandbox-type.ts";
import type { ScenarioDesk } from "./scenario-type.ts";
import type { SessionInfo } from "./session-type.ts";
import type { Checked, Expectation, Waited, Wanted } from "./wait-type.ts";

export interface Desk {
  readonly name: string;
  info(): Promise<SandboxInfo>;
  set(wish: SandboxWish): Promise<SandboxInfo>;
  /** As on its first day: nothing happened, nothing in flight, the scenario begins again, accounts as they were made. */
  reset(): Promise<SandboxInfo>;
  remove(): Promise<void>;

  readonly clock: ClockDesk;
  readonly accounts: AccountsDesk;
  readonly scenario: ScenarioDesk;

  messages(wanted?: MessageWanted & Page): Promise<readonly Message[]>;
  message(number: number): Promise<MessageStory>;
  /** Makes a status so by hand. @throws UsageError when it cannot follow the one the message has */
  report(number: number, status: Status, word?: string): Promise<Message>;
  /** Lets a message that antifraud holds go, or refuses it. */
  release(number: number, accepted: boolean): Promise<Message>;

  requests(wanted?: CallWanted & Page): Promise<readonly CallRow[]>;
  request(number: number): Promise<CallView>;

  /** The SMPP sessions that are bound now, in the order of their binding; at most a thousand. */
  sessions(): Promise<readonly SessionInfo[]>;

  callbacks(wanted?: CallbackWanted & Page): Promise<readonly CallbackView[]>;
  callback(number: number): Promise<CallbackView>;
  /** Sends it once more, now, whatever became of it. */
  repeat(number: number): Promise<CallbackView>;

  inboundMessages(wanted?: InboundWanted & Page): Promise<readonly Inbound[]>;
  /** Lets a phone send an SMS. @throws UsageError when nobody could receive it */
  sendInbound(phone: InboundFromPhone): Promise<Inbound>;

  /**
   * A phone is reachable again: who asked to be told is (alert_notification of a data_sm with set_dpf).
   * @param phone in any written form @returns what tells of it @throws UsageError when it is no number
   */
  reachable(phone: string): Promise<readonly CallbackView[]>;

  /** Resolves when enough match or, in real time, when it is over; it does not throw for that. */
  wait(wanted: Wanted): Promise<Waited>;
  verify(expected: Expectation): Promise<Checked>;
  /** In one piece. @throws UsageError when that is larger than 256 MiB */
  export(format: ExportFormat): Promise<Export>;
  /** Part by part, as they are taken: of any size, and nobody else waits while it is made. */
  exportParts(format: ExportFormat): Promise<ExportParts>;
}

export interface ClockDesk {
  read(): Promise<ClockView>;
  set(wish: ClockWish): Promise<ClockView>;
  /**
   * Manual clock: moves it, and answers when all that fell due has happened and what was sent is answered.
   * @param to a span (`48h`, milliseconds), an instant, or the next instant at which something is due
   */
  advance(to: Advance): Promise<Advanced>;
}
export type Advance = Millis | string | { readonly by: Millis | string } | { readonly to: Instant | string } | "next";

export interface Advanced {
  readonly from: Instant;
  readonly now: Instant;
  /** Because of a reset or another clock it did not get where it should. */
  readonly cut: boolean;
  readonly counts: Readonly<Record<Happened["kind"], number>>;
  /** The first thousand, in order. */
  readonly happened: readonly Happened[];
  /** Attempts without an answer, the first thousand. */
  readonly unanswered: readonly Extract<Happened, { kind: "attempt" }>[];
}
export type Happened =
  | {
      readonly kind: "status";
      readonly at: Instant;
      readonly message: number;
      readonly id: string;
      readonly status: Status;
    }
  | {
      readonly kind: "inbound";
      readonly at: Instant;
      readonly inbound: number;
      readonly from: string;
      readonly text: string;
    }
  | {
      readonly kind: "attempt";
      readonly at: Instant;
      readonly callback: number;
      readonly number: number;
      readonly status: number | null;
      readonly error: string;
    }
  | { readonly kind: "callback"; readonly at: Instant; readonly callback: number; readonly state: OutboxEntry["state"] }
  | { readonly kind: "timeline"; readonly at: Instant; readonly number: number };

export interface AccountsDesk {
  list(): Promise<readonly Account[]>;
  get(key: AccountKey): Promise<Account>;
  /** A new one, or one in place of the old. */
  put(key: AccountKey, wish: AccountWish): Promise<Account>;
  change(key: AccountKey, wish: AccountWish): Promise<Account>;
  remove(key: AccountKey): Promise<void>;
}

/** A call in a list: without its bytes. */
export type CallRow = Omit<Call, "request" | "answer"> & { readonly seq: number };
export interface CallView extends CallRow {
  readonly request: RawView;
  /** Null: it was not answered. */
  readonly answer: RawView | null;
  /** What the table of the operation says of the code; absent: it has no such code. */
  readonly meaning?: CodeMeaning;
  /** The decoded PDUs of an SMPP call. */
  readonly pdus?: { readonly request: readonly PduField[]; readonly answer: readonly PduField[] };
}
export interface CodeMeaning {
  /** As the table has it: the code, or the range that holds it. */
  readonly code: string;
  /** The provider's own sentence. */
  readonly text: string;
  /** Where it stands in the document; `own`: in none. */
  readonly section: string;
  /** How a client meets it. */
  readonly arises: string;
}
/** Bytes as text where they are UTF-8, and always as they are. */
export interface RawView {
  readonly text: string;
  readonly base64: string;
}
export interface PduField {
  readonly name: string;
  readonly value: string | number;
  /** Its first octet in the PDU, and how many it takes; 0: it is not on the wire. */
  readonly at: number;
  readonly length: number;
}

export interface CallbackView extends OutboxEntry {
  readonly attempts: readonly Attempt[];
}

/** A message with all that led to it and came of it. */
export interface MessageStory {
  readonly message: Message;
  /** Null when the journal has dropped it already. */
  readonly call: CallView | null;
  readonly steps: readonly Step[];
  readonly callbacks: readonly CallbackView[];
  readonly inbounds: readonly Inbound[];
}

export const exportFormats = ["jsonl", "har", "pcapng"] as const;
export type ExportFormat = (typeof exportFormats)[number];
export interface Export {
  readonly mediaType: string;
  readonly fileName: string;
  readonly base64: string;
}
export interface ExportParts extends Omit<Export, "base64"> {
  /** To be gone through once. It throws when the sandbox is reset or removed meanwhile, or the connection is lost. */
  readonly parts: AsyncIterable<Uint8Array>;
}
