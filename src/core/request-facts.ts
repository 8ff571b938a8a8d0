import type { Account } from "./account.ts";
import type { Instant, Millis } from "./clock.ts";
import type { Channel } from "./message.ts";

/** Events that rules can be for. */
export const scenarioEvents = ["inbound", "status", "bound", "unbound", "idle"] as const;
export type ScenarioEvent = (typeof scenarioEvents)[number];

/** The HTTP request as it arrived. */
export interface HttpFacts {
  readonly method: string;
  readonly target: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly remoteAddress: string;
}

/** Facts of a message that requests of an operation can bring; `many`: of a request with many messages. */
export const messageFacts = ["to", "from", "text", "id", "segment", "many"] as const;
export type MessageFact = (typeof messageFacts)[number];

/** Ways to bind an SMPP session. */
export const bindKinds = ["receiver", "transmitter", "transceiver"] as const;
export type BindKind = (typeof bindKinds)[number];

/** The SMPP session of a request or an event. */
export interface SessionFacts {
  readonly id: number;
  readonly bind: BindKind;
  /** Instant of the bind. */
  readonly since: Instant;
  /** Sessions of the account that are bound, this one included. */
  readonly bound: number;
  /** Messages and batches that the client has submitted on the session, this one included. */
  readonly submissions: number;
  /** Since the bind. */
  readonly age: Millis;
  /** Requests of the client that are not answered yet, this one included. */
  readonly outstanding: number;
  /** Since the PDU before this one, enquire_link and its response apart. */
  readonly idle: Millis;
  /** True if the sequence_number is that of a request that is not answered yet. */
  readonly reusesSequence: boolean;
}

/** Place of a segment in its message. */
export interface SegmentFacts {
  readonly number: number;
  readonly total: number;
}

/**
 * Facts of one request, or of one message of a request with many (MULT, envio, submit_multi), in neutral form. Scenario
 * rules match these.
 */
export interface RequestFacts {
  readonly provider: string;
  /** The provider's own name: `MPG_Send_SMS`, `send`, `unitario`, `submit_sm`. */
  readonly operation: string;
  readonly channel: Channel;
  /** True of a PDU that leaves for the client, and of a sign of life: only rules that name the operation apply. */
  readonly outward?: true;
  /** A PDU of ours that leaves; absent: the request of a client. */
  readonly direction?: "out";
  /** True of a document or an unknown path: rules that answer concern it only by its name. */
  readonly page?: true;
  /** An event of the sandbox in place of a request. */
  readonly event?: ScenarioEvent;
  /** Span of silence that an event `idle` is for. */
  readonly silence?: Millis;
  /** Status that a message has got. */
  readonly status?: string;
  /** True of the first status of a message: only rules that name this status are for it. */
  readonly isFirstStatus?: true;
  /** Id that the provider gave the message at hand. */
  readonly messageId?: string;
  /** Absent when the credential is unknown. */
  readonly account?: Account;
  /** Recipient in normal form (digits, country first) when it can be read, else as written. */
  readonly to?: string;
  readonly from?: string;
  readonly text?: string;
  /** The client's own id. */
  readonly id?: string;
  /** Identity of a request with many messages. */
  readonly request?: object;
  /** Absent but for requests over SMPP that come from the client. */
  readonly session?: SessionFacts;
  /** Absent but for segments over SMPP. */
  readonly segment?: SegmentFacts;
  /** Absent over SMPP. */
  readonly http?: HttpFacts;
  /**
   * Raw fields by the provider's names: texts, and numbers, which match in decimal. Secrets may be among these fields, since
   * rules match them and nothing stores them.
   */
  readonly fields: Readonly<Record<string, unknown>>;
}
