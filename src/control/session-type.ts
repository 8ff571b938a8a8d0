// SMPP sessions that are bound, as they stand.

import type { AccountKey } from "../core/account.ts";
import type { Instant } from "../core/clock.ts";
import type { Finding } from "../core/ports.ts";

export interface BoundSession {
  /** As its calls name it: the address with the number of the session, `127.0.0.1#3`. */
  readonly remote: string;
  readonly door: "smpp" | "smpps";
  readonly account: AccountKey;
  readonly bind: "bind_receiver" | "bind_transmitter" | "bind_transceiver";
  readonly state: "BOUND_RX" | "BOUND_TX" | "BOUND_TRX";
  /** When it bound itself, on the sandbox's clock. */
  readonly since: Instant;
  readonly systemId: string;
  readonly systemType: string;
  readonly addressRange: string;
  /** deliver_sm that may wait for their responses at once, and those that do. */
  readonly window: number;
  readonly inFlight: number;
  /** PDUs, both ways. */
  readonly received: number;
  readonly sent: number;
  readonly enquireLinks: number;
}
/** With what is to be said about its requests, each once. */
export interface SessionInfo extends BoundSession {
  readonly findings: readonly Finding[];
}
