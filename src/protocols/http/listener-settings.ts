// Address, bounds and time-outs of an HTTP listener.

import type { Millis } from "../../core/clock.ts";
import type { RecordedRefusal } from "./refuse.ts";
import type { TunnelHosts } from "./tunnel.ts";

export interface HttpListenerSettings {
  /** Default `127.0.0.1` and `::1`; `::1` is left out where the machine has no IPv6. */
  readonly hosts?: readonly string[];
  /** 0: any free port, the same for every host. */
  readonly port: number;
  /** PEM texts: the listener speaks TLS. */
  readonly tls?: { readonly cert: string | Buffer; readonly key: string | Buffer };
  /** Hosts that clients reach through this listener as a proxy. Absent: CONNECT is refused. */
  readonly tunnels?: TunnelHosts;
  /** A certificate could not be made. */
  readonly onBug?: (error: unknown) => void;
  /** Request line and headers together, in bytes. Default 4 MiB + 64 KiB. */
  readonly maxHeadBytes?: number;
  /** Connections at a time and host; more are closed at once. Default 10,000. */
  readonly maxConnections?: number;
  /** Requests that may wait on one connection while another is answered; the next is refused. Default 1,000. */
  readonly maxPipelined?: number;
  /** Octets that may arrive on a connection behind a request that waits; then nothing is read for now. Default 64 KiB. */
  readonly maxPipelinedBytes?: number;
  /** From a request's first byte to the end of its headers. Default 60 s. */
  readonly headersTimeoutMs?: Millis;
  /** From a request's first byte to the end of its body. Default 120 s. */
  readonly requestTimeoutMs?: Millis;
  /** How long an idle connection is kept. Default 65 s. */
  readonly keepAliveTimeoutMs?: Millis;
  /** How often the two time-outs above are looked at. Default 2 s. */
  readonly checkEveryMs?: Millis;
  /** How long a client may take nothing of what it is sent. Default 60 s. */
  readonly stalledTimeoutMs?: Millis;
  /** Called before the answer to a request that no route sees, such as one with a raw blank in its target. */
  readonly onRefused?: (refusal: RecordedRefusal) => void;
}
