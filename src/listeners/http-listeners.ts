// Opens the HTTP listeners: the main one with all providers, the control API and the inbox, and those that providers
// have of their own.

import type { Clock, Millis } from "../core/ports.ts";
import type { Sandbox } from "../core/sandbox.ts";
import { UsageError } from "../core/usage-error.ts";
import { ListenError } from "../protocols/http/bind.ts";
import type { HttpAnswer, HttpRequest } from "../protocols/http/call.ts";
import { type Door, openDoor } from "../protocols/http/listener.ts";
import type { Route } from "../protocols/http/reply.ts";
import type { Site } from "../protocols/http/router.ts";
import type { OpenProvider, ProviderRoute } from "../providers/provider.ts";
import { type HttpDoorDeps, httpDoor } from "./http-listener.ts";

/** Where the listeners are: addresses for HTTP, `host:port` for SMPP. */
export interface DoorAddresses {
  readonly http: string;
  readonly https?: string;
  readonly mensagem: string;
  readonly smpp: string;
  readonly smpps?: string;
}

/** Certificate and key as PEM. */
export interface Pem {
  readonly cert: string;
  readonly key: string;
}

/** A port that a provider has to itself. */
export interface OwnPort {
  readonly name: string;
  /** Id of the provider. */
  readonly provider: string;
  readonly port: number;
}

export interface DoorsSettings {
  readonly host: readonly string[];
  readonly httpPort: number;
  readonly httpsPort?: number;
}

export interface DoorsDeps {
  readonly settings: DoorsSettings;
  readonly ownPorts: readonly OwnPort[];
  /** Null: nothing listens over TLS. */
  readonly tls: Pem | null;
  readonly hostClock: Clock;
  readonly door: HttpDoorDeps;
  readonly providers: ReadonlyMap<string, OpenProvider>;
  /** Control API and inbox: on the main listener only. */
  readonly own: readonly Route[];
  /** Sandbox whose journal keeps requests for unknown paths. */
  readonly fallback: () => Sandbox;
  readonly onBug: (error: unknown) => void;
}

export interface HttpDoors {
  readonly http: string;
  readonly https?: string;
  /** Addresses of the providers' own listeners, by name. */
  readonly own: Readonly<Record<string, string>>;
  stop(graceMs: Millis): Promise<void>;
}

/** @throws UsageError when a port cannot be opened; the listeners opened before are closed again */
export async function openHttpDoors(deps: DoorsDeps): Promise<HttpDoors> {
  const { settings } = deps;
  const opened: Door[] = [];
  const stop = async (graceMs: Millis): Promise<void> => {
    await Promise.all(opened.map((door) => door.stop(graceMs)));
  };
  async function open(site: Site, port: number, option: string, tls?: Pem): Promise<string> {
    try {
      const hosts = settings.host;
      const door = await openDoor(site, { hosts, port, ...(tls === undefined ? {} : { tls }) }, deps.hostClock);
      opened.push(door);
      return door.url;
    } catch (error) {
      await stop(0);
      if (!(error instanceof ListenError)) throw error;
      throw new UsageError(`${option}: ${error.message}`);
    }
  }

  const main = mainSite(deps);
  const http = await open(main, settings.httpPort, "--http-port");
  const own: Record<string, string> = {};
  for (const listener of deps.ownPorts) {
    own[listener.name] = await open(ownSite(deps, listener), listener.port, `--${listener.name}-port`);
  }
  if (settings.httpsPort === undefined || deps.tls === null) return { http, own, stop };
  return { http, https: await open(main, settings.httpsPort, "--https-port", deps.tls), own, stop };
}

export function addressesOf({ http, https, own }: HttpDoors): Omit<DoorAddresses, "smpp"> {
  return { http, mensagem: own["mensagem"] ?? "", ...(https === undefined ? {} : { https }) };
}

function mainSite(deps: DoorsDeps): Site {
  const routes = [...deps.providers].flatMap(([id, { routes: all }]) => all.map((one) => [id, one] as const));
  const paths = [...routes.map(([, { path }]) => path), ...deps.own.map(({ path }) => path)];
  const site = siteOf(deps, "http", routes, `The paths are ${paths.join(", ")}.`);
  return { ...site, routes: [...deps.own, ...site.routes] };
}

function ownSite(deps: DoorsDeps, { name, provider }: OwnPort): Site {
  const routes = (deps.providers.get(provider)?.listenerRoutes ?? []).map((one) => [provider, one] as const);
  const paths = routes.map(([, { path }]) => path);
  const where = `This port serves ${paths.join(", ")} only; the other paths are on the HTTP port.`;
  return siteOf(deps, name, routes, where);
}

function siteOf(
  deps: DoorsDeps,
  name: string,
  routes: readonly (readonly [provider: string, route: ProviderRoute])[],
  where: string,
): Site {
  const missing = (request: HttpRequest): string => `There is nothing at ${request.path.slice(0, 200)}. ${where}`;
  const miss: ProviderRoute = {
    path: "/",
    internalError: () => sentence(500, "Torpedo failed to answer; its log has the reason."),
    handle: (request) => ({
      answer: sentence(404, missing(request)),
      sandbox: deps.fallback(),
      operation: request.path.slice(0, 200),
      channel: "page",
      code: "404",
      decidedBy: "nature: no such path",
      messages: [],
      findings: [{ text: missing(request), source: "Torpedo" }],
      secrets: [],
    }),
  };
  const { path: _, match: __, ...fallback } = httpDoor(deps.door, "-", miss, name);
  return {
    routes: routes.map(([id, route]) => httpDoor(deps.door, id, route, name)),
    fallback,
    onBug: deps.onBug,
  };
}

function sentence(status: number, text: string): HttpAnswer {
  return { status, headers: [["Content-Type", "text/plain; charset=utf-8"]], body: `${text}\n` };
}
