// Binds of a client after it lost a session or was refused.

import type { ConductModel, ModelRequest } from "./model.ts";

export interface Reconnect {
  readonly bind: ModelRequest;
  /** Real milliseconds since the loss or the refusal. */
  readonly pause: number;
}

/** Losses and refused binds, and each bind that came next. */
export function reconnects({ requests, sessions }: ConductModel): {
  readonly losses: number;
  readonly binds: readonly Reconnect[];
} {
  const events: {
    readonly elapsed: number;
    readonly address: string;
    readonly bind: ModelRequest | null;
    readonly lost: boolean;
  }[] = [];
  for (const bind of requests) {
    if (!/^bind_/.test(bind.operation) || bind.start.elapsed === null) continue;
    events.push({ elapsed: bind.start.elapsed, address: bind.address, bind, lost: false });
    if (bind.code !== "ESME_ROK")
      events.push({ elapsed: bind.end.elapsed ?? 0, address: bind.address, bind: null, lost: true });
  }
  for (const { end, endedMs, remote } of sessions) {
    if (endedMs !== undefined)
      events.push({ elapsed: endedMs, address: remote.replace(/#\d+$/, ""), bind: null, lost: end === "server" });
  }
  events.sort((a, b) => a.elapsed - b.elapsed);
  const lostAt = new Map<string, number>();
  const binds: Reconnect[] = [];
  let losses = 0;
  for (const { elapsed, address, bind, lost } of events) {
    const before = lostAt.get(address);
    if (lost) {
      losses++;
      lostAt.set(address, elapsed);
    } else if (bind !== null && before !== undefined) {
      binds.push({ bind, pause: elapsed - before });
      lostAt.delete(address);
    }
  }
  return { losses, binds };
}
