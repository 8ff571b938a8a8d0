// Types between a session, its handlers and the pool.

import type { Socket } from "node:net";
import type { Clock, Millis, Turns } from "../../core/clock.ts";
import type { Fault } from "../../core/fault.ts";
import type { Finding } from "../../core/findings.ts";
import type { Bilingual } from "../../core/sentences.ts";
import type { SessionActivity } from "./activity.ts";
import type { CommandName } from "./commands.ts";
import type { TriedBind } from "./connection-limits.ts";
import type { RequestsInFlight } from "./in-flight.ts";
import type { BindCommand, BindPdu, BodyOf, DecodeError, PduHead, PduOf, PresentPdu, ServicePdu, Tlv } from "./pdu.ts";
import type { Limits, OwnSettings, SmppSettings } from "./settings.ts";

/** SMPP 3.4 section 2.2. UNBOUND: unbound by either side, the connection still stands. */
export type SessionState = "OPEN" | "BOUND_TX" | "BOUND_RX" | "BOUND_TRX" | "UNBOUND" | "CLOSED";

/** The other end of a connection. */
export interface Peer {
  readonly address: string;
  readonly port: number;
  readonly secure: boolean;
  /** The client certificate, when TLS asked for one and it was shown. */
  readonly certificate?: { readonly subject: string; readonly fingerprint256: string };
}

/** The clock of a bound session's timers. */
export interface BoundClock extends Clock {
  /** True for a manual clock: it stands until a move, which waits for its effects. */
  readonly byHand?: boolean;
}

/** How an ESME bound itself. */
export interface BoundAs {
  readonly command: BindCommand;
  readonly systemId: string;
  readonly systemType: string;
  readonly interfaceVersion: number;
  readonly addrTon: number;
  readonly addrNpi: number;
  readonly addressRange: string;
}

/** A PDU of the peer as it was read. */
export interface ReceivedPdu {
  /** View on the read buffer; it holds passwords (`maskSecrets`). */
  readonly raw: Buffer;
  readonly decoded: PduHead | DecodeError;
  /** Mistakes of the peer that the session sees. */
  readonly findings: readonly Finding[];
}

/** Observer of one request of ours, passed along with it; exactly one of its methods is called, once. */
export interface RequestNote {
  /** The response has arrived, in time or late. */
  answered(response: ReceivedPdu): void;
  /** The session ended without a response. */
  unanswered(): void;
}

/** Octets of an answer that leave. */
export interface SentPdu {
  readonly octets: Buffer;
  /** The answer without a fault. */
  readonly whole: Buffer;
  /** Absent: the connection stays. */
  readonly then?: "FIN" | "RST" | "nothing";
}

/** When and how an answer leaves; shared by replies and bind decisions. */
export interface AnswerOptions {
  /** The answer is held until this resolves (the request is durable); a rejection is a bug and answers ESME_RSYSERR. */
  readonly until?: Promise<unknown>;
  /** Then held for so long, in real milliseconds. */
  readonly delayMs?: Millis;
  readonly fault?: Fault;
  /** Changes the answer just before it is written. */
  readonly present?: PresentPdu;
  /** Aborted while the answer is delayed or withheld for ever: it is dropped and the connection closed. */
  readonly cancel?: AbortSignal;
  /** Called once when the answer has gone to the socket; never when a fault or a closed session loses it. */
  readonly onSent?: () => void;
  /** Called once when a fault keeps the answer back on a connection that may stand. */
  readonly onLost?: () => void;
  /** Called once, with the octets that are about to leave. */
  readonly onLeaving?: (octets: Buffer) => void;
  /** Called once with what a fault lets leave of the answer, none of it included. */
  readonly onWire?: (sent: SentPdu) => void;
}

/** The answer to a service request. `body` and `tlvs` are written only with status 0. */
export interface PduReply extends AnswerOptions {
  readonly status: number;
  readonly body?: Partial<BodyOf<"submit_sm_resp">> | Partial<BodyOf<"submit_multi_resp">> | BodyOf<"query_sm_resp">;
  readonly tlvs?: readonly Tlv[];
  /** All of it as a whole PDU, where it has been encoded already. */
  readonly octets?: Buffer;
}

/** Answer to an enquire_link or an unbind; empty: the answer of SMPP 3.4. */
export interface SessionReply extends AnswerOptions {
  readonly status?: number;
  /** True if the handler has recorded the exchange: `onAnswered` is not called for it. */
  readonly recorded?: boolean;
}

/** How an enquire_link, unbind or outbind of ours leaves. */
export interface OwnRequest {
  readonly delayMs?: Millis;
  readonly fault?: Fault;
  readonly present?: PresentPdu;
  /** The rules that concern it; absent: none. */
  readonly rule?: Bilingual;
}

export interface BindAccepted extends AnswerOptions {
  readonly accepted: true;
  /** Opaque key of the account: what the pool of sessions goes by. */
  readonly account: string;
  /** Clock of the bound session's timers. */
  readonly clock: BoundClock;
  readonly systemId?: string;
  /** Settings of the account, in place of the listener's. */
  readonly own?: OwnSettings;
}
export interface BindRefused extends AnswerOptions {
  readonly accepted: false;
  /** ESME_RINVSYSID, ESME_RINVPASWD, ESME_RBINDFAIL, ESME_RSYSERR or ESME_RINVSYSTYP. */
  readonly status: number;
}
export type BindDecision = BindAccepted | BindRefused;

/** Result of a PDU of ours. `lost`: the session ended first; the peer may have it. */
export type SentOutcome =
  /** It has no response. */
  | { readonly outcome: "sent" }
  | { readonly outcome: "answered"; readonly status: number }
  | { readonly outcome: "timeout" }
  | { readonly outcome: "lost" };

export type CloseReason =
  | "unbind"
  | "peer"
  | "reset"
  | "session-init"
  | "not-smpp"
  | "command-length"
  | "bind-refused"
  | "inactivity"
  | "malformed-response"
  | "slow-reader"
  | "fault"
  | "stop"
  | "cancelled"
  | "closed";

/** The session as handlers, observers and the pool see it. */
export interface SessionView {
  /** Counts up within the process. */
  readonly id: number;
  readonly peer: Peer;
  readonly state: SessionState;
  readonly account: string | undefined;
  readonly bound: BoundAs | undefined;
  /** True if the peer has bound as one of SMPP 3.3 or earlier. */
  readonly olderVersion: boolean;
  readonly counters: Readonly<SessionCounters>;
  readonly activity: SessionActivity;
  /** Requests of the peer that are not answered yet. */
  readonly requests: RequestsInFlight;
  /** Bound sessions of an account. */
  boundTo(account: string): number;
}

export interface SessionCounters {
  received: number;
  sent: number;
  malformed: number;
  /** Responses without a request, generic_nack, outbind, alert_notification: dropped (W10). */
  stray: number;
  /** enquire_link received. */
  enquireLinks: number;
  /** submit_sm, data_sm and submit_multi received. */
  submissions: number;
  /** Most requests of the peer in the making at once. */
  mostProcessing: number;
  /** Requests that came while as many as the limit were in the making. */
  overWindow: number;
}

export interface SessionHandlers<S extends SessionView = SessionView> {
  /** Decides a bind. PDUs behind it on the connection wait for the decision. */
  bind(pdu: BindPdu, session: S, received: ReceivedPdu): BindDecision | Promise<BindDecision>;
  /** Answers a service request that the session's state allows. */
  request(session: S, pdu: ServicePdu, received: ReceivedPdu): PduReply | Promise<PduReply>;
  /** May delay, change or refuse the answer to an enquire_link or an unbind, which the session gives by itself. */
  sessionRequest?(
    session: S,
    pdu: PduOf<"enquire_link"> | PduOf<"unbind">,
    received: ReceivedPdu,
  ): SessionReply | Promise<SessionReply>;
  /** How an enquire_link or unbind of ours leaves. */
  ownRequest?(session: S, command: "enquire_link" | "unbind"): OwnRequest;
  /**
   * Every PDU as it came or is about to leave; a fault's octets come with the PDU that they replace. `raw` is a view
   * on the read buffer and holds passwords (`maskSecrets`).
   */
  onPdu?(session: S, direction: "in" | "out", raw: Buffer, decoded: PduHead | DecodeError): void;
  /** A request of the peer that no other handler answers is about to get its answer. */
  onAnswered?(session: S, request: ReceivedPdu, answer: Buffer): void;
  /** A PDU has arrived that gets no answer and is no response to a request of ours. */
  onUnanswerable?(session: S, pdu: ReceivedPdu): void;
  /** A request of ours leaves, or a fault withholds it; its note learns of the response. */
  onRequest?(session: S, request: { readonly command: CommandName; readonly sent: SentPdu }): RequestNote | undefined;
  onBound?(session: S): void;
  /** The session's manual clock must stand still until an enquire_link is answered; `moved` follows the move. */
  onWait?(session: S, settled: Promise<unknown>): void;
  onClose?(session: S, reason: CloseReason): void;
  /** A mistake of ours, already answered with ESME_RSYSERR where an answer was due. */
  onBug(error: unknown): void;
}

/** Services of the listener that a session needs. */
export interface SessionContext<S extends SessionView = SessionView> {
  readonly settings: SmppSettings;
  readonly handlers: SessionHandlers<S>;
  readonly host: Clock;
  readonly turns: Turns;
  /** The TCP connection, below TLS where there is TLS. */
  readonly tcp: Socket;
  /** False when this peer has been refused too often for this system_id. */
  mayBind(peer: Peer, bind: TriedBind): boolean;
  bindRefused(peer: Peer, bind: TriedBind): void;
  /** Makes the session one of the account's; false when it has `sessionsPerAccount` already. */
  join(session: S, account: string, limits: Limits): boolean;
  /** The answer to the bind has been queued: deliveries may follow it. */
  ready(session: S): void;
  /** The session takes no more deliveries; also called for one that never joined. */
  leave(session: S): void;
  closed(session: S): void;
  /** Bound sessions of an account. */
  boundTo(account: string): number;
}
