// The HTTP listeners: the main one with all providers, the control API and the inbox, and those that providers have of
// their own.

import type { RequestListener } from "node:http";
import type { Clock, Millis, Turns } from "../core/clock.ts";
import { type Finding, findingsOf } from "../core/findings.ts";
import { nearestWord } from "../core/nearest-word.ts";
import { pageDecision } from "../core/page-decision.ts";
import { defaultBecause } from "../core/reason-sentences.ts";
import type { Submissions } from "../core/submit.ts";
import { UsageError } from "../core/usage-error.ts";
import { ListenError } from "../protocols/bind.ts";
import { plainAnswer } from "../protocols/http/answer.ts";
import { createApp, type HttpApp } from "../protocols/http/app.ts";
import type { HttpRequest } from "../protocols/http/call.ts";
import { Connections } from "../protocols/http/connections.ts";
import { type HttpListener, openHttpListener } from "../protocols/http/listener.ts";
import type { RecordedRefusal } from "../protocols/http/refuse.ts";
import type { Fallback, Route } from "../protocols/http/reply.ts";
import type { MountedRouter, Site } from "../protocols/http/site.ts";
import type { TunnelHosts } from "../protocols/http/tunnel.ts";
import { handled } from "../providers/handled.ts";
import type { OpenProvider, ProviderRoute } from "../providers/provider.ts";
import { type JournalDeps, journalHttp, journalled } from "./http-listener.ts";
import { refusalRow } from "./refused-requests.ts";
import { refusedLine } from "./request-log.ts";

/** Where the HTTP listeners are. */
export interface HttpAddresses {
  readonly http: string;
  readonly https?: string;
  /** Addresses of the providers' own listeners, by name. */
  readonly own: Readonly<Record<string, string>>;
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

export interface HttpSettings {
  readonly host: readonly string[];
  readonly bounds: { readonly pipelined: number; readonly pipelinedBytes: number };
  readonly httpPort: number;
  readonly httpsPort?: number;
  readonly baseUrl?: string;
}

export interface HttpListenersDeps {
  readonly settings: HttpSettings;
  readonly ownPorts: readonly OwnPort[];
  /** Null: nothing listens over TLS. */
  readonly tls: Pem | null;
  readonly tunnels: TunnelHosts;
  readonly hostClock: Clock;
  readonly turns: Turns;
  readonly journal: JournalDeps;
  readonly providers: ReadonlyMap<string, OpenProvider>;
  /** Control API and inbox, a router each: on the main listener only. */
  readonly routers: readonly (readonly Route[] | MountedRouter)[];
  readonly submissions: Submissions;
  readonly onBug: (error: unknown) => void;
}

export interface HttpListeners {
  /** The Express app of the main listener. */
  readonly app: RequestListener;
  /** @throws UsageError when a port cannot be opened */
  open(): Promise<HttpAddresses>;
  /** Finishes answers under way, also those of `app` behind another server, and closes all that is open. */
  stop(graceMs: Millis): Promise<void>;
}

/** A listener to open. */
interface Opening {
  readonly port: number;
  /** Its name in the journal; with `-port` behind it, its option. */
  readonly name: string;
  readonly pem?: Pem;
}

export function createHttpListeners(deps: HttpListenersDeps): HttpListeners {
  const { settings, tls } = deps;
  const connections = new Connections(deps.hostClock, deps.turns);
  const main = mainSite(deps);
  const app = createApp(main, connections);
  const opened: HttpListener[] = [];

  async function open(listened: HttpApp, connections: Connections, { port, name, pem }: Opening): Promise<string> {
    try {
      const onRefused = (refusal: RecordedRefusal): void => {
        const { journal, onBug } = deps;
        try {
          if (refusal.received.length === 0) return;
          const row = refusalRow(refusal, journal, journal.fallback(), name);
          journalHttp(journal, row);
          journal.requestLog?.(refusedLine(row));
        } catch (error) {
          onBug(error);
        }
      };
      const { tunnels, onBug } = deps;
      const more = { tunnels, onBug, ...(pem === undefined ? {} : { tls: pem }) };
      const { host: hosts, bounds } = settings;
      const pipelining = { maxPipelined: bounds.pipelined, maxPipelinedBytes: bounds.pipelinedBytes };
      const options = { hosts, port, ...pipelining, onRefused, ...more };
      const listener = await openHttpListener(listened, connections, options);
      opened.push(listener);
      return listener.url;
    } catch (error) {
      if (!(error instanceof ListenError)) throw error;
      throw new UsageError(`--${name}-port: ${error.message}`);
    }
  }
  function openSite(site: Site, opening: Opening): Promise<string> {
    const connections = new Connections(deps.hostClock, deps.turns);
    return open(createApp(site, connections), connections, opening);
  }

  return {
    app,
    async open() {
      const http = await open(app, connections, { port: settings.httpPort, name: "http" });
      const own: Record<string, string> = {};
      for (const listener of deps.ownPorts) {
        own[listener.name] = await openSite(ownSite(deps, listener), listener);
      }
      if (settings.httpsPort === undefined || tls === null) return { http, own };
      return { http, https: await openSite(main, { port: settings.httpsPort, name: "https", pem: tls }), own };
    },
    async stop(graceMs) {
      connections.stop();
      await Promise.all(opened.map((listener) => listener.stop(graceMs)));
    },
  };
}

function mainSite(deps: HttpListenersDeps): Site {
  const routers = [...deps.providers].map(([id, { routes }]) => journalledAll(deps, id, routes, "http"));
  const paths = [...routers, ...deps.routers].flatMap((router) =>
    "path" in router ? router.path : router.map(({ path }) => path),
  );
  const fallback = missing(deps, "http", providerOfPath(deps.providers), (path) => nearest(path, paths));
  const { baseUrl } = deps.settings;
  return {
    routers: [...routers, ...deps.routers],
    fallback,
    onBug: deps.onBug,
    ...(baseUrl === undefined ? {} : { baseUrl }),
  };
}

function ownSite(deps: HttpListenersDeps, { name, provider }: OwnPort): Site {
  const routes = deps.providers.get(provider)?.listenerRoutes ?? [];
  const paths = routes.map(({ path }) => path).join(", ");
  const fallback = missing(
    deps,
    name,
    () => provider,
    (path) => say("other-port", { path: path.slice(0, 200), paths }),
  );
  return { routers: [journalledAll(deps, provider, routes, name)], fallback, onBug: deps.onBug };
}

function journalledAll(
  { journal }: HttpListenersDeps,
  provider: string,
  routes: readonly ProviderRoute[],
  listener: string,
): readonly Route[] {
  return routes.map(({ path, match, ...route }) => ({
    path,
    ...(match === undefined ? {} : { match }),
    ...journalled(journal, provider, route, listener),
  }));
}

/** Letters in which a path may differ from the one that was meant. */
const maxChanges = 2;

/** Sentence that leads to the path that was meant, if one is near. */
function nearest(path: string, paths: readonly string[]): Finding {
  const near = nearestWord(path, paths, maxChanges);
  const shortPath = path.slice(0, 200);
  return near === null ? say("no-such-path", { path: shortPath }) : say("nearest-path", { path: shortPath, near });
}

const say = findingsOf({
  "no-such-path": {
    en: "There is nothing at {path}. The README of each provider lists its paths.",
    pt: "Não há nada em {path}. O README de cada provedor lista os seus caminhos.",
    source: "Torpedo",
  },
  "nearest-path": {
    en: "There is nothing at {path}. Did you mean {near}? The README of each provider lists its paths.",
    pt: "Não há nada em {path}. Seria {near}? O README de cada provedor lista os seus caminhos.",
    source: "Torpedo",
  },
  "other-port": {
    en: "There is nothing at {path}. This port serves {paths} only; the other paths are on the HTTP port.",
    pt: "Não há nada em {path}. Esta porta só serve {paths}; os outros caminhos estão na porta HTTP.",
    source: "Torpedo",
  },
});

/** Answers paths that no router has. @param about the finding on a path */
function missing(
  deps: HttpListenersDeps,
  listener: string,
  providerOf: (path: string) => string,
  about: (path: string) => Finding,
): Fallback {
  return journalled(
    deps.journal,
    "-",
    {
      internalError: () => plainAnswer(500, "Torpedo failed to answer; its log has the reason."),
      handle(request: HttpRequest) {
        const finding = about(request.path);
        const requester = { sandbox: deps.journal.fallback(), account: null };
        const decided = pageDecision(
          { submissions: deps.submissions, fallback: deps.journal.fallback },
          providerOf(request.path),
          "unknown",
          request,
        );
        return handled(requester, {
          answer: plainAnswer(404, finding.text),
          operation: request.path.slice(0, 200),
          channel: "page",
          code: "404",
          decidedBy: decided.outcome.rule ?? defaultBecause({ en: "no such path", pt: "não há esse caminho" }),
          outcome: decided.outcome,
          findings: [finding],
        });
      },
    },
    listener,
  );
}

/** The provider with most paths in the folder of a path; `-`: none has any. */
function providerOfPath(providers: HttpListenersDeps["providers"]): (path: string) => string {
  const counts = new Map<string, Map<string, number>>();
  for (const [id, { routes }] of providers) {
    for (const { path } of routes) {
      const folder = folderOf(path);
      const ofFolder = counts.get(folder) ?? new Map<string, number>();
      counts.set(folder, ofFolder.set(id, (ofFolder.get(id) ?? 0) + 1));
    }
  }
  counts.delete("");
  return (path) => {
    const [first] = [...(counts.get(folderOf(path)) ?? [])].sort(([, a], [, b]) => b - a);
    return first?.[0] ?? "-";
  };
}

function folderOf(path: string): string {
  return /^\/([^/]+)\/./.exec(path)?.[1]?.toLowerCase() ?? "";
}
