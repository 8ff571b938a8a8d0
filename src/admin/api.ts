// The control API's frame: routes by method and path pattern, bodies as JSON, errors as problems.

import type { Json } from "../core/json.ts";
import type { HttpAnswer, HttpRequest } from "../wire/http/call.ts";
import type { Reply, Route } from "../wire/http/reply.ts";
import { Problem, problemAnswer } from "./problem.ts";

/** Where the control API lives. */
export const apiBase = "/torpedo/v1";

/** A request that matched a resource. */
export interface ApiCall {
  readonly request: HttpRequest;
  /** Values of the pattern's `{names}`, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The body as JSON; absent when there is none. @throws Problem when it is not JSON */
  body(): Json | undefined;
}

export interface Resource {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the base: `/sandboxes/{sandbox}/messages`. */
  readonly path: string;
  handle(call: ApiCall): HttpAnswer | Reply | Promise<HttpAnswer | Reply>;
}

export interface ApiDeps {
  readonly resources: readonly Resource[];
  /** Refuses a request before any resource sees it (token, Host, Origin); null: let it in. */
  readonly guard: (request: HttpRequest) => HttpAnswer | null;
}

export function createApi(deps: ApiDeps): Route {
  const compiled = deps.resources.map((resource) => ({ resource, parts: resource.path.split("/").slice(1) }));

  async function handle(request: HttpRequest): Promise<Reply> {
    const refused = deps.guard(request);
    if (refused !== null) return { answer: refused };
    try {
      const parts = request.path.slice(apiBase.length).split("/").slice(1);
      const found = compiled.flatMap(({ resource, parts: wanted }) => {
        const path = match(wanted, parts);
        return path === null ? [] : [{ resource, path }];
      });
      if (found.length === 0) throw new Problem(404, "no such resource", request.path, `see ${apiBase}/openapi.json`);
      const chosen = found.find(({ resource }) => resource.method === request.method);
      if (chosen === undefined) {
        const allowed = found.map(({ resource }) => resource.method).join(", ");
        throw new Problem(405, `${request.method} is not allowed here`, request.path, `use ${allowed}`);
      }
      const query = new URLSearchParams(request.query);
      const result = await chosen.resource.handle({ request, path: chosen.path, query, body: () => readBody(request) });
      return "answer" in result ? result : { answer: result };
    } catch (error) {
      const answer = problemAnswer(error);
      if (answer === null) throw error;
      return { answer };
    }
  }

  return { path: `${apiBase}/`, match: "prefix", handle };
}

function match(wanted: readonly string[], parts: readonly string[]): Record<string, string> | null {
  if (wanted.length !== parts.length) return null;
  const path: Record<string, string> = {};
  for (const [index, want] of wanted.entries()) {
    const part = parts[index] ?? "";
    if (want.startsWith("{")) {
      try {
        path[want.slice(1, -1)] = decodeURIComponent(part);
      } catch {
        throw new Problem(400, "the path is not percent-encoded UTF-8", part, "encode it");
      }
    } else if (want !== part) return null;
  }
  return path;
}

function readBody(request: HttpRequest): Json | undefined {
  if (request.body.length === 0) return undefined;
  try {
    return JSON.parse(request.body.toString("utf8"));
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new Problem(400, `the body is not JSON: ${what}`, "body", "send JSON");
  }
}
