// JSON Schemas of config and accounts files, for editors. They follow from what reads the files.

import { z } from "zod";
import type { Json, JsonObject } from "../core/json.ts";
import type { ValueKind } from "../core/validate.ts";
import type { Provider } from "../providers/provider.ts";
import { accountsFile } from "./accounts-schema.ts";
import { anchorsKey } from "./read.ts";
import { settingsFor } from "./settings.ts";

const dialect = "https://json-schema.org/draft/2020-12/schema";

export const fileKinds = ["accounts", "config"] as const;

/** Text of the JSON Schema of a kind of file. */
export function fileSchemaText(kind: (typeof fileKinds)[number], registry: readonly Provider[]): string {
  const schema = kind === "accounts" ? accountsSchema() : configSchema(registry);
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function accountsSchema(): object {
  const schema = z.toJSONSchema(accountsFile, { io: "input", unrepresentable: "any" });
  return { $id: "accounts.schema.json", title: "Accounts file of Torpedo", ...schema };
}

function configSchema(registry: readonly Provider[]): JsonObject {
  const rows = settingsFor(registry).map(({ key, help, otherwise, schema }) => {
    const whole = key === "providers" ? providersSchema(registry) : schema;
    return [key, { ...whole, description: `${sentence(help)}. Default: ${otherwise}` }] as const;
  });
  return {
    $id: "config.schema.json",
    $schema: dialect,
    title: "Config file of Torpedo",
    type: "object",
    properties: { $schema: { type: "string" }, ...Object.fromEntries(rows), [anchorsKey]: anchorsSchema },
    additionalProperties: false,
  };
}

const anchorsSchema: JsonObject = {
  type: ["object", "null"],
  additionalProperties: { type: "string" },
  description: "Places in the code by id, account or provider, for the SARIF of checks: `TC2*: src/sms.ts:40`",
};

function providersSchema(registry: readonly Provider[]): JsonObject {
  const rows = registry.map(({ id, settings }) => [id, schemaOf(settings.kind)] as const);
  return { type: "object", properties: Object.fromEntries(rows), additionalProperties: false };
}

function schemaOf(kind: ValueKind): JsonObject {
  switch (kind.is) {
    case "text":
      return { type: ["string", "number", "boolean", "null"] };
    case "flag":
      return { enum: [true, false, "on", "off", null] };
    case "number":
      return { type: [kind.whole ? "integer" : "number", "null"], minimum: kind.min, maximum: kind.max };
    case "choice":
      return { enum: [...kind.words, ...(kind.words.includes("on") ? [true, false] : []), null] };
    case "list":
      return { type: ["array", "null"], items: schemaOf(kind.items) };
    default:
      return recordSchema(kind.fields);
  }
}

function recordSchema(fields: Readonly<Record<string, ValueKind>>): JsonObject {
  const rows = Object.entries(fields).map(([name, kind]): [string, Json] => [name, schemaOf(kind)]);
  return { type: ["object", "null"], properties: Object.fromEntries(rows), additionalProperties: false };
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
