// The SMPP listeners of one provider: opens their ports, knows the bound sessions, and sends outbox entries to receivers.

import { lookup } from "node:dns";
import type { AccountKey } from "../core/account.ts";
import type { Cancel, Clock, Millis, Turns } from "../core/clock.ts";
import type { Events } from "../core/events.ts";
import { guardedLookUp } from "../core/outgoing-address.ts";
import type { Store } from "../core/ports.ts";
import type { Sandbox } from "../core/sandbox.ts";
import type { SessionHabits } from "../core/session-habits.ts";
import { UsageError } from "../core/usage-error.ts";
import type { SmppSender } from "../delivery/send.ts";
import type { Workers } from "../delivery/workers.ts";
import { bindAll, ListenError } from "../protocols/bind.ts";
import { type Listener, type ListenerOptions, listen } from "../protocols/smpp/listener.ts";
import { SessionPool } from "../protocols/smpp/pool.ts";
import type { SmppSession } from "../protocols/smpp/session.ts";
import type { SmppSettings } from "../protocols/smpp/settings.ts";
import { parseReceiverKey, type SmppService } from "../providers/provider.ts";
import type { Mask } from "./mask.ts";
import type { RequestLog } from "./request-log.ts";
import { ClockBarriers } from "./smpp-clock-barriers.ts";
import { SmppHandlers } from "./smpp-handlers.ts";
import { SmppJournal } from "./smpp-journal.ts";
import { OrderedRows } from "./smpp-ordered-rows.ts";
import { Outbinds } from "./smpp-outbind.ts";
import { SmppPoolSender } from "./smpp-sender.ts";
import { SessionEvents } from "./smpp-session-events.ts";
import { SessionHabitRecords } from "./smpp-session-habits.ts";
import { type SessionRow, sessionRow } from "./smpp-sessions.ts";
import { unbindDisabled } from "./smpp-unbind-disabled.ts";
import { WrittenReports } from "./smpp-written-reports.ts";

export interface SmppListenerDeps {
  readonly store: Store;
  readonly events: Events;
  readonly workers: Workers;
  readonly hostClock: Clock;
  readonly turns: Turns;
  readonly service: SmppService;
  readonly settings: SmppSettings;
  readonly provider: string;
  /** Absent: requests are not logged. */
  readonly requestLog?: RequestLog | undefined;
  /** True if the address_range of a bind allows an address; absent: ranges are not looked at. */
  readonly inRange?: (range: string, address: string) => boolean;
  /** The sandbox of this name, or the one for requests without a known credential. */
  readonly sandbox: (name: string | undefined) => Sandbox;
  /** Aborted when everything in flight in a sandbox must end. */
  readonly inFlight: (sandbox: string) => AbortSignal;
  readonly mask: Mask;
  readonly onBug: (error: unknown) => void;
}

/** Settings that one port has for itself. */
type PortOptions = Partial<Pick<ListenerOptions, "settings" | "tls" | "proxyFrom">>;

export class SmppListener {
  readonly sender: SmppSender;
  readonly #deps: SmppListenerDeps;
  readonly #pool: SessionPool<SmppSession>;
  readonly #listeners: Listener[] = [];
  readonly #orderedRows = new OrderedRows();
  readonly #habits: SessionHabitRecords;
  readonly #clockBarriers = new ClockBarriers();
  readonly #journal: SmppJournal;
  readonly #sessionEvents: SessionEvents;
  readonly #handlers: SmppHandlers;
  readonly #outbinds: Outbinds;
  readonly #stopWatching: readonly Cancel[];

  constructor(deps: SmppListenerDeps) {
    const { store, events, service, workers, inRange } = deps;
    this.#deps = deps;
    this.#pool = new SessionPool<SmppSession>(inRange === undefined ? {} : { inRange });
    this.#habits = new SessionHabitRecords(deps.hostClock);
    this.#journal = new SmppJournal({
      habits: this.#habits,
      store,
      events,
      provider: deps.provider,
      orderedRows: this.#orderedRows,
      mask: deps.mask,
      hostClock: deps.hostClock,
      inFlight: deps.inFlight,
      sandboxOf: ({ account = "" }) => deps.sandbox(parseReceiverKey(account)?.sandbox),
    });
    this.#sessionEvents = new SessionEvents({ events, provider: deps.provider, service, sandbox: deps.sandbox });
    const writtenReports = new WrittenReports();
    this.#handlers = new SmppHandlers({
      store,
      workers,
      service,
      journal: this.#journal,
      clockBarriers: this.#clockBarriers,
      sessionEvents: this.#sessionEvents,
      writtenReports,
      isBound: (account) => this.#pool.sessions(account).length > 0,
      inFlight: deps.inFlight,
      onBug: deps.onBug,
      provider: deps.provider,
      hostClock: deps.hostClock,
      requestLog: deps.requestLog,
      mask: deps.mask,
    });
    this.#outbinds = new Outbinds({
      service,
      systemId: deps.settings.systemId,
      sandbox: deps.sandbox,
      hostClock: deps.hostClock,
      isBound: (key) => this.#pool.reaches(key),
      listener: () => this.#listeners[0],
      again: (sandbox, account) => workers.receiverCame(sandbox, account),
    });
    this.sender = new SmppPoolSender({
      writtenReports,
      pool: this.#pool,
      service,
      hostClock: deps.hostClock,
      wanted: (key) => this.#outbinds.wanted(key),
      sandbox: deps.sandbox,
    });
    this.#pool.onReady((key) => {
      const receiver = parseReceiverKey(key);
      if (receiver !== null) workers.receiverCame(receiver.sandbox, receiver.account);
    });
    const sessions = (sandbox: string, account: AccountKey | undefined) => this.#bound(sandbox, account);
    this.#stopWatching = [
      unbindDisabled({ store, events, service, sessions }),
      events.listen((event) => {
        if (event.kind === "reset") this.#forget(event.sandbox);
        if (event.kind === "sandbox" && event.change === "removed") this.#habits.forget(event.sandbox);
      }),
      events.on("clock-replaced", ({ sandbox }) => this.#clockReplaced(sandbox)),
      events.on("advancing", ({ sandbox }) => this.#orderedRows.goesOn(sandbox)),
      events.on("advanced", ({ sandbox }) => this.#clockMoved(sandbox)),
      events.on("scenario", ({ sandbox }) => this.#sessionEvents.scenarioChanged(this.#bound(sandbox, undefined))),
      events.on("unbind", ({ sandbox, account, session: only }) => {
        for (const session of this.#bound(sandbox, account)) {
          if (only === undefined || session.id === only) session.unbind();
        }
      }),
    ];
  }

  /**
   * Opens one port on every host; `option` names the setting in errors. @returns `host:port` of the first @throws
   * UsageError
   */
  async open(hosts: readonly string[], port: number, option: string, own: PortOptions = {}): Promise<string> {
    const { settings, hostClock, turns } = this.#deps;
    const common = { settings, handlers: this.#handlers, pool: this.#pool, clock: hostClock, turns, ...own };
    const guarded = guardedLookUp(lookup);
    const open = (host: string, chosen: number) => listen({ ...common, lookup: guarded, host, port: chosen });
    try {
      const opened = await bindAll(hosts, port, open, (listener) => listener.stop(0));
      this.#listeners.push(...opened.opened);
      const [first = ""] = opened.hosts;
      return `${first.includes(":") ? `[${first}]` : first}:${opened.port}`;
    } catch (error) {
      if (!(error instanceof ListenError)) throw error;
      throw new UsageError(`${option}: ${error.message}`);
    }
  }

  /** The bound sessions of a sandbox, in the order of their binds. */
  sessions(sandbox: string): readonly SessionRow[] {
    const views = this.#bound(sandbox, undefined).map(sessionRow);
    return views.filter((session) => session !== null);
  }

  /** Habits of the clients in the sessions of a sandbox, ended ones too. */
  habits(sandbox: string): readonly SessionHabits[] {
    return this.#habits.ofSandbox(sandbox);
  }

  /** Resolves when no session holds up the sandbox's manual clock. */
  settled(sandbox: string): Promise<void> {
    return this.#clockBarriers.settled(sandbox);
  }

  async stop(graceMs: Millis): Promise<void> {
    for (const stop of this.#stopWatching) stop();
    this.#sessionEvents.stop();
    this.#outbinds.stop();
    await Promise.all(this.#listeners.map((listener) => listener.stop(graceMs)));
  }

  /** The bound sessions of an account, or of a whole sandbox. */
  #bound(sandbox: string, account: AccountKey | undefined): readonly SmppSession[] {
    if (account !== undefined) return this.#pool.sessions(`${sandbox} ${account}`);
    const all = this.#listeners.flatMap((listener) => [...listener.sessions]);
    return all.filter((session) => session.account?.startsWith(`${sandbox} `));
  }

  #clockMoved(sandbox: string): void {
    this.#orderedRows.moved(sandbox);
    this.#clockBarriers.moved(sandbox);
  }

  #clockReplaced(sandbox: string): void {
    this.#outbinds.clockChanged(sandbox);
    const sessions = this.#bound(sandbox, undefined);
    for (const session of sessions) {
      session.clockChanged();
      this.#journal.clockReplaced(session);
    }
    this.#sessionEvents.clockChanged(sessions);
  }

  #forget(sandbox: string): void {
    this.#habits.forget(sandbox);
    this.#orderedRows.forget(sandbox);
    for (const session of this.#bound(sandbox, undefined)) this.#journal.begin(session, session.counters);
  }
}
