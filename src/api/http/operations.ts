// Express routes of the operations: each reads its input from path, query and body, and answers as the table says.

import express, { type Response, type Router } from "express";
import { exceededLimit } from "../../core/json-limits.ts";
import type { HttpAnswer } from "../../protocols/http/call.ts";
import type { Reply } from "../../protocols/http/reply.ts";
import type { AppRequest } from "../../protocols/http/request.ts";
import { normalPath, parseTarget } from "../../protocols/http/target.ts";
import { type Api, forCall } from "../api.ts";
import { calledAs, hostnameOf } from "../called-as.ts";
import { checkInput } from "../check.ts";
import type { EventBatches } from "../event-batches.ts";
import { type FileParts, type Operation, type Tree, walk } from "../operation.ts";
import { apiBase } from "../request-of.ts";
import { fromText, inputFromText } from "../written.ts";
import { clientLeft } from "./client-left.ts";
import { createEventStreams } from "./event-stream.ts";
import { common, json, Problem, problemAnswer } from "./problem.ts";
import type { MakeHandler } from "./router.ts";

export function operationRoutes(table: Tree, api: Api, carry: MakeHandler): Router {
  const router = express.Router({ caseSensitive: true, strict: true });
  const answering = { api, stream: createEventStreams(api.hostClock) };
  const all = [...walk(table)].map(([, operation]) => operation);
  for (const [path, operations] of Map.groupBy(all, (operation) => operation.path)) {
    const route = router.route(path.replaceAll(/\{(\w+)\}/g, ":$1"));
    for (const operation of operations) {
      const method = operation.method.toLowerCase() as Lowercase<Operation["method"]>;
      route[method](carry((request, response) => answer(answering, operation, request, response)));
    }
    const allow = operations.map(({ method }) => (method === "GET" ? "HEAD, GET" : method)).join(", ");
    route.all(({ method }) => {
      const mistake = { where: `${apiBase}${path}`, problem: `${method} is not allowed here`, remedy: `use ${allow}` };
      throw new Problem(405, mistake, [["Allow", allow]]);
    });
  }
  router.use(({ originalUrl }) => {
    const path = normalPath(parseTarget(originalUrl).path);
    throw new Problem(404, {
      where: path,
      problem: "there is no such resource",
      remedy: `see ${apiBase}/openapi.json`,
    });
  });
  return router;
}

interface Answering {
  readonly api: Api;
  readonly stream: (events: EventBatches) => Reply;
}

async function answer(
  { api, stream }: Answering,
  operation: Operation,
  request: AppRequest,
  response: Response,
): Promise<Reply> {
  const { kind, status, output } = operation;
  const signal = signalOf(request, response, operation);
  signal.throwIfAborted();
  const input = checkInput(operation, inputOf(operation, request));
  const named = { ...api, ...calledAs(api, hostnameOf(request.headers.host)) };
  const result = await operation.run(forCall(named, operation, signal) as never, input as never, signal);
  const head = request.method === "HEAD";
  if (kind === "events") {
    const reply = stream(result as EventBatches);
    return head ? { answer: reply.answer } : reply;
  }
  if (kind === "file") return fileReply(result as FileParts, head);
  return { answer: output === null ? { status, headers: common, body: "" } : json(result, status) };
}

/** Ends long work when the client leaves; what waits or streams, when the client closes its sending side. */
function signalOf({ socket }: AppRequest, response: Response, { kind, patient }: Operation): AbortSignal {
  const left = new AbortController();
  const end = (): void => left.abort(clientLeft);
  response.once("close", () => {
    end();
    socket.removeListener("end", end);
  });
  if (patient || kind === "events") {
    // A client may be gone before its request begins.
    if (socket.readableEnded) end();
    else socket.once("end", end);
  }
  return left.signal;
}

function fileReply({ mediaType, fileName, parts }: FileParts, head: boolean): Reply {
  const disposition = fileName === "" ? [] : [["Content-Disposition", `attachment; filename="${fileName}"`] as const];
  const headers: HttpAnswer["headers"] = [["Content-Type", mediaType], ...disposition, ...common];
  const reply = { answer: { status: 200, headers, body: "" } };
  return head ? reply : { ...reply, parts: cutWhenRefused(parts) };
}

async function* cutWhenRefused(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array | null, void, void> {
  try {
    yield* parts;
  } catch (error) {
    if (problemAnswer(error) === null) throw error;
    yield null;
  }
}

function inputOf(
  { kind, method, input, params }: Operation,
  request: AppRequest & { readonly params?: Readonly<Record<string, unknown>> },
): object {
  const given = method === "GET" ? queryOf(input, request) : bodyOf(request);
  const { "last-event-id": last } = request.headers;
  if (kind === "events" && typeof last === "string") given["after"] = last;
  for (const [name, value] of Object.entries(request.params ?? {})) {
    const schema = params[name];
    if (schema === undefined) continue;
    if (Object.hasOwn(given, name))
      throw new Problem(400, { where: name, problem: "is not known", remedy: "leave it out: the path says it" });
    given[name] = fromText(schema, [String(value)]);
  }
  return given;
}

const longestQuery = 64 * 1024;

function queryOf(input: Operation["input"], { originalUrl }: AppRequest): Record<string, unknown> {
  const { query } = parseTarget(originalUrl);
  if (query.length > longestQuery) {
    const problem = `is longer than ${longestQuery} characters`;
    throw new Problem(400, { where: "query", problem, remedy: "ask for less at once" });
  }
  const search = new URLSearchParams(query);
  return inputFromText(input, new Map([...search.keys()].map((name) => [name, search.getAll(name)])));
}

/** Bounds of a body: a scenario has some thousand values, a few within one another. */
const limits = { depth: 100, values: 100_000 };
const named = { depth: "within one another", values: "in all" };
/** How `__proto__` may be spelled. */
const perhapsProto = /__proto__|\\u00/;

function bodyOf({ body, headers }: AppRequest): Record<string, unknown> {
  const given: Record<string, unknown> = Object.create(null);
  if (body === undefined || body.length === 0) return given;
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(headers["content-type"] ?? "")) {
    const problem = "the body is not sent as JSON";
    const remedy = "send Content-Type: application/json";
    throw new Problem(415, { where: "header Content-Type", problem, remedy });
  }
  const read = parse(body.toString("utf8"));
  if (typeof read !== "object" || read === null || Array.isArray(read))
    throw new Problem(400, { where: "body", problem: "must be an object", remedy: "send { }" });
  return Object.assign(given, read);
}

function parse(text: string): unknown {
  const beyond = exceededLimit(text, limits);
  if (beyond !== null) {
    const problem = `has more than ${limits[beyond.what]} values ${named[beyond.what]}`;
    throw new Problem(400, { where: "body", problem, remedy: "send less at once" });
  }
  try {
    if (!perhapsProto.test(text)) return JSON.parse(text);
    return JSON.parse(text, (key, value: unknown) => {
      if (key === "__proto__") throw new SyntaxError("the name __proto__ is not taken");
      return value;
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Problem(400, { where: "body", problem: `is not JSON: ${why}`, remedy: "send JSON" });
  }
}
