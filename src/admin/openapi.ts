// The OpenAPI 3.1 document of the control API, made from the table that the routes are made from.

import { z } from "zod";
import { problem } from "./answers.ts";
import { apiBase } from "./base.ts";
import type { Operation } from "./operation.ts";

export function openApi(operations: readonly Operation[], version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  const schemas: Record<string, object> = {};
  const schemaOf = collector(schemas);
  const wrong = schemaOf(problem, "output");
  for (const operation of operations) {
    const methods = paths[operation.path] ?? {};
    methods[operation.method.toLowerCase()] = describe(operation, schemaOf, wrong);
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
      schemas,
    },
  };
}

function describe(operation: Operation, schemaOf: SchemaOf, wrong: object): object {
  const { id, summary, path, query, body, answer, status, media } = operation;
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
    parameters: [...pathParameters(path), ...queryParameters(query, schemaOf)],
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { "application/json": { schema: schemaOf(body, "input") } } } }),
    responses: {
      [status]: { description: status === 204 ? "Done" : summary, ...content },
      default: {
        description: "What is wrong, where, and what to do",
        content: { "application/json": { schema: wrong } },
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

function queryParameters(query: z.ZodObject | undefined, schemaOf: SchemaOf): object[] {
  return Object.entries(query?.shape ?? {}).map(([name, of]) => {
    const required = !z.safeParse(of, undefined).success;
    return { name, in: "query", required, schema: schemaOf(of, "input") };
  });
}

type SchemaOf = (schema: z.core.$ZodType, io: "input" | "output") => object;

/** Schemas that have a name go among the document's, and are referred to. */
function collector(schemas: Record<string, object>): SchemaOf {
  return (schema, io) => {
    const made = JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: "any" }));
    const {
      $defs = {},
      $schema: _,
      ...rest
    }: Made = JSON.parse(made.replaceAll('"#/$defs/', '"#/components/schemas/'));
    Object.assign(schemas, $defs);
    return rest;
  };
}

/** What zod makes: the named ones apart. */
interface Made {
  readonly $schema?: string;
  readonly $defs?: Readonly<Record<string, object>>;
}
