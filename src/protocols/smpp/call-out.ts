// A connection that we open ourselves, for an outbind (SMPP 3.4 section 2.2.1, S11).

import { connect, type LookupFunction, type Socket } from "node:net";
import type { Clock, Millis } from "../../core/clock.ts";

/** An ESME that waits to be called. */
export interface OutbindTarget {
  readonly host: string;
  readonly port: number;
  /** How we name ourselves there. */
  readonly systemId: string;
  readonly password: string;
}

export interface CallOutMeans {
  readonly clock: Clock;
  readonly patienceMs: Millis;
  /** Resolves names. Default: the machine's own resolver. */
  readonly lookup?: LookupFunction | undefined;
}

/** Rejects with the system's error, or after `patienceMs`. */
export function callOut({ host, port }: OutbindTarget, means: CallOutMeans): Promise<Socket> {
  const { clock, patienceMs, lookup } = means;
  return new Promise((resolve, reject) => {
    const named = lookup === undefined ? { host } : { host, lookup };
    const socket = connect({ ...named, port, allowHalfOpen: true, noDelay: true });
    const cancel = clock.after(patienceMs, () => {
      socket.destroy(new Error(`outbind: ${host}:${port} did not answer within ${patienceMs} ms`));
    });
    const fail = (error: Error) => {
      cancel();
      reject(error);
    };
    socket.once("error", fail);
    socket.once("connect", () => {
      cancel();
      socket.off("error", fail);
      resolve(socket);
    });
  });
}
