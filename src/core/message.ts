import type { AccountKey } from "./account.ts";
import type { CallbackForm } from "./callback-form.ts";
import type { Instant, Millis } from "./clock.ts";
import type { JsonObject } from "./json.ts";
import type { ReceiptsTo } from "./report-receivers.ts";
import type { Bilingual } from "./sentences.ts";
import type { Status } from "./status.ts";

/** How a call came in; scenario files name it in `when: { channel }`. */
export const channels = ["soap11", "soap12", "form", "get", "json", "smpp"] as const;
export type Channel = (typeof channels)[number];

/** A later status of a message. `word` is a voice call's end in the provider's own word (`machine:200`). */
export interface LifeStep {
  readonly status: Status;
  /** Milliseconds after acceptance (or after the scheduled instant, when there is one). */
  readonly after: Millis;
  readonly word?: string;
  /** Error of the network that the report shows: 1 to 4 characters. */
  readonly err?: string;
  /** True of a status that may follow any other, a final one too. */
  readonly isFree?: true;
  /** Place in its chain of events of the event whose rule has planned the status; absent: no rule has. */
  readonly place?: number;
}

/** How the reports of one message arrive (scenario language, step `callbacks`). */
export interface CallbackPlan extends CallbackForm {
  readonly copies?: number;
  /** `interleaved`: of all messages of a request, the first report of each, then the second of each. */
  readonly order?: "reversed" | "shuffled" | "interleaved";
  /** The first so many are never sent. */
  readonly lose?: number;
  readonly delay?: Millis;
  readonly beforeAnswer?: boolean;
  /** Sessions that receive the reports over SMPP. */
  readonly receiptsTo?: ReceiptsTo;
  /** Number of statuses that came before the plan: `lose` counts the reports behind them. */
  readonly since?: number;
}

/** An SMS or a voice call that a client asked for (MT), as the ledger holds it. Texts are already decoded. */
export interface Message {
  /** Its number in the ledger (see `placeOf`). */
  readonly seq: number;
  readonly sandbox: string;
  /** The protocol id the provider gave (md5, `MPG…`, 13 hex digits). Unique in the sandbox and provider. */
  readonly id: string;
  readonly provider: string;
  readonly account: AccountKey;
  readonly operation: string;
  readonly channel: Channel;
  /** Digits with country: `5511999990001`. */
  readonly to: string;
  /** The recipient in the very form the client wrote. */
  readonly toWritten: string;
  /** The sender shown on the phone: a short code, a number, or what the client gave over SMPP. */
  readonly from: string;
  readonly text: string;
  /** The client's own id, when it gave one. */
  readonly clientId?: string;
  /** In the provider's words: `long`, `flash`, `short`, `sms`, `voice`. */
  readonly kind: string;
  readonly encoding: "gsm" | "ucs2" | "octets";
  /** Segments on the air, which is also what it costs. */
  readonly parts: number;
  readonly status: Status;
  readonly statusAt: Instant;
  /** A voice call's end, in the provider's own word. */
  readonly word?: string;
  readonly acceptedAt: Instant;
  readonly scheduledFor?: Instant;
  readonly expiresAt?: Instant;
  /** 1 to 3: of what leaves at one instant the higher goes first. Absent: 0. */
  readonly priority?: number;
  readonly sentAt?: Instant;
  readonly finalAt?: Instant;
  /** Statuses still to come, in order; the first one is due next. */
  readonly life: readonly LifeStep[];
  /** Credits that were taken, to be given back when the message is cancelled or refused before sending. */
  readonly debits: readonly Debit[];
  readonly callbacks?: CallbackPlan;
  /** InboundMessages that a scenario lets the recipient send. */
  readonly replies: readonly PlannedReply[];
  /** Every rule that took part, a sentence each; absent: none. */
  readonly rules?: Bilingual;
  /** True where those rules left its statuses and reports as they would have been without them. */
  readonly keepsLife?: true;
  /** Test number that decided about it, in words; absent: none did. */
  readonly testNumber?: Bilingual;
  /** The call that brought it, by `seq` in the journal. */
  readonly call: number;
  /** The provider's own fields (cost centre, file name, registered_delivery …). */
  readonly fields: JsonObject;
}

/** An inbound to come from the recipient, so long after acceptance. */
export interface PlannedReply {
  readonly text: string;
  readonly after: Millis;
}

/** Credits of one kind taken from the account of the message. */
export interface Debit {
  readonly kind: string;
  readonly amount: number;
}

/** A message before the ledger has given it a place. */
export type NewMessage = Omit<
  Message,
  | "seq"
  | "sandbox"
  | "statusAt"
  | "acceptedAt"
  | "sentAt"
  | "finalAt"
  | "life"
  | "replies"
  | "callbacks"
  | "call"
  | "debits"
>;

/** An SMS that a phone sent (MO). */
export interface Inbound {
  readonly seq: number;
  readonly sandbox: string;
  readonly id: string;
  readonly provider: string;
  readonly account: AccountKey;
  /** The phone, in normal form. */
  readonly from: string;
  /** The short code or number it wrote to. */
  readonly to: string;
  readonly text: string;
  readonly receivedAt: Instant;
  /** The message it answers, by place in the ledger. */
  readonly answers?: number;
  /** Whether a client has fetched it (mo.php, RECV, inBox). */
  readonly fetched: boolean;
  /** How it goes to the client, where a rule says so. */
  readonly callbacks?: CallbackPlan;
}
