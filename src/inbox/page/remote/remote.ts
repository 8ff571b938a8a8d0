// Calls of the control API by route, with the token that the page was opened with.

import type { At, InputOf, Method, OutputOf, RoutesOf } from "../../../api/operation.ts";
import { apiBase as base, requestOf } from "../../../api/request-of.ts";
import type { ProblemView } from "../../../api/schema/emulator.ts";
import type { FilterInput, ListName } from "../../../api/schema/filter.ts";
import type { ApiTable } from "../../../api/table.ts";
import type { LocatedMistake } from "../../../core/usage-error.ts";

type ApiRoute = RoutesOf<ApiTable>;
type Given<R extends ApiRoute> = InputOf<At<ApiTable, R>>;

/** A list of a sandbox, and its filter. */
type Counted = { readonly [K in ListName]: { readonly what: K; readonly where: FilterInput<K> } }[ListName];

/** A refusal of the control API, or no answer. */
export class Refused extends Error {
  /** HTTP status; 0: there was no answer. */
  readonly status: number;
  /** Mistakes in a text that was given, with their places. */
  readonly findings: readonly LocatedMistake[];
  constructor(status: number, sentence: string, findings: readonly LocatedMistake[] = []) {
    super(sentence);
    this.status = status;
    this.findings = findings;
  }
}

export interface Remote {
  /** @throws Refused */
  call<const R extends ApiRoute>(
    route: R,
    ...input: object extends Given<R> ? [input?: Given<R>] : [input: Given<R>]
  ): Promise<OutputOf<At<ApiTable, R>>>;
  /** Number of items that a filter holds for. @throws Refused */
  count(sandbox: string, list: Counted): Promise<number>;
  /** The same, for calls that end with a signal. */
  until(signal: AbortSignal): Remote;
  /** Opens the event stream of a sandbox. @throws Refused */
  events(sandbox: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
}

/** @param origin absent: where the page came from */
export function createRemote(token: string | null, origin = "", until: AbortSignal | null = null): Remote {
  const authorization: Record<string, string> = token === null ? {} : { Authorization: `Bearer ${token}` };

  async function request(route: string, input: object, init: RequestInit = {}): Promise<Response> {
    const [method, path = ""] = route.split(" ") as [Method, string];
    const { url, body } = requestOf({ method, path }, input);
    const headers: Record<string, string> = { ...authorization };
    if (body !== null) headers["Content-Type"] = "application/json";
    let response: Response;
    try {
      response = await fetch(`${origin}${base}${url}`, { signal: until, ...init, method, headers, body });
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") throw error;
      throw new Refused(0, "The emulator does not answer. See whether it still runs.");
    }
    if (response.ok) return response;
    throw refusal(response.status, await response.text());
  }

  const call: Remote["call"] = async (route, ...[input = {}]) => {
    const response = await request(route, input);
    const text = await response.text();
    // The emulator that served the page answers by the same table.
    return text === "" ? undefined : JSON.parse(text);
  };

  return {
    call,
    async count(sandbox, list) {
      return (await call("POST /sandboxes/{sandbox}/verify", { sandbox, ...list, atLeast: 0 })).count;
    },
    until: (signal) => createRemote(token, origin, signal),
    async events(sandbox, signal) {
      const { body, status } = await request("GET /events", { sandbox }, { signal });
      if (body === null) throw new Refused(status, "No events came. Reload the page.");
      return body;
    },
  };
}

function refusal(status: number, body: string): Refused {
  try {
    const { detail, findings }: ProblemView = JSON.parse(body);
    return new Refused(status, detail, findings);
  } catch {
    // An answer that is no JSON is shown as it is.
    return new Refused(status, body.slice(0, 300) || `The emulator answered with status ${status}.`);
  }
}

/** Error of a failed request, in one sentence. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
