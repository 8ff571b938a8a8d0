// Opens the HTTP doors: which routes each serves, what a path without a route gets, where it really listens.

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

/** Where the doors listen: addresses for the HTTP ones, `host:port` for SMPP. */
export interface DoorAddresses {
  readonly http: string;
  readonly https?: string;
  readonly mensagem: string;
  readonly smpp: string;
  readonly smpps?: string;
}

export interface DoorsSettings {
  readonly host: readonly string[];
  readonly httpPort: number;
  readonly httpsPort?: number;
  readonly mensagemPort: number;
}

/** Certificate and key as PEM. */
export interface Pem {
  readonly cert: string;
  readonly key: string;
}

export interface DoorsDeps {
  readonly settings: DoorsSettings;
  /** Without it no door opens over TLS. */
  readonly tls: Pem | null;
  readonly hostClock: Clock;
  readonly door: HttpDoorDeps;
  readonly providers: ReadonlyMap<string, OpenProvider>;
  /** Control API and inbox: on the main HTTP doors only. */
  readonly own: readonly Route[];
  /** Where misses are journalled. */
  readonly fallback: () => Sandbox;
  readonly onBug: (error: unknown) => void;
}

export interface HttpDoors {
  readonly http: string;
  readonly https?: string;
  readonly mensagem: string;
  stop(graceMs: Millis): Promise<void>;
}

/** @throws UsageError when a port cannot be had; doors opened before it are closed again */
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

  const main = site(deps, "http", deps.own);
  const http = await open(main, settings.httpPort, "--http-port");
  const mensagem = await open(site(deps, "mensagem", []), settings.mensagemPort, "--mensagem-port");
  if (settings.httpsPort === undefined || deps.tls === null) return { http, mensagem, stop };
  return { http, https: await open(main, settings.httpsPort, "--https-port", deps.tls), mensagem, stop };
}

export function addressesOf({ http, https, mensagem }: HttpDoors): Omit<DoorAddresses, "smpp"> {
  return { http, mensagem, ...(https === undefined ? {} : { https }) };
}

function site(deps: DoorsDeps, name: "http" | "mensagem", own: readonly Route[]): Site {
  const routes: Route[] = [...own];
  for (const [id, provider] of deps.providers) {
    for (const route of provider.routes)
      if (route.doors.includes(name)) routes.push(httpDoor(deps.door, id, route, name));
  }
  const miss: ProviderRoute = {
    path: "/",
    doors: [name],
    internalError: () => sentence(500, "Torpedo failed to answer; its log has the reason."),
    handle: (request) => ({
      answer: sentence(404, missing(request, name)),
      sandbox: deps.fallback(),
      operation: request.path.slice(0, 200),
      channel: "page",
      code: "404",
      decidedBy: "nature: no such path",
      messages: [],
      findings: [{ text: missing(request, name), source: "Torpedo" }],
      secrets: [],
    }),
  };
  const { path: _, match: __, ...fallback } = httpDoor(deps.door, "-", miss, name);
  return { routes, fallback, onBug: deps.onBug };
}

function missing(request: HttpRequest, door: "http" | "mensagem"): string {
  const where =
    door === "mensagem"
      ? "This port serves /sms/<function> (Mensagem) only; the other doors are on the HTTP port."
      : "The doors are /Service.asmx, /sms/v_2_00/service.asmx and /voice/v_3_00/service.asmx (MobilePronto), " +
        "/sms/<function> and /wbsapi.asmx (Mensagem), /api/<name>.php (Sophia) and /torpedo/v1 (control API).";
  return `There is nothing at ${request.path.slice(0, 200)}. ${where}`;
}

function sentence(status: number, text: string): HttpAnswer {
  return { status, headers: [["Content-Type", "text/plain; charset=utf-8"]], body: `${text}\n` };
}
