// From a request to its operation: path, query and body are checked against the operation's own schemas.

import { z } from "zod";
import type { Control } from "../control/control.ts";
import { beyondBounds } from "../core/json-bounds.ts";
import type { HttpRequest } from "../protocols/http/call.ts";
import type { Reply } from "../protocols/http/reply.ts";
import { apiBase } from "./base.ts";
import type { Operation, OperationCall } from "./operation.ts";
import { type Needs, operationsFor } from "./operations.ts";
import { json, Problem } from "./problem.ts";

export function createDispatch(control: Control, needs: Needs): (request: HttpRequest) => Promise<Reply> {
  const compiled = operationsFor(needs).map((operation) => ({ operation, parts: operation.path.split("/").slice(1) }));

  return async (request) => {
    const parts = request.path.slice(apiBase.length).split("/").slice(1);
    const found = compiled.flatMap(({ operation, parts: wanted }) => {
      const path = match(wanted, parts);
      return path === null ? [] : [{ operation, path }];
    });
    if (found.length === 0)
      throw new Problem(404, "there is no such resource", request.path, `see ${apiBase}/openapi.json`);
    // The wire leaves the body of an answer to HEAD out.
    const method = request.method === "HEAD" ? "GET" : request.method;
    const chosen = found.find(({ operation }) => operation.method === method);
    if (chosen === undefined) {
      const methods = found.map(({ operation }) => operation.method);
      const allowed = (methods.includes("GET") ? ["HEAD", ...methods] : methods).join(", ");
      const headers = [["Allow", allowed]] as const;
      throw new Problem(405, `${request.method} is not allowed here`, request.path, `use ${allowed}`, headers);
    }
    const { operation, path } = chosen;
    const call: OperationCall<unknown, unknown> = {
      control,
      request,
      path: (name) => path.get(name) ?? "",
      number(name) {
        const text = path.get(name) ?? "";
        if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
        throw new Problem(400, `must be a number from 1, not ${JSON.stringify(text)}`, name, "take it from the list");
      },
      query: readQuery(operation, request),
      body: readBody(operation, request),
    };
    const result = await operation.run(call);
    if (result === undefined) return { answer: { status: operation.status, headers: [], body: "" } };
    if (result === null) return { answer: json(null, operation.status) };
    if (isReply(result)) return request.method === "HEAD" ? { answer: result.answer } : result;
    return { answer: isAnswer(result) ? result : json(result, operation.status) };
  };
}

function isReply(result: object): result is Reply {
  return "answer" in result && ("stream" in result || "parts" in result);
}

function isAnswer(result: object): result is NonNullable<Reply["answer"]> {
  return "headers" in result && "body" in result && "status" in result && Array.isArray(result.headers);
}

function match(wanted: readonly string[], parts: readonly string[]): Map<string, string> | null {
  if (wanted.length !== parts.length) return null;
  const path = new Map<string, string>();
  for (const [index, want] of wanted.entries()) {
    const part = parts[index] ?? "";
    if (want.startsWith("{")) {
      try {
        path.set(want.slice(1, -1), decodeURIComponent(part));
      } catch {
        throw new Problem(400, "the path is not percent-encoded UTF-8", part, "encode it");
      }
    } else if (want !== part) return null;
  }
  return path;
}

const longestQuery = 64 * 1024;

function readQuery(operation: Operation, request: HttpRequest): unknown {
  if (request.query.length > longestQuery)
    throw new Problem(400, `is longer than ${longestQuery} characters`, "query", "ask for less at once");
  const given = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(request.query)) {
    if (given.has(name)) throw new Problem(400, "is given twice", `query ${name}`, "give it once");
    given.set(name, value);
  }
  return checked(operation.query ?? nothing, Object.fromEntries(given), "query");
}

const nothing = z.strictObject({});

function readBody(operation: Operation, request: HttpRequest): unknown {
  if (operation.method === "GET") return undefined;
  const body = request.body.length === 0 ? {} : parse(request.body.toString("utf8"));
  return checked(operation.body ?? nothing, body, "body");
}

/** Of a body: a scenario has some thousand values, a few within one another. */
const most = { depth: 100, values: 100_000 };
const named = { depth: "within one another", values: "in all" };
/** How `__proto__` may be spelled. */
const perhapsProto = /__proto__|\\u00/;

function parse(text: string): unknown {
  const beyond = beyondBounds(text, most);
  if (beyond !== null) {
    const { what } = beyond;
    throw new Problem(400, `has more than ${most[what]} values ${named[what]}`, "body", "send less at once");
  }
  try {
    if (!perhapsProto.test(text)) return JSON.parse(text);
    return JSON.parse(text, (key, value: unknown) => {
      if (key === "__proto__") throw new SyntaxError("the name __proto__ is not taken");
      return value;
    });
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new Problem(400, `is not JSON: ${what}`, "body", "send JSON");
  }
}

function checked(schema: z.ZodType, value: unknown, where: string): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = deepest(result.error.issues);
  const path = [where, ...issue.path].join(".");
  if (issue.code === "unrecognized_keys") {
    throw new Problem(400, `${issue.keys[0]} is not known`, path, `see ${apiBase}/openapi.json for what is`);
  }
  throw new Problem(400, issue.message, path, `see ${apiBase}/openapi.json for what is right`);
}

/** Of a choice between several forms, the complaint of the form that came furthest. */
function deepest(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue {
  const [issue] = issues;
  if (issue === undefined) throw new Error("a refused value without an issue");
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return issue;
  const inner = issue.errors.map(deepest).sort((a, b) => b.path.length - a.path.length)[0];
  if (inner === undefined || inner.path.length === 0) return issue;
  return { ...inner, path: [...issue.path, ...inner.path] };
}
