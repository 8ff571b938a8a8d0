// A door for tests: one account, answers that a test can replace, and a record of what happened.

import { createTurns } from "../../../../src/clock/turns.ts";
import { decode } from "../../../../src/protocols/smpp/decode.ts";
import { type Listener, type ListenerOptions, listen } from "../../../../src/protocols/smpp/listener.ts";
import { type DecodeError, isPdu, type Pdu, type ServicePdu } from "../../../../src/protocols/smpp/pdu.ts";
import { SessionPool } from "../../../../src/protocols/smpp/pool.ts";
import type { SmppSession } from "../../../../src/protocols/smpp/session.ts";
import type {
  BindDecision,
  CloseReason,
  PduReply,
  SessionHandlers,
} from "../../../../src/protocols/smpp/session-types.ts";
import {
  type BoundTimers,
  defaultSmppSettings,
  type HostTimers,
  type Limits,
  type SmppSettings,
} from "../../../../src/protocols/smpp/settings.ts";
import { status } from "../../../../src/protocols/smpp/status.ts";
import { type HandClock, handClock, realClock } from "../../../support/host-clock.ts";
import { connectRaw, type RawClient } from "./client.ts";

export interface ChannelOptions extends Partial<Pick<ListenerOptions, "tls" | "proxyFrom">> {
  readonly settings?: Partial<Omit<SmppSettings, "limits" | "hostTimers" | "boundTimers">>;
  readonly limits?: Partial<Limits>;
  readonly hostTimers?: Partial<HostTimers>;
  readonly boundTimers?: Partial<BoundTimers>;
  readonly handlers?: Partial<SessionHandlers<SmppSession>>;
  readonly inRange?: (range: string, address: string) => boolean;
}

export interface Seen {
  readonly session: SmppSession;
  readonly direction: "in" | "out";
  readonly raw: Buffer;
  readonly decoded: Pdu | DecodeError;
}

export class TestChannel {
  readonly listener: Listener;
  readonly pool: SessionPool<SmppSession>;
  readonly clock: HandClock;
  readonly seen: Seen[];
  readonly bugs: unknown[];
  readonly closed: CloseReason[];
  readonly clients: RawClient[] = [];

  constructor(
    listener: Listener,
    pool: SessionPool<SmppSession>,
    clock: HandClock,
    seen: Seen[],
    bugs: unknown[],
    closed: CloseReason[],
  ) {
    this.listener = listener;
    this.pool = pool;
    this.clock = clock;
    this.seen = seen;
    this.bugs = bugs;
    this.closed = closed;
  }

  get port(): number {
    return this.listener.port;
  }

  async connect(allowHalfOpen = false): Promise<RawClient> {
    const client = await connectRaw(this.port, allowHalfOpen);
    this.clients.push(client);
    return client;
  }

  /** The reason of the next session that closes, or of the first that has. */
  async nextClosed(): Promise<CloseReason | undefined> {
    while (this.closed.length === 0) await new Promise((resolve) => setImmediate(resolve));
    return this.closed.shift();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.clients) client.destroy();
    await this.listener.stop(0);
  }
}

/** user/secret is the account `acme`; other names and passwords are refused as S4 has it. */
export function decideBind(
  pdu: { readonly body: { readonly system_id: string; readonly password: string } },
  clock: HandClock,
): BindDecision {
  const { system_id: name, password } = pdu.body;
  if (name !== "user") return { accepted: false, status: status("ESME_RINVSYSID") };
  if (password !== "secret") return { accepted: false, status: status("ESME_RINVPASWD") };
  return { accepted: true, account: "acme", clock };
}

/** message_id `m-<sequence>` to everything. */
export function reply(pdu: ServicePdu): PduReply {
  if (pdu.command === "query_sm") {
    return { status: 0, body: { message_id: pdu.body.message_id, final_date: "", message_state: 1, error_code: 0 } };
  }
  return { status: 0, body: { message_id: `m-${pdu.sequence}` } };
}

export async function openListener(options: ChannelOptions = {}): Promise<TestChannel> {
  const clock = handClock();
  const seen: Seen[] = [];
  const bugs: unknown[] = [];
  const closed: CloseReason[] = [];
  const defaults = defaultSmppSettings;
  const settings: SmppSettings = {
    ...defaults,
    ...options.settings,
    limits: { ...defaults.limits, ...options.limits },
    hostTimers: { ...defaults.hostTimers, enquireLinkGraceMs: 0, ...options.hostTimers },
    boundTimers: { ...defaults.boundTimers, ...options.boundTimers },
  };
  const pool = new SessionPool<SmppSession>(options.inRange ? { inRange: options.inRange } : {});
  const listener = await listen({
    host: "127.0.0.1",
    port: 0,
    ...(options.tls && { tls: options.tls }),
    ...(options.proxyFrom && { proxyFrom: options.proxyFrom }),
    settings,
    pool,
    clock: realClock,
    turns: createTurns(),
    handlers: {
      bind: (pdu) => decideBind(pdu, clock),
      request: (_session, pdu) => reply(pdu),
      onPdu: (session, direction, raw, decoded) =>
        void seen.push({
          session,
          direction,
          raw: Buffer.from(raw),
          decoded: isPdu(decoded) ? decode(Buffer.from(raw)) : decoded,
        }),
      onClose: (_session, reason) => void closed.push(reason),
      onBug: (error) => void bugs.push(error),
      ...options.handlers,
    },
  });
  return new TestChannel(listener, pool, clock, seen, bugs, closed);
}
