// Limits and timers of the SMSC, with their defaults. Durations are milliseconds, sizes octets.

import type { Millis } from "../../core/clock.ts";
import type { StatusName } from "./status.ts";

/** Timers of a bound session, on the clock of the bind decision (SMPP 3.4 sections 2.9 and 7.2). */
export interface BoundTimers {
  /** Without traffic for so long, an enquire_link is sent. 0: never. */
  readonly enquireLinkMs: Millis;
  /** How long one of our requests waits for its response. */
  readonly responseMs: Millis;
  /** Nothing received for so long, and an enquire_link unanswered: the session is closed. 0: never. */
  readonly inactivityMs: Millis;
}

/** Timers that protect the machine; they run on the host's clock. */
export interface HostTimers {
  /** From the connection to an accepted bind. */
  readonly sessionInitMs: Millis;
  /** How long a refused bind keeps its connection, so that the client reads the answer before the FIN. */
  readonly refusedBindMs: Millis;
  /** How long our own unbind waits for its response. */
  readonly unbindMs: Millis;
  /** How long an ending session waits for answers that are still being made. */
  readonly quietMs: Millis;
  /** From our FIN to the end of the connection, whatever the peer does. */
  readonly finMs: Millis;
  /** How long a peer may leave its answers unread. */
  readonly slowReaderMs: Millis;
  /** The least real time an enquire_link is given, however fast the bound session's clock runs. */
  readonly enquireLinkGraceMs: Millis;
}

export interface Limits {
  /** Largest PDU before a bind, and after it. */
  readonly unboundPduOctets: number;
  readonly pduOctets: number;
  /** Requests of one session in the making, and their octets; more are left unread. */
  readonly processing: number;
  readonly processingOctets: number;
  /** Our own requests in flight on one session (2.5). */
  readonly window: number;
  /** Deliveries that wait for a free window, per account. */
  readonly waiting: number;
  /** Unread answers above which a session is no longer read, and above which it is closed. */
  readonly pauseOctets: number;
  readonly closeOctets: number;
  /** Connections in all, per peer address, and not yet bound. */
  readonly connections: number;
  readonly connectionsPerAddress: number;
  readonly unbound: number;
  readonly sessionsPerAccount: number;
  /**
   * Refused binds with one system_id and password per peer address within `bindAttemptsMs`; more are refused unseen. Not
   * counted on loopback.
   */
  readonly bindAttempts: number;
  readonly bindAttemptsMs: Millis;
}

export interface SmppSettings {
  /** system_id of bind_resp, at most 15 characters, unless the bind decision names one. */
  readonly systemId: string;
  /** True if interface_version below 0x34 binds, 0x00 included; such a peer is treated as one of 3.3. */
  readonly acceptVersion33: boolean;
  /** Optional parameters that 3.4 does not list for the command: ignored (3.3), or ESME_ROPTPARNOTALLWD. */
  readonly unexpectedTlvs: "ignore" | "refuse";
  /** After an enquire_link of ours without its response: `wait` for the inactivity, `close`, or `unbind`. */
  readonly onMissingEnquireLink: "wait" | "close" | "unbind";
  /** A malformed response is dropped, answered by generic_nack, or ends the session. */
  readonly onMalformedResponse: "ignore" | "nack" | "close";
  /** command_status of a bind over `sessionsPerAccount`. */
  readonly tooManySessions: StatusName;
  /** Sequence number of our first request on a session; 0x7fffffff is followed by 1 (5.1.4). */
  readonly firstSequence: number;
  readonly boundTimers: BoundTimers;
  readonly hostTimers: HostTimers;
  readonly limits: Limits;
}

type Some<T> = { readonly [K in keyof T]?: T[K] | undefined };

/**
 * Settings that a bound session may have in place of its listener's. The others count before a bind, or for all
 * sessions.
 */
export interface OwnSettings {
  readonly unexpectedTlvs?: SmppSettings["unexpectedTlvs"] | undefined;
  readonly boundTimers?: Some<BoundTimers>;
  readonly hostTimers?: Some<Omit<HostTimers, "sessionInitMs" | "refusedBindMs">>;
  readonly limits?: Some<
    Omit<
      Limits,
      "unboundPduOctets" | "connections" | "connectionsPerAddress" | "unbound" | "bindAttempts" | "bindAttemptsMs"
    >
  >;
}

export function withOwn(listener: SmppSettings, own: OwnSettings): SmppSettings {
  return {
    ...listener,
    unexpectedTlvs: own.unexpectedTlvs ?? listener.unexpectedTlvs,
    boundTimers: over(listener.boundTimers, own.boundTimers),
    hostTimers: over(listener.hostTimers, own.hostTimers),
    limits: over(listener.limits, own.limits),
  };
}

function over<T extends object>(low: T, high: Some<NoInfer<T>> = {}): T {
  const both = { ...low };
  for (const key in low) both[key] = high[key] ?? low[key];
  return both;
}

export const defaultSmppSettings: SmppSettings = {
  systemId: "SMSC",
  acceptVersion33: true,
  unexpectedTlvs: "ignore",
  onMissingEnquireLink: "wait",
  onMalformedResponse: "ignore",
  tooManySessions: "ESME_RBINDFAIL",
  firstSequence: 1,
  boundTimers: { enquireLinkMs: 60_000, responseMs: 30_000, inactivityMs: 300_000 },
  hostTimers: {
    sessionInitMs: 10_000,
    refusedBindMs: 500,
    unbindMs: 5_000,
    quietMs: 1_000,
    finMs: 1_000,
    slowReaderMs: 30_000,
    enquireLinkGraceMs: 5_000,
  },
  limits: {
    unboundPduOctets: 1_024,
    pduOctets: 66_000,
    processing: 1_000,
    processingOctets: 4_194_304,
    window: 10,
    waiting: 1_000,
    pauseOctets: 65_536,
    closeOctets: 524_288,
    connections: 1_000,
    connectionsPerAddress: 500,
    unbound: 100,
    sessionsPerAccount: 50,
    bindAttempts: 300,
    bindAttemptsMs: 60_000,
  },
};
