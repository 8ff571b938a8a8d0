// The SMPP doors: PDUs to the provider's service, each answered request journalled in the transaction of what it did, the
// answer held until the commit; outbox entries to bound receivers.

import { type AccountKey, accountKey } from "../core/account.ts";
import type { Events } from "../core/events.ts";
import type { Clock, Instant, Millis, Store } from "../core/ports.ts";
import type { Sandbox } from "../core/sandbox.ts";
import { UsageError } from "../core/usage-error.ts";
import type { SmppSender } from "../delivery/send.ts";
import type { Couriers } from "../delivery/workers.ts";
import { responseTo } from "../protocols/smpp/commands.ts";
import { encodeWithOffsets } from "../protocols/smpp/encode.ts";
import { type Listener, type ListenerOptions, listen } from "../protocols/smpp/listener.ts";
import type { AnyDraft, BindPdu, ServicePdu } from "../protocols/smpp/pdu.ts";
import { SessionPool } from "../protocols/smpp/pool.ts";
import type { Session } from "../protocols/smpp/session.ts";
import type {
  BindDecision,
  CloseReason,
  Courtesy,
  Reply,
  Sending,
  SessionHandlers,
} from "../protocols/smpp/session-types.ts";
import type { SmppSettings } from "../protocols/smpp/settings.ts";
import { maskSecrets } from "../protocols/smpp/view.ts";
import type { ServedCall, SmppService } from "../providers/provider.ts";
import { createHolds, type Holds } from "./smpp-clock-barriers.ts";
import { createSmppJournal } from "./smpp-journal.ts";
import { createTurns, type Turns } from "./smpp-ordered-rows.ts";
import { createOutbinds } from "./smpp-outbind.ts";
import { createSmppSender } from "./smpp-sender.ts";
import { type ShownSession, shownSession } from "./smpp-sessions.ts";
import { watchEvictions } from "./smpp-unbind-disabled.ts";

export interface SmppDoorDeps {
  readonly store: Store;
  readonly events: Events;
  readonly couriers: Couriers;
  readonly hostClock: Clock;
  readonly service: SmppService;
  readonly settings: SmppSettings;
  readonly provider: string;
  /** Whether the address_range of a bind allows an address; absent: ranges are not looked at. */
  readonly inRange?: (range: string, address: string) => boolean;
  /** The sandbox of this name, or where calls without a known credential play. */
  readonly sandbox: (name: string | undefined) => Sandbox;
  /** Aborted when what is in flight in a sandbox must end. */
  readonly inFlight: (sandbox: string) => AbortSignal;
  readonly onBug: (error: unknown) => void;
}

type DoorHow = Partial<Pick<ListenerOptions, "settings" | "tls" | "proxyFrom">>;

export interface SmppDoor {
  /**
   * Opens one door on every host, the same port. `option` is what the user set the port with, `how` what the door has
   * for itself.
   * @returns `host:port` of the first @throws UsageError
   */
  open(hosts: readonly string[], port: number, option: string, how?: DoorHow): Promise<string>;
  readonly sender: SmppSender;
  /** What a clock that is moved by hand waits for, and is told. */
  readonly holds: Pick<Holds, "settled"> & Pick<Turns, "goesOn" | "moved">;
  /** A sandbox has another clock. */
  clockChanged(sandbox: string): void;
  /** The bound sessions of a sandbox, in the order of their binding. */
  sessions(sandbox: string): readonly ShownSession[];
  /** Unbinds the sessions of an account, or of a whole sandbox. */
  unbind(sandbox: string, account: AccountKey | undefined): void;
  stop(graceMs: Millis): Promise<void>;
}

export function createSmppDoor(deps: SmppDoorDeps): SmppDoor {
  const { store, service } = deps;
  const { inRange } = deps;
  const pool = new SessionPool<Session>(inRange === undefined ? {} : { inRange });
  const listeners: Listener[] = [];
  /** Messages whose submit_sm_resp has not left yet: no receipt goes before it (D4). */
  const unsent = new Map<number, Map<number, AbortSignal>>();

  const turns = createTurns();
  const rest = createSmppJournal({
    store,
    turns,
    events: deps.events,
    provider: deps.provider,
    sandboxOf: ({ account }) => deps.sandbox(account?.slice(0, account.indexOf(" "))),
  });

  const holds = createHolds();
  const outbinds = createOutbinds({
    service,
    systemId: deps.settings.systemId,
    sandbox: deps.sandbox,
    listener: () => listeners[0],
    again: deps.couriers.receiverCame,
  });

  pool.onReady((key) => {
    const at = key.indexOf(" ");
    deps.couriers.receiverCame(key.slice(0, at), key.slice(at + 1));
  });

  /** The bound sessions of an account, or of a whole sandbox. */
  function boundOf(sandbox: string, account: AccountKey | undefined): readonly Session[] {
    if (account !== undefined) return pool.sessions(`${sandbox} ${account}`);
    const all = listeners.flatMap((listener) => [...listener.sessions]);
    return all.filter((session) => session.account?.startsWith(`${sandbox} `));
  }
  /** When a session bound itself, on its sandbox's clock. */
  const since = new WeakMap<Session, Instant>();
  const stopWatching = watchEvictions({ store, events: deps.events, service, sessions: boundOf });
  const stopForgetting = deps.events.listen((happening) => {
    if (happening.kind !== "reset") return;
    turns.forget(happening.sandbox);
    for (const session of boundOf(happening.sandbox, undefined)) rest.forget(session);
  });

  function journal(session: Session, served: ServedCall, raw: Buffer, answer: Buffer): void {
    const fault = served.outcome?.fault;
    const seq = store.journal.add({
      sandbox: served.sandbox.name,
      at: served.sandbox.clock.now(),
      door: session.peer.secure ? "smpps" : "smpp",
      provider: deps.provider,
      operation: served.operation,
      channel: "smpp",
      remote: `${session.peer.address}#${session.id}`,
      request: maskSecrets(raw),
      answer,
      code: served.code,
      decidedBy: served.decidedBy,
      messages: served.messages.map((message) => message.seq),
      findings: served.findings,
      ...(served.account === undefined ? {} : { account: accountKey(served.account) }),
      ...(served.outcome?.nearMiss === undefined ? {} : { nearMiss: served.outcome.nearMiss }),
      ...(fault === undefined ? {} : { fault: fault.kind }),
    });
    deps.events.tell({ kind: "call", sandbox: served.sandbox.name, seq });
  }

  /** Durability, delay and fault of an answer. */
  function sending(served: ServedCall): Sending {
    const { outcome } = served;
    const overtakes = outcome?.callbacks?.beforeAnswer === true;
    const until = overtakes ? overtaken(served.sandbox) : store.committed();
    if (outcome === undefined || (outcome.delay === 0 && outcome.fault === undefined)) return { until };
    return {
      until,
      cancel: deps.inFlight(served.sandbox.name),
      ...(outcome.delay === 0 ? {} : { delayMs: outcome.delay }),
      ...(outcome.fault === undefined ? {} : { fault: outcome.fault }),
    };
  }

  async function overtaken(sandbox: Sandbox): Promise<void> {
    await store.committed();
    await deps.couriers.settled(sandbox.name);
  }

  function release(session: Session, seqs: readonly number[]): void {
    const held = unsent.get(session.id);
    // Places are given anew after a reset: those of before say nothing of a message of now.
    deps.couriers.answered(seqs.filter((seq) => held?.get(seq)?.aborted === false));
    for (const seq of seqs) held?.delete(seq);
  }

  const handlers: SessionHandlers<Session> = {
    bind(pdu: BindPdu, session: Session, raw: Buffer): BindDecision {
      rest.taken(session);
      const served = service.bind(pdu, session);
      const { answer } = served;
      const status = answer.accepted ? 0 : answer.status;
      journal(session, served, raw, octetsOf({ command: responseTo(pdu.command), status, sequence: pdu.sequence }));
      since.set(session, served.sandbox.clock.now());
      return { ...answer, ...sending(served) };
    },
    request(session: Session, pdu: ServicePdu, raw: Buffer): Reply {
      rest.taken(session);
      const served = service.request(pdu, session);
      const { answer } = served;
      const octets = octetsOf({ ...answer, command: responseTo(pdu.command), sequence: pdu.sequence });
      journal(session, served, raw, octets);
      const seqs = served.messages.map((message) => message.seq);
      if (seqs.length === 0 || served.outcome?.callbacks?.beforeAnswer === true)
        return { ...answer, ...sending(served), octets };
      deps.couriers.hold(seqs);
      const held = unsent.get(session.id) ?? new Map<number, AbortSignal>();
      unsent.set(session.id, held);
      const reset = deps.inFlight(served.sandbox.name);
      for (const seq of seqs) held.set(seq, reset);
      const sent = sending(served);
      // Messages that could not be kept give their places to others, whose reports must not wait for this answer.
      sent.until?.catch(() => release(session, seqs));
      return { ...answer, ...sent, octets, onSent: () => release(session, seqs) };
    },
    courtesy(session: Session, { command, sequence }): Courtesy {
      const served = command === "enquire_link" ? service.courtesy(session) : null;
      if (served === null) return {};
      rest.taken(session);
      // A bare header: there is nothing that it does not say.
      const asked = octetsOf({ command: "enquire_link", sequence });
      journal(session, served, asked, octetsOf({ command: "enquire_link_resp", sequence }));
      return { ...served.answer, ...sending(served) };
    },
    onPdu: rest.pdu,
    onHold: holds.add,
    onClose(session: Session, reason: CloseReason) {
      rest.closed(session, reason);
      release(session, [...(unsent.get(session.id)?.keys() ?? [])]);
      unsent.delete(session.id);
    },
    onBug: deps.onBug,
  };

  async function openAll(hosts: readonly string[], port: number, opened: Listener[], how: DoorHow): Promise<string> {
    let chosen = port;
    let first: string | null = null;
    for (const host of hosts) {
      try {
        const options = { host, port: chosen, settings: deps.settings, handlers, pool, clock: deps.hostClock };
        const listener = await listen({ ...options, ...how });
        opened.push(listener);
        chosen = listener.port;
        first ??= `${host.includes(":") ? `[${host}]` : host}:${chosen}`;
      } catch (error) {
        // A machine without IPv6 has no ::1: the other address serves.
        if (!/^(?:EADDRNOTAVAIL|EAFNOSUPPORT)$/.test(codeOf(error)) || hosts.length === 1) throw error;
      }
    }
    return first ?? "";
  }

  return {
    async open(hosts, port, option, how = {}) {
      // A port that is free on the first address may be taken on the second: with port 0 another one is tried.
      for (let tries = port === 0 ? 20 : 1; ; tries--) {
        const opened: Listener[] = [];
        try {
          const address = await openAll(hosts, port, opened, how);
          listeners.push(...opened);
          return address;
        } catch (error) {
          await Promise.all(opened.map((listener) => listener.stop(0)));
          const inUse = codeOf(error) === "EADDRINUSE";
          if (inUse && tries > 1) continue;
          const where = `${option}: port ${port} of ${hosts.join(" and ")}`;
          const problem = inUse ? "is in use by another program" : `cannot be opened (${codeOf(error)})`;
          throw new UsageError({ where, problem, remedy: "choose another port (0 takes any free one)" });
        }
      }
    },
    sender: createSmppSender({
      pool,
      service,
      hostClock: deps.hostClock,
      wanted: outbinds.wanted,
      sandbox: deps.sandbox,
    }),
    holds: {
      settled: holds.settled,
      goesOn: turns.goesOn,
      moved(sandbox) {
        turns.moved(sandbox);
        holds.moved(sandbox);
      },
    },
    clockChanged(sandbox) {
      outbinds.clockChanged(sandbox);
      for (const session of boundOf(sandbox, undefined)) session.clockChanged();
    },
    sessions(sandbox) {
      const shown = boundOf(sandbox, undefined).map((session) => shownSession(session, since.get(session) ?? 0));
      return shown.filter((session) => session !== null);
    },
    unbind(sandbox, account) {
      for (const session of boundOf(sandbox, account)) session.unbind();
    },
    async stop(graceMs) {
      stopWatching();
      stopForgetting();
      outbinds.stop();
      await Promise.all(listeners.map((listener) => listener.stop(graceMs)));
    },
  };
}

function octetsOf(draft: AnyDraft): Buffer {
  return encodeWithOffsets(draft).octets;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
