// Binds of a client after it lost a session or was refused.

import type { ConductModel, ModelRequest } from "./model.ts";

export interface Reconnect {
  readonly bind: ModelRequest;
  /** Client, account and kind of bind: sessions of others are no reconnects. */
  readonly key: string;
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
    readonly key: string;
    readonly bind: ModelRequest | null;
    readonly lost: boolean;
  }[] = [];
  for (const bind of requests) {
    if (!/^bind_/.test(bind.operation) || bind.start.elapsed === null) continue;
    const key = keyOf(bind.address, bind.account, bind.operation);
    events.push({ elapsed: bind.start.elapsed, key, bind, lost: false });
    if (bind.code !== "ESME_ROK") events.push({ elapsed: bind.end.elapsed ?? 0, key, bind: null, lost: true });
  }
  for (const { end, endedMs, remote, account, bind } of sessions) {
    const key = keyOf(remote.replace(/#\d+$/, ""), account, bind);
    if (endedMs !== undefined) events.push({ elapsed: endedMs, key, bind: null, lost: end === "server" });
  }
  events.sort((a, b) => a.elapsed - b.elapsed);
  const lostAt = new Map<string, number>();
  const binds: Reconnect[] = [];
  let losses = 0;
  for (const { elapsed, key, bind, lost } of events) {
    const before = lostAt.get(key);
    if (lost) {
      losses++;
      lostAt.set(key, elapsed);
    } else if (bind !== null && before !== undefined) {
      binds.push({ bind, key, pause: elapsed - before });
      lostAt.delete(key);
    }
  }
  return { losses, binds };
}

function keyOf(address: string, account: string, kind: string): string {
  return `${address} ${account} ${kind}`;
}
