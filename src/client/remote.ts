// One road to the control API of an emulator that runs elsewhere: a request, and its answer read by the very schema that
// the API is described with. What it refuses is a `UsageError` with its own sentence.

import { Agent, type IncomingMessage, type RequestOptions, request } from "node:http";
import type { z } from "zod";
import { apiBase } from "../admin/base.ts";
import { UsageError } from "../core/usage-error.ts";
import { refusal } from "./refusal.ts";

export type Answers = typeof import("../admin/answers.ts") & typeof import("../admin/session-answer.ts");
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Sent {
  readonly query?: Query;
  readonly body?: object | string;
  /** It may take as long as it takes (`wait`, `advance`). */
  readonly patient?: boolean;
}

export interface Remote {
  /** Where the control API is: `http://127.0.0.1:8080`. */
  readonly origin: string;
  readonly token: string | null;
  /** @param at `GET /about` @throws UsageError */
  ask<T>(at: string, schema: (answers: Answers) => z.ZodType<T>, sent?: Sent): Promise<T>;
  /** Without an answer worth reading. */
  tell(at: string, sent?: Sent): Promise<void>;
  /** A long answer, as it is read. */
  file(at: string, query: Query): Promise<RemoteFile>;
  /** An answer that does not end; what is asked later waits until it is open. */
  open(
    at: string,
    query: Query,
    headers: Readonly<Record<string, string>>,
    stop: AbortSignal,
  ): Promise<IncomingMessage>;
  readonly stopped: AbortSignal;
  /** Ends what is under way. */
  stop(): void;
}

export interface RemoteFile {
  readonly headers: IncomingMessage["headers"];
  readonly parts: AsyncIterable<Uint8Array>;
}

export interface RemoteOptions {
  /** Of the emulator's HTTP door, or the link to the inbox that `torpedo start` prints. */
  readonly url: string;
  /** What the control API asks for where doors are open to other machines. */
  readonly token?: string;
  /** PEM of the authority that signed the certificate of an `https:` address. */
  readonly ca?: string;
}

/** Milliseconds without a byte after which an answer counts as not coming. */
const silence = 30_000;

/** @throws UsageError when the address is none */
export function createRemote({ url, token, ca }: RemoteOptions): Remote {
  const address = URL.parse(url);
  if (address === null || !/^https?:$/.test(address.protocol)) {
    const remedy = "give the address of the emulator's HTTP door: http://127.0.0.1:8080";
    throw new UsageError({ where: "url", problem: "must be an http or https address", value: url, remedy });
  }
  const { origin, protocol } = address;
  const pass = token ?? new URLSearchParams(address.hash.slice(1)).get("token");
  const authorization: Record<string, string> = pass === null ? {} : { Authorization: `Bearer ${pass}` };
  const stopped = new AbortController();
  const opening = new Set<Promise<unknown>>();
  const plain = { agent: new Agent({ keepAlive: true }), send: request };
  let secure: Promise<typeof plain> | null = null;

  /** TLS is loaded where it is spoken. */
  async function secured(): Promise<typeof plain> {
    const https = await import("node:https");
    const agent = new https.Agent({ keepAlive: true });
    stopped.signal.addEventListener("abort", () => agent.destroy());
    return { agent, send: https.request };
  }
  function way(): Promise<typeof plain> | typeof plain {
    if (protocol === "http:") return plain;
    secure ??= secured();
    return secure;
  }

  function unreachable(error: unknown): UsageError {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    const why = error instanceof Error && (code === "" || code === "ERR_SILENT") ? error.message : code;
    if (stopped.signal.aborted)
      return new UsageError({ where: origin, problem: "is let go of", remedy: "connect again" });
    const remedy = "start an emulator there (torpedo start), or give another url";
    return new UsageError({ where: origin, problem: `no emulator answers (${why})`, remedy, kind: "missing" });
  }

  async function send(at: string, sent: Sent, more: RequestOptions = {}): Promise<IncomingMessage> {
    if (stopped.signal.aborted) throw unreachable(null);
    const [method = "GET", path = "/"] = at.split(" ");
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(sent.query ?? {}))
      if (value !== undefined) search.set(name, String(value));
    const body = method === "GET" ? null : JSON.stringify(sent.body ?? {});
    const { agent, send: start } = await way();
    const options: RequestOptions & { ca?: string } = {
      method,
      agent,
      signal: stopped.signal,
      ...(ca === undefined ? {} : { ca }),
      ...more,
      headers: {
        ...authorization,
        ...(body === null ? {} : { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) }),
        ...more.headers,
      },
    };
    const where = `${origin}${apiBase}${path}${search.size === 0 ? "" : `?${search}`}`;
    return new Promise((resolve, reject) => {
      const going = start(where, options, resolve);
      if (sent.patient !== true)
        going.setTimeout(silence, () => going.destroy(Object.assign(new Error("silent"), { code: "ERR_SILENT" })));
      going.on("error", (error) => {
        // The emulator let go of a kept connection just before it was used: nothing was read there.
        const stale = going.reusedSocket && "code" in error && (error.code === "ECONNRESET" || error.code === "EPIPE");
        if (stale && more.agent !== false) send(at, sent, { ...more, agent: false }).then(resolve, reject);
        else reject(unreachable(error));
      });
      going.end(body ?? undefined);
    });
  }

  async function good(at: string, sent: Sent): Promise<IncomingMessage> {
    // Whoever listens hears of what is asked afterwards.
    await Promise.allSettled(opening);
    const incoming = await send(at, sent);
    if (isGood(incoming)) return incoming;
    throw await refusal(`${origin}${apiBase}`, incoming.statusCode ?? 0, (await whole(incoming)).toString());
  }

  async function* partsOf(incoming: IncomingMessage): AsyncGenerator<Uint8Array, void, void> {
    try {
      yield* incoming;
    } catch (error) {
      throw unreachable(error);
    }
  }

  async function whole(incoming: IncomingMessage): Promise<Buffer> {
    const parts: Uint8Array[] = [];
    for await (const part of partsOf(incoming)) parts.push(part);
    return Buffer.concat(parts);
  }

  return {
    origin,
    token: pass,
    stopped: stopped.signal,
    async ask(at, schema, sent = {}) {
      const bytes = await whole(await good(at, sent));
      const answers = { ...(await import("../admin/answers.ts")), ...(await import("../admin/session-answer.ts")) };
      const read = schema(answers).safeParse(parsed(bytes.toString()));
      if (read.success) return read.data;
      const [issue] = read.error.issues;
      const problem = `answers ${at} otherwise than expected (${issue?.path.join(".")}: ${issue?.message})`;
      throw new UsageError({ where: origin, problem, remedy: "run the same version of torpedo-sms here and there" });
    },
    async tell(at, sent = {}) {
      await whole(await good(at, sent));
    },
    async file(at, query) {
      const incoming = await good(at, { query, patient: true });
      return { headers: incoming.headers, parts: partsOf(incoming) };
    },
    async open(at, query, headers, stop) {
      const going = send(
        at,
        { query, patient: true },
        { agent: false, headers, signal: AbortSignal.any([stop, stopped.signal]) },
      );
      opening.add(going);
      const incoming = await going.finally(() => opening.delete(going));
      if (isGood(incoming)) return incoming;
      throw await refusal(`${origin}${apiBase}`, incoming.statusCode ?? 0, (await whole(incoming)).toString());
    },
    stop() {
      stopped.abort();
      plain.agent.destroy();
    },
  };
}

function isGood({ statusCode = 0 }: IncomingMessage): boolean {
  return statusCode >= 200 && statusCode < 300;
}

/** Undefined when it is no JSON: no schema takes that. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
