// Calls of an emulator that runs elsewhere, over its control API.

import { Agent, type IncomingMessage, type RequestOptions, request } from "node:http";
import * as z from "zod";
import { checkInput, parse } from "../api/check.ts";
import type { Invoke } from "../api/client.ts";
import type { FileParts, Operation } from "../api/operation.ts";
import { apiBase, requestOf } from "../api/request-of.ts";
import { strict } from "../api/schema/common.ts";
import { UsageError } from "../core/usage-error.ts";
import { readEvents } from "./event-source.ts";
import { refusal } from "./refusal.ts";

export interface RemoteOptions {
  /** Address of the emulator's HTTP listener, or the link to the inbox that `torpedo start` prints. */
  readonly url: string;
  /** Token of the control API, where listeners are open to other machines. */
  readonly token?: string;
  /** PEM of the authority that signed the certificate of an `https:` address. */
  readonly ca?: string;
}

export interface RemoteEmulator {
  /** `http://127.0.0.1:8080` */
  readonly origin: string;
  readonly token: string | null;
  readonly carry: Invoke;
  /** Ends what is under way. */
  stop(): void;
}

/** Milliseconds without a byte after which an answer is given up. */
const silence = 30_000;

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly body: string | null;
  readonly patient: boolean;
  readonly signal: AbortSignal;
  /** Its own connection. */
  readonly apart?: boolean;
}

const word = z.string();
const remoteOptions: z.ZodType<RemoteOptions> = strict({
  url: word,
  token: word.exactOptional(),
  ca: word.exactOptional(),
});

/** @throws UsageError when an option is not known, or the address is none */
export function createRemote(options: RemoteOptions): RemoteEmulator {
  const { url } = parse(remoteOptions, options, "");
  const address = URL.parse(url);
  if (address === null || !/^https?:$/.test(address.protocol)) {
    const remedy = "give the address of the emulator's HTTP listener: http://127.0.0.1:8080";
    throw new UsageError({ where: "url", problem: "must be an http or https address", value: url, remedy });
  }
  const token = options.token ?? new URLSearchParams(address.hash.slice(1)).get("token");
  return new HttpRemote(address, token, options.ca);
}

class HttpRemote implements RemoteEmulator {
  readonly origin: string;
  readonly token: string | null;
  readonly #ca: string | undefined;
  readonly #stopped = new AbortController();
  readonly #connection: RemoteConnection | Promise<RemoteConnection>;

  constructor({ origin, protocol }: URL, token: string | null, ca: string | undefined) {
    this.origin = origin;
    this.token = token;
    this.#ca = ca;
    const { signal } = this.#stopped;
    this.#connection = protocol === "https:" ? secured(signal) : plain(signal);
  }

  readonly carry: Invoke = async (operation, input, signal) => {
    const { kind, method, patient } = operation;
    const sent = {
      method,
      ...requestOf(operation, checkInput(operation, input)),
      patient: patient || kind !== "value",
      signal,
    };
    if (kind === "events") {
      const ends = { ...sent, signal: AbortSignal.any([signal, this.#stopped.signal]) };
      return readEvents(operation, ends, (request) => this.#good({ ...request, apart: true }));
    }
    const incoming = await this.#good(sent);
    if (kind === "file") return fileOf(incoming, this.#partsOf(incoming));
    const text = await this.#textOf(incoming);
    return operation.output === null ? undefined : readAnswer(operation, text, this.origin);
  };

  stop(): void {
    this.#stopped.abort();
  }

  async #good(sent: Sent): Promise<IncomingMessage> {
    const incoming = await this.#send(sent);
    const { statusCode = 0 } = incoming;
    if (statusCode >= 200 && statusCode < 300) return incoming;
    throw refusal(`${this.origin}${apiBase}`, statusCode, await this.#textOf(incoming));
  }

  async #send(sent: Sent): Promise<IncomingMessage> {
    const stopped = this.#stopped.signal;
    if (stopped.aborted) throw this.#unreachable(null);
    const { agent, start } = await this.#connection;
    const { method, body, patient, apart = false } = sent;
    const options: RequestOptions & { ca?: string } = {
      method,
      agent: apart ? false : agent,
      signal: AbortSignal.any([sent.signal, stopped]),
      headers: this.#headers(body),
      ...(this.#ca === undefined ? {} : { ca: this.#ca }),
    };
    return new Promise((resolve, reject) => {
      const going = start(`${this.origin}${apiBase}${sent.url}`, options, resolve);
      if (!patient) going.setTimeout(silence, () => going.destroy(new Error(`silent for ${silence} ms`)));
      going.on("error", (error) => {
        // The emulator closed a kept connection just before its use: it has read nothing.
        const stale = going.reusedSocket && "code" in error && (error.code === "ECONNRESET" || error.code === "EPIPE");
        if (stale) this.#send({ ...sent, apart: true }).then(resolve, reject);
        else reject(sent.signal.aborted ? sent.signal.reason : this.#unreachable(error));
      });
      going.end(body ?? undefined);
    });
  }

  #headers(body: string | null): Readonly<Record<string, string | number>> {
    return {
      ...(this.token === null ? {} : { Authorization: `Bearer ${this.token}` }),
      ...(body === null ? {} : { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) }),
    };
  }

  async *#partsOf(incoming: IncomingMessage): AsyncGenerator<Uint8Array, void, void> {
    try {
      yield* incoming;
    } catch (error) {
      throw this.#unreachable(error);
    }
  }

  async #textOf(incoming: IncomingMessage): Promise<string> {
    const parts: Uint8Array[] = [];
    for await (const part of this.#partsOf(incoming)) parts.push(part);
    return Buffer.concat(parts).toString();
  }

  #unreachable(error: unknown): UsageError {
    const { origin } = this;
    if (this.#stopped.signal.aborted)
      return new UsageError({ where: origin, problem: "is disconnected", remedy: "connect again" });
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const why = code === "" ? (error instanceof Error ? error.message : String(error)) : code;
    const remedy = "start an emulator there (torpedo start), or give another url";
    return new UsageError({ where: origin, problem: `no emulator answers (${why})`, remedy, kind: "unreachable" });
  }
}

interface RemoteConnection {
  readonly agent: Agent;
  readonly start: typeof request;
}

function plain(stopped: AbortSignal): RemoteConnection {
  const agent = new Agent({ keepAlive: true });
  stopped.addEventListener("abort", () => agent.destroy());
  return { agent, start: request };
}

/** Loads TLS only where it is needed. */
async function secured(stopped: AbortSignal): Promise<RemoteConnection> {
  const https = await import("node:https");
  const agent = new https.Agent({ keepAlive: true });
  stopped.addEventListener("abort", () => agent.destroy());
  return { agent, start: https.request };
}

/** @throws UsageError when the answer is another than this version expects */
export function readAnswer({ output, route }: Operation, text: string, origin: string): unknown {
  const read = output?.safeParse(parsed(text));
  if (read?.success === true) return read.data;
  const [issue] = read?.error.issues ?? [];
  const problem = `answers ${route} otherwise than expected (${issue?.path.join(".")}: ${issue?.message})`;
  throw new UsageError({ where: origin, problem, remedy: "run the same version of torpedo-sms here and there" });
}

function fileOf({ headers }: IncomingMessage, parts: AsyncIterable<Uint8Array>): FileParts {
  const fileName = /filename="([^"]+)"/.exec(headers["content-disposition"] ?? "")?.[1] ?? "";
  return { mediaType: headers["content-type"] ?? "", fileName, parts };
}

/** Undefined for a text that is no JSON: no schema takes it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
