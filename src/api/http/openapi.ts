// The OpenAPI 3.1 document, from the table alone.

import * as z from "zod";
import type { JsonObject } from "../../core/json.ts";
import { type Operation, type Tree, walk } from "../operation.ts";
import { problem } from "../schema/emulator.ts";
import { writtenNames } from "../written.ts";

type Io = "input" | "output";
type Schema = Record<string, unknown>;
type SchemaOf = (schema: z.core.$ZodType, io: Io) => Schema;

const description =
  "Messages, requests, callbacks and inbound messages are numbered in their sandbox, from 1. Instants are milliseconds " +
  "since 1970 on the sandbox's clock. Requests that change something are JSON. A sandbox shows its accounts with their " +
  "credentials, which a test needs; everywhere else secrets are masked.";

/** @param base where the API is: `/torpedo/v1` */
export function openApi(table: Tree, version: string, base: string): JsonObject {
  const schemas: Record<string, Schema> = {};
  const schemaOf = collector(schemas);
  const wrong = { "application/json": { schema: schemaOf(problem, "output") } };
  const paths: Record<string, Record<string, object>> = {};
  for (const [id, operation] of walk(table)) {
    const { method, path, summary, status } = operation;
    const methods = paths[path] ?? {};
    paths[path] = methods;
    methods[method.toLowerCase()] = {
      operationId: id.replaceAll(/\.(\w)/g, (_, letter: string) => letter.toUpperCase()),
      summary,
      parameters: [...pathParameters(operation, schemaOf), ...queryParameters(operation, schemaOf)],
      ...requestBody(operation, schemaOf),
      responses: {
        [status]: { description: summary, ...contentOf(operation, schemaOf) },
        default: { description: "The mistake, where it is, and what to do", content: wrong },
      },
    };
  }
  const token = { type: "http", scheme: "bearer", description: "Needed where listeners are open to other machines" };
  const document = {
    openapi: "3.1.0",
    info: { title: "Torpedo control API", version, description },
    servers: [{ url: base }],
    security: [{ token: [] }, {}],
    paths,
    components: { securitySchemes: { token }, schemas },
  };
  return JSON.parse(JSON.stringify(document));
}

/** The same as the text of `schemas/openapi.json`. */
export function openApiText(...given: Parameters<typeof openApi>): string {
  return `${JSON.stringify(openApi(...given), null, 2)}\n`;
}

function pathParameters({ params }: Operation, schemaOf: SchemaOf): object[] {
  return Object.entries(params).map(([name, schema]) => ({
    name,
    in: "path",
    required: true,
    schema: schemaOf(schema, "input"),
  }));
}

function queryParameters({ method, input }: Operation, schemaOf: SchemaOf): object[] {
  if (method !== "GET") return [];
  const { required = [] } = schemaOf(input, "input") as { readonly required?: readonly string[] };
  return writtenNames(input).map(({ name, key, form, schema }) => ({
    name,
    in: "query",
    required: form === null && required.includes(key),
    schema: schemaOf(form === null ? withoutForms(schema) : schema, "input"),
  }));
}

/** In a query the text itself; its other forms have names of their own. */
function withoutForms(schema: z.core.$ZodType): z.core.$ZodType {
  const forms = writtenNames(z.object({ key: schema })).filter(({ form }) => form !== null);
  return forms.length === 0 ? schema : z.string();
}

function requestBody({ method, input }: Operation, schemaOf: SchemaOf): object {
  if (method === "GET" || (input instanceof z.ZodObject && Object.keys(input.shape).length === 0)) return {};
  return { requestBody: { required: true, content: { "application/json": { schema: schemaOf(input, "input") } } } };
}

function contentOf({ kind, output, status, media }: Operation, schemaOf: SchemaOf): object {
  if (status === 204) return {};
  if (kind === "file" || output === null) return { content: { [media]: { schema: { type: "string" } } } };
  const type = kind === "events" ? "text/event-stream" : "application/json";
  return { content: { [type]: { schema: schemaOf(output, "output") } } };
}

/** Makes JSON Schemas. A schema with an id becomes a component of the document. */
function collector(schemas: Record<string, Schema>): SchemaOf {
  return (schema, io) => {
    // zod refers to a schema with an id everywhere but at the root.
    const made = z.toJSONSchema(z.array(schema as z.ZodType), {
      io,
      unrepresentable: "any",
      override({ jsonSchema }) {
        delete jsonSchema.id;
        // A RegExp is no JSON.
        if (jsonSchema.anyOf !== undefined)
          jsonSchema.anyOf = jsonSchema.anyOf.filter((form) => Object.keys(form).length > 0);
      },
    });
    const moved = JSON.stringify(made).replaceAll('"#/$defs/', '"#/components/schemas/');
    const { items, $defs = {} }: { items: Schema; $defs?: Record<string, Schema> } = JSON.parse(moved);
    for (const [id, schema] of Object.entries($defs)) {
      const earlier = schemas[id];
      if (id !== "Json" && earlier !== undefined && JSON.stringify(earlier) !== JSON.stringify(schema))
        throw new Error(`${id} has one schema as input and another as output`);
      // Generators of code take no schema that refers to itself alone.
      schemas[id] = id === "Json" ? { description: "Any JSON" } : schema;
    }
    return items;
  };
}
