// The OpenAPI 3.1 document of the control API, made from the table that the routes are made from.

import { z } from "zod";
import { problem } from "./answers.ts";
import { apiBase } from "./base.ts";
import type { Operation } from "./operation.ts";

export function openApi(operations: readonly Operation[], version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations) {
    const methods = paths[operation.path] ?? {};
    methods[operation.method.toLowerCase()] = describe(operation);
    paths[operation.path] = methods;
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Torpedo control API",
      version,
      description:
        "Numbers of messages, calls, callbacks and inbounds are places in their sandbox, from 1; instants are milliseconds " +
        "since 1970 on the sandbox's clock. Requests that change something are JSON, an empty body too. The accounts of a " +
        "sandbox are shown with their credentials, which a test needs; everywhere else secrets are masked.",
    },
    servers: [{ url: apiBase }],
    security: [{ token: [] }, {}],
    paths,
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "Where a door is open to other machines" },
      },
      schemas: { Problem: schemaOf(problem, "output") },
    },
  };
}

function describe({ id, summary, path, query, body, answer, status, media }: Operation): object {
  const type = media ?? "application/json";
  const content =
    answer === undefined
      ? media === undefined
        ? {}
        : { content: { [type]: { schema: { type: media === "application/json" ? "object" : "string" } } } }
      : { content: { [type]: { schema: schemaOf(answer, "output") } } };
  return {
    operationId: id,
    summary,
    parameters: [...pathParameters(path), ...queryParameters(query)],
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { "application/json": { schema: schemaOf(body, "input") } } } }),
    responses: {
      [status]: { description: status === 204 ? "Done" : summary, ...content },
      default: {
        description: "What is wrong, where, and what to do",
        content: { "application/json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

function pathParameters(path: string): object[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => ({
    name,
    in: "path",
    required: true,
    schema: /^(?:message|call|callback)$/.test(name) ? { type: "integer", minimum: 1 } : { type: "string" },
  }));
}

function queryParameters(query: z.ZodObject | undefined): object[] {
  return Object.entries(query?.shape ?? {}).map(([name, of]) => {
    const required = !z.safeParse(of, undefined).success;
    return { name, in: "query", required, schema: schemaOf(of, "input") };
  });
}

function schemaOf(schema: z.core.$ZodType, io: "input" | "output"): object {
  const { $schema: _, $defs, ...rest } = z.toJSONSchema(schema, { io, reused: "inline", unrepresentable: "any" });
  return $defs === undefined ? rest : { ...rest, $defs };
}
