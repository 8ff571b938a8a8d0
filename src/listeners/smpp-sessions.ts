// The bound SMPP sessions as they are shown from outside.

import type { AccountKey } from "../core/account.ts";
import type { Instant } from "../core/clock.ts";
import type { SmppSession } from "../protocols/smpp/session.ts";
import type { BoundAs, SessionState } from "../protocols/smpp/session-types.ts";
import { parseReceiverKey } from "../providers/provider.ts";

export interface SessionRow {
  readonly remote: string;
  readonly listener: "smpp" | "smpps";
  readonly account: AccountKey;
  readonly bind: BoundAs["command"];
  readonly state: Extract<SessionState, "BOUND_RX" | "BOUND_TX" | "BOUND_TRX">;
  readonly since: Instant;
  readonly systemId: string;
  readonly systemType: string;
  readonly addressRange: string;
  readonly window: number;
  readonly inFlight: number;
  readonly received: number;
  readonly sent: number;
  readonly enquireLinks: number;
}

/** @returns null: it is bound no more */
export function sessionRow(session: SmppSession): SessionRow | null {
  const { bound, state, activity, peer, counters } = session;
  const receiver = parseReceiverKey(session.account ?? "");
  if (receiver === null || bound === undefined) return null;
  if (state !== "BOUND_RX" && state !== "BOUND_TX" && state !== "BOUND_TRX") return null;
  return {
    remote: `${peer.address}#${session.id}`,
    listener: peer.secure ? "smpps" : "smpp",
    account: receiver.account,
    bind: bound.command,
    state,
    since: activity.since,
    systemId: bound.systemId,
    systemType: bound.systemType,
    addressRange: bound.addressRange,
    window: session.window,
    inFlight: session.inFlight,
    received: counters.received,
    sent: counters.sent,
    enquireLinks: counters.enquireLinks,
  };
}
