// Binds of a client after it lost a session or was refused.

import type { ConductModel, ModelRequest } from "./model.ts";

export interface Reconnect {
  readonly bind: ModelRequest;
  /** Client, account and kind of bind: sessions of others are no reconnects. */
  readonly key: string;
  /** Real milliseconds since the loss or the refusal. */
  readonly pause: number;
  /** True after a refusal, or after a session that carried no message. */
  readonly isVain: boolean;
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
    readonly isVain: boolean;
  }[] = [];
  const busy = new Set(requests.filter(({ sends }) => sends).map(({ remote }) => remote));
  for (const bind of requests) {
    if (!/^bind_/.test(bind.operation) || bind.start.elapsed === null) continue;
    const key = keyOf(bind.address, bind.account, bind.operation);
    events.push({ elapsed: bind.start.elapsed, key, bind, lost: false, isVain: false });
    if (bind.code === "ESME_ROK") continue;
    events.push({ elapsed: bind.end.elapsed ?? 0, key, bind: null, lost: true, isVain: true });
  }
  for (const { end, endedMs, remote, account, bind } of sessions) {
    const key = keyOf(remote.replace(/#\d+$/, ""), account, bind);
    if (endedMs === undefined) continue;
    events.push({ elapsed: endedMs, key, bind: null, lost: end === "server", isVain: !busy.has(remote) });
  }
  events.sort((a, b) => a.elapsed - b.elapsed);
  const losses = new Map<string, { readonly elapsed: number; readonly isVain: boolean }>();
  const binds: Reconnect[] = [];
  let count = 0;
  for (const { elapsed, key, bind, lost, isVain } of events) {
    const before = losses.get(key);
    if (lost) {
      count++;
      losses.set(key, { elapsed, isVain });
    } else if (bind !== null && before !== undefined) {
      binds.push({ bind, key, pause: elapsed - before.elapsed, isVain: before.isVain });
      losses.delete(key);
    }
  }
  return { losses: count, binds };
}

function keyOf(address: string, account: string, kind: string): string {
  return `${address} ${account} ${kind}`;
}
