// The outbound client: GET and POST requests that carry callbacks. Undici is loaded at the first one (55 ms, 30 MB).

import type { LookupFunction } from "node:net";
import type { Agent, Dispatcher } from "undici";
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
const noOctets = Buffer.alloc(0);

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

type Answer = Pick<Extract<ClientResult, { readonly status: number }>, "status" | "firstBytes">;

/** A request with its answer. As a handler of undici's own it costs no stream, and no copy of an answer in one piece. */
class RequestUnderWay implements Dispatcher.DispatchHandler {
  readonly #maxInterim: number;
  #settled: PromiseWithResolvers<Answer> | null = null;
  #controller: Dispatcher.DispatchController | null = null;
  #reason: Error | null = null;
  #interim = 0;
  #status = 0;
  #seen = 0;
  #first: Buffer = noOctets;
  /** Set from the second piece on. */
  #more: Octets | null = null;

  constructor(maxInterim: number) {
    this.#maxInterim = maxInterim;
  }

  /** Rejects when no whole answer comes, or the exchange was aborted before. */
  send(agent: Agent, { origin, path }: Target, { body, headers = {} }: ClientRequest): Promise<Answer> {
    if (this.#reason !== null) return Promise.reject(this.#reason);
    this.#settled = Promise.withResolvers<Answer>();
    const content = body === undefined ? { method: "GET" as const } : { method: "POST" as const, body };
    agent.dispatch({ origin, path, ...content, headers }, this);
    return this.#settled.promise;
  }

  /** Ends the exchange, whether or not it has a connection yet. */
  abort(reason: Error): void {
    this.#reason ??= reason;
    this.#settled?.reject(this.#reason);
    this.#controller?.abort(this.#reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#reason !== null) controller.abort(this.#reason);
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
    if (status >= 200) return;
    this.#interim += 1;
    if (this.#interim > this.#maxInterim) this.abort(new TooManyInterim(this.#maxInterim));
  }

  onResponseData(_: Dispatcher.DispatchController, piece: Buffer): void {
    this.#keep(piece.subarray(0, keptBytes - Math.min(this.#seen, keptBytes)));
    this.#seen += piece.length;
    if (this.#seen <= drainedBytes) return;
    this.#end();
    this.#controller?.abort(new Error("the answer is too long"));
  }

  onResponseEnd(): void {
    this.#end();
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#settled?.reject(error);
  }

  #keep(piece: Buffer): void {
    if (this.#seen === 0) {
      this.#first = piece;
      return;
    }
    if (this.#more === null) {
      this.#more = new Octets();
      this.#more.add(this.#first);
    }
    this.#more.add(piece);
  }

  #end(): void {
    this.#settled?.resolve({ status: this.#status, firstBytes: this.#more?.joined() ?? this.#first });
  }
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
  const underWay = new Set<RequestUnderWay>();
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
      const sending = new RequestUnderWay(maxInterim);
      underWay.add(sending);
      const { cut } = request;
      const end = (): void => sending.abort(new Error("cut off"));
      cut?.addEventListener("abort", end, { once: true });
      let late = false;
      const cancel = clock.after(request.timeoutMs, () => {
        late = true;
        end();
      });
      try {
        agent ??= loadAgent(settings);
        const loaded = await agent;
        if (cut?.aborted === true) end();
        const answer = await sending.send(loaded, target, request);
        return { ...answer, durationMs: took() };
      } catch (error) {
        if (stopped || cut?.aborted === true) return { error: stoppedText, durationMs: took() };
        const { hostname, origin } = target;
        const text = late ? lateText(origin, request.timeoutMs) : failureText(error, origin, hostname);
        return { error: text, durationMs: took() };
      } finally {
        cancel();
        cut?.removeEventListener("abort", end);
        underWay.delete(sending);
        const left = (waiting.get(target.origin) ?? 1) - 1;
        if (left > 0) waiting.set(target.origin, left);
        else waiting.delete(target.origin);
      }
    },
    async stop() {
      stopped = true;
      for (const sending of underWay) sending.abort(new Error("stopped"));
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
