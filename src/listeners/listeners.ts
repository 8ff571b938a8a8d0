// All listeners of one emulator: HTTP, HTTPS, SMPP, and SMPP over TLS.

import type { RequestListener } from "node:http";
import type { Clock, Millis, Turns } from "../core/clock.ts";
import type { Events } from "../core/events.ts";
import type { JsonObject } from "../core/json.ts";
import type { ListenerAddresses } from "../core/listener-addresses.ts";
import type { Store } from "../core/ports.ts";
import type { Sandboxes } from "../core/sandboxes.ts";
import type { SessionHabits } from "../core/session-habits.ts";
import type { Submissions } from "../core/submit.ts";
import type { ConnectedTransport } from "../delivery/send.ts";
import type { Workers } from "../delivery/workers.ts";
import type { Route } from "../protocols/http/reply.ts";
import type { MountedRouter } from "../protocols/http/site.ts";
import type { TunnelHosts } from "../protocols/http/tunnel.ts";
import type { OpenProvider } from "../providers/provider.ts";
import {
  createHttpListeners,
  type HttpListeners,
  type HttpSettings,
  type OwnPort,
  type Pem,
} from "./http-listeners.ts";
import type { Mask } from "./mask.ts";
import type { RequestLog } from "./request-log.ts";
import { SmppListener } from "./smpp-listener.ts";
import type { SessionRow } from "./smpp-sessions.ts";
import { listenerOptions, readSmppSettings } from "./smpp-settings.ts";

/** Settings of the SMPP listeners. */
export interface SmppListeners {
  readonly smpp: ReturnType<typeof readSmppSettings>;
  /** Settings of the listener over TLS. */
  readonly smpps: Partial<ReturnType<typeof listenerOptions>>;
  /** True if the address_range of a bind allows an address; absent where settings leave ranges out. */
  readonly inRange?: (range: string, address: string) => boolean;
}

/** Reads the settings of the SMPP listeners. @throws UsageError */
export async function readSmppListeners(
  given: JsonObject,
  tls: Pem | null,
  load: {
    readonly file: (name: string) => string;
    readonly ranges: () => Promise<NonNullable<SmppListeners["inRange"]>>;
  },
): Promise<SmppListeners> {
  const smpp = readSmppSettings(given);
  const smpps = tls === null ? {} : listenerOptions(smpp.smpps, tls, load.file);
  return { smpp, smpps, ...(smpp.addressRange ? { inRange: await load.ranges() } : {}) };
}

export interface ListenersDeps extends SmppListeners {
  readonly store: Store;
  readonly events: Events;
  readonly sandboxes: Sandboxes;
  readonly workers: Workers;
  readonly transport: ConnectedTransport;
  /** By id. */
  readonly providers: ReadonlyMap<string, OpenProvider>;
  readonly hostClock: Clock;
  readonly turns: Turns;
  readonly mask: Mask;
  readonly submissions: Submissions;
  readonly onBug: (error: unknown) => void;
  /** Absent: requests are not logged. */
  readonly requestLog?: RequestLog | undefined;
  /** Ports that single providers have. */
  readonly ownPorts: readonly OwnPort[];
  readonly settings: HttpSettings & {
    /** False: no port is opened, since the app stands behind a server of somebody else. */
    readonly listen: boolean;
    readonly smppPort: number;
    readonly smppsPort?: number;
  };
  /** Without it no listener opens over TLS. */
  readonly tls: Pem | null;
  readonly tunnels: TunnelHosts;
}

export interface Listeners {
  /**
   * Opens every listener; `routers` are those beside the providers'.
   * @returns the Express app of the main listener
   * @throws UsageError when a port cannot be opened
   */
  open(routers: readonly (readonly Route[] | MountedRouter)[]): Promise<RequestListener>;
  /** Where each listener is reached; empty before `open`, and where no port is opened. */
  readonly addresses: ListenerAddresses;
  /** Resolves when no SMPP session holds the sandbox's manual clock any more. */
  settled(sandbox: string): Promise<void>;
  /** The bound SMPP sessions of a sandbox. */
  sessions(sandbox: string): readonly SessionRow[];
  /** Habits of the clients in the SMPP sessions of a sandbox, ended ones too. */
  habits(sandbox: string): readonly SessionHabits[];
  stop(graceMs: Millis): Promise<void>;
}

/** Bytes of a request or answer that the journal keeps. */
export const journalBytes = 256 * 1024;

export function createListeners(deps: ListenersDeps): Listeners {
  const { settings, sandboxes, tls, hostClock, onBug } = deps;
  const smpp = smppOf(deps);
  let http: HttpListeners | null = null;
  let addresses: ListenerAddresses = { http: "", smpp: "" };

  return {
    async open(routers) {
      http = createHttpListeners({
        settings,
        ownPorts: deps.ownPorts,
        tls,
        tunnels: deps.tunnels,
        hostClock,
        turns: deps.turns,
        onBug,
        journal: { ...deps, journalBytes, fallback: () => sandboxes.orDefault() },
        submissions: deps.submissions,
        providers: deps.providers,
        routers,
      });
      if (!settings.listen) {
        const own = deps.ownPorts.map(({ name }) => [name, ""]);
        addresses = { http: settings.baseUrl ?? "", ...Object.fromEntries(own), smpp: "" };
        return http.app;
      }
      const { own, ...main } = await http.open();
      const opened = await smpp?.open(settings.host, settings.smppPort, "--smpp-port", listenerOptions(deps.smpp));
      addresses = { ...main, ...own, smpp: opened ?? "" };
      if (smpp === null || settings.smppsPort === undefined || tls === null) return http.app;
      const smpps = await smpp.open(settings.host, settings.smppsPort, "--smpps-port", deps.smpps);
      addresses = { ...addresses, smpps };
      return http.app;
    },
    get addresses() {
      return addresses;
    },
    settled: async (sandbox) => smpp?.settled(sandbox),
    sessions: (sandbox) => smpp?.sessions(sandbox) ?? [],
    habits: (sandbox) => smpp?.habits(sandbox) ?? [],
    async stop(graceMs) {
      await Promise.all([http?.stop(graceMs), smpp?.stop(graceMs)]);
    },
  };
}

/** The SMPP door of the provider that has one. */
function smppOf(deps: ListenersDeps): SmppListener | null {
  const { store, events, sandboxes, workers, hostClock, turns, mask, onBug, inRange } = deps;
  for (const [provider, { smpp: service }] of deps.providers) {
    if (service === undefined) continue;
    const listener = new SmppListener({
      store,
      events,
      workers,
      hostClock,
      turns,
      mask,
      provider,
      service,
      settings: deps.smpp,
      requestLog: deps.requestLog,
      sandbox: (name) => sandboxes.orDefault(name),
      inFlight: (name) => sandboxes.inFlight(name),
      onBug,
      ...(inRange === undefined ? {} : { inRange }),
    });
    deps.transport.connect(listener.sender);
    return listener;
  }
  return null;
}
