// The one way to the emulator: its control API, with the token the page was opened with.

import { fields, text } from "./read.ts";

const base = "/torpedo/page";

/** Where a sandbox's resources are. */
export function desk(sandbox: string): string {
  return `/sandboxes/${encodeURIComponent(sandbox)}`;
}

/** The control API said no, or did not answer. */
export class Refused extends Error {
  /** HTTP status; 0: there was no answer. */
  readonly status: number;
  readonly where: string;
  readonly remedy: string;
  /** The whole problem as it came. */
  readonly problem: unknown;
  constructor(status: number, what: string, where: string, remedy: string, problem: unknown) {
    super(what);
    this.status = status;
    this.where = where;
    this.remedy = remedy;
    this.problem = problem;
  }
}

export type Query = Readonly<Record<string, string | number | undefined>>;

export interface Remote {
  /** @throws Refused */
  get(path: string, query?: Query): Promise<unknown>;
  /** @throws Refused */
  send(method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: unknown, query?: Query): Promise<unknown>;
  /** An open answer, for events. @throws Refused */
  open(path: string, query: Query, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
}

export function createRemote(token: string | null): Remote {
  const known: Record<string, string> = token === null ? {} : { Authorization: `Bearer ${token}` };

  async function ask(path: string, query: Query, init: RequestInit): Promise<Response> {
    const given = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, String(value));
    const address = `${base}${path}${given.size === 0 ? "" : `?${given}`}`;
    let response: Response;
    try {
      response = await fetch(address, { ...init, headers: { ...known, ...init.headers } });
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") throw error;
      throw new Refused(0, "The emulator does not answer", address, "see whether it still runs", null);
    }
    if (response.ok) return response;
    throw refusal(response.status, await response.text());
  }

  return {
    get: async (path, query = {}) => json(await ask(path, query, {})),
    async send(method, path, body, query = {}) {
      const headers = { "Content-Type": "application/json" };
      return json(await ask(path, query, { method, headers, body: JSON.stringify(body ?? {}) }));
    },
    async open(path, query, signal) {
      const response = await ask(path, query, { signal, headers: { Accept: "text/event-stream" } });
      if (response.body === null) throw new Refused(response.status, "no events came", path, "reload the page", null);
      return response.body;
    },
  };
}

async function json(response: Response): Promise<unknown> {
  const body = await response.text();
  return body === "" ? null : parsed(body);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function refusal(status: number, body: string): Refused {
  const problem = parsed(body);
  const { title, where, remedy } = fields(problem);
  return new Refused(status, text(title, body.slice(0, 300) || `status ${status}`), text(where), text(remedy), problem);
}

/** Error of a failed request, in one sentence. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Refused)) return error instanceof Error ? error.message : String(error);
  return [error.message, error.where, error.remedy].filter((part) => part !== "").join(" · ");
}
