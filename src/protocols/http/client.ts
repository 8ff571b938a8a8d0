// The outbound client: GET and POST requests that carry callbacks. Undici is loaded at the first one (55 ms, 30 MB).

import { EventEmitter } from "node:events";
import type { LookupFunction } from "node:net";
import type { Agent } from "undici";
import type { Clock, Millis } from "../../core/clock.ts";
import { parseAddress, type Target } from "./address.ts";
import { explainFailure } from "./client-errors.ts";
import { Octets } from "./octets.ts";

export interface ClientRequest {
  /** An absolute http or https address; path and query are sent as written. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Body of a POST; absent: a GET. */
  readonly body?: string;
  /** For the whole exchange, host clock. */
  readonly timeoutMs: Millis;
  /** Ends the exchange at once, as a stop does. */
  readonly cut?: AbortSignal;
}

/** The response, with any status, or the reason why none came. Redirects are answers like any other. */
export type ClientResult =
  | { readonly status: number; readonly firstBytes: Buffer; readonly durationMs: Millis }
  | { readonly error: string; readonly durationMs: Millis };

export interface HttpClient {
  /** Never rejects. */
  send(request: ClientRequest): Promise<ClientResult>;
  /** Cuts every request under way (its error says so) and closes every connection. Sends after it fail. */
  stop(): Promise<void>;
}

export interface ClientSettings {
  /** Connections to one origin at a time. Default 32. */
  readonly connectionsPerOrigin?: number;
  /** Requests to one origin that are under way or wait for a connection; beyond it they fail at once. Default 10,000. */
  readonly waitingPerOrigin?: number;
  /** Interim responses (1xx) before the response; with more the connection is closed. Default: any number. */
  readonly interim?: number;
  /** Resolves names. Default: the machine's own resolver. */
  readonly lookup?: LookupFunction;
}

const keptBytes = 2 * 1024;
/** An answer longer than this is cut off rather than read to its end. */
const drainedBytes = 64 * 1024;

async function loadAgent(settings: ClientSettings): Promise<Agent> {
  const { Agent } = await import("undici");
  return new Agent({
    connections: settings.connectionsPerOrigin ?? 32,
    pipelining: 1,
    allowH2: false,
    keepAliveTimeout: 4_000,
    // The host clock alone times the whole exchange.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: 0, ...(settings.lookup === undefined ? {} : { lookup: settings.lookup }) },
  });
}

interface SendContext {
  readonly agent: Agent;
  readonly maxInterim: number;
  readonly signal: EventEmitter;
}

async function sendRequest(
  { agent, maxInterim, signal }: SendContext,
  { origin, path }: Target,
  request: ClientRequest,
) {
  let interim = 0;
  const onInfo = (): void => {
    interim += 1;
    if (interim > maxInterim) signal.emit("abort");
  };
  const headers = { ...request.headers };
  const content =
    request.body === undefined ? { method: "GET" as const } : { method: "POST" as const, body: request.body };
  const response = await agent
    .request({ origin, path, ...content, headers, signal, onInfo })
    .catch((error: unknown) => {
      throw interim > maxInterim ? new TooManyInterim(maxInterim) : error;
    });
  const kept = new Octets();
  let seen = 0;
  for await (const chunk of response.body) {
    if (!Buffer.isBuffer(chunk)) continue;
    seen += chunk.length;
    kept.add(chunk.subarray(0, keptBytes - kept.size));
    // Leaving the loop destroys the body, and with it the connection.
    if (seen > drainedBytes) break;
  }
  return { status: response.statusCode, firstBytes: kept.joined() };
}

class TooManyInterim extends Error {
  readonly max: number;
  constructor(max: number) {
    super();
    this.max = max;
  }
}

export function createClient(clock: Clock, settings: ClientSettings = {}): HttpClient {
  const { waitingPerOrigin = Number.POSITIVE_INFINITY, interim: maxInterim = Number.POSITIVE_INFINITY } = settings;
  const waiting = new Map<string, number>();
  const underWay = new Set<EventEmitter>();
  let agent: Promise<Agent> | null = null;
  let stopped = false;

  return {
    async send(request) {
      const start = clock.elapsed();
      const took = (): Millis => clock.elapsed() - start;
      const target = parseAddress(request.url);
      if (target === null) return { error: "The address is no http or https address.", durationMs: 0 };
      if (stopped) return { error: stoppedText, durationMs: 0 };
      const ahead = waiting.get(target.origin) ?? 0;
      if (ahead >= waitingPerOrigin) {
        return {
          error: `${target.origin} has ${ahead} callbacks waiting already: it answers too slowly.`,
          durationMs: 0,
        };
      }
      waiting.set(target.origin, ahead + 1);
      const signal = new EventEmitter();
      underWay.add(signal);
      const { cut } = request;
      const end = (): void => void signal.emit("abort");
      cut?.addEventListener("abort", end, { once: true });
      let late = false;
      const cancel = clock.after(request.timeoutMs, () => {
        late = true;
        signal.emit("abort");
      });
      try {
        agent ??= loadAgent(settings);
        const loaded = await agent;
        // The signal may have been aborted while the library was loaded.
        if (late || stopped || cut?.aborted === true) throw new Error("ended before it was sent");
        const answer = await sendRequest({ agent: loaded, maxInterim, signal }, target, request);
        return { ...answer, durationMs: took() };
      } catch (error) {
        if (stopped || cut?.aborted === true) return { error: stoppedText, durationMs: took() };
        const { hostname, origin } = target;
        const text = late ? lateText(origin, request.timeoutMs) : failureText(error, origin, hostname);
        return { error: text, durationMs: took() };
      } finally {
        cancel();
        cut?.removeEventListener("abort", end);
        underWay.delete(signal);
        const left = (waiting.get(target.origin) ?? 1) - 1;
        if (left > 0) waiting.set(target.origin, left);
        else waiting.delete(target.origin);
      }
    },
    async stop() {
      stopped = true;
      for (const signal of underWay) signal.emit("abort");
      if (agent !== null) await (await agent).destroy();
    },
  };
}

const stoppedText = "The emulator stopped before the answer came.";

function failureText(error: unknown, origin: string, hostname: string): string {
  if (!(error instanceof TooManyInterim)) return explainFailure(error, origin, hostname);
  return `${origin} sent more than ${error.max} interim responses (1xx) and no final one: mend it, or start with --bound interim=NUMBER.`;
}

function lateText(origin: string, timeoutMs: Millis): string {
  return `No answer from ${origin} within ${timeoutMs} ms: is the receiver busy, or behind a firewall that drops packets?`;
}
