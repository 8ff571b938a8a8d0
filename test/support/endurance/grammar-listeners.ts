// Requests that each HTTP listener accepts: the operations of the providers' vocabularies and of the control API's table, so that one that
// is added is asked for too, with values for their fields that mean something there.

import * as z from "zod";
import { walk } from "../../../src/api/operation.ts";
import { table } from "../../../src/api/table.ts";
import type { OperationVocabulary } from "../../../src/core/vocabulary.ts";
import { vocabulary as mensagem } from "../../../src/providers/mensagem/vocabulary.ts";
import { serviceFiles } from "../../../src/providers/mobilepronto/services.ts";
import { vocabulary as mobilepronto } from "../../../src/providers/mobilepronto/vocabulary.ts";
import { vocabulary as sophia } from "../../../src/providers/sophia/vocabulary.ts";
import { samples, bodies as wholes } from "./grammar-samples.ts";

/** Each field with values that mean something there. */
export type Fields = Readonly<Record<string, readonly string[]>>;
export type HttpListenerName = "mensagem" | "mobilepronto" | "wbsapi" | "sophia" | "control";
export type Kind = "query" | "form" | "json" | "soap11" | "soap12" | "multipart";

export interface Way {
  readonly path: string;
  readonly operation: string;
  /** Name on the wire, where the vocabulary has another. */
  readonly wireName?: string;
  /** Method of a form or JSON; default POST. */
  readonly method?: string;
  readonly namespace?: string;
  readonly fields: Fields;
  /** Whole bodies in JSON that are right. */
  readonly bodies?: readonly string[];
  readonly kinds: readonly Kind[];
}

/** @throws for a field that nobody knows a value of */
function fieldsOf(provider: keyof typeof samples, operation: string, names: readonly string[]): Fields {
  const { common, own } = samples[provider];
  return Object.fromEntries(
    names.map((name) => {
      const values = own[operation]?.[name] ?? common[name];
      if (values === undefined) throw new Error(`grammar-samples.ts has no value for ${name} of ${operation}`);
      return [name, values];
    }),
  );
}

/** Its channels as kinds of request. */
const kindsOf = ({ channels }: OperationVocabulary): readonly Kind[] =>
  channels.map((channel) => {
    if (channel === "get") return "query";
    if (channel === "smpp") throw new Error("no request of HTTP");
    return channel;
  });

const through = (operations: readonly OperationVocabulary[], channel: string): readonly OperationVocabulary[] =>
  operations.filter(({ channels }) => channels.some((item) => item === channel));

const gateway: readonly Way[] = serviceFiles.flatMap(({ path, namespace, operations }) =>
  operations.map(({ method, vocabulary, parameters }): Way => {
    const names = parameters.map(({ name }) => name);
    const { name } = vocabulary;
    const answered = fieldsOf("mobilepronto", name, names);
    return { path, operation: name, wireName: method ?? name, namespace, fields: answered, kinds: kindsOf(vocabulary) };
  }),
);

const pages: Readonly<Record<string, string>> = {
  enviasms: "/smspush/enviasms.aspx",
  smsfollow: "/smsfollow/smsfollow.aspx",
  smscredits: "/smscredits/credits.aspx",
  smsstatus: "/smsstatus/status.aspx",
  query01: "/query01/query01.aspx",
};
const gatewayPages: readonly Way[] = mobilepronto.operations.flatMap((operation): Way[] => {
  const { name, requestFields } = operation;
  const page = pages[name];
  if (page === undefined) return [];
  const fields = fieldsOf("mobilepronto", name, requestFields);
  return [{ path: `/sms/v_3_00${page}`, operation: name, fields, kinds: kindsOf(operation) }];
});

/** Requests act on a sandbox that comes and goes. */
const names: Readonly<Record<string, string>> = {
  sandbox: "scratch",
  provider: "sophia",
  account: "main",
  message: "1",
  request: "1",
  callback: "1",
};
/** Operations of the control API: names of the query of a GET, schema of the body of others that have one. */
export const controlOperations = [...walk(table)].map(([id, { method, path, input }]) => {
  const names = input instanceof z.ZodObject ? Object.keys(input.shape) : null;
  const body = method === "GET" || names?.length === 0 ? undefined : input;
  return { id, method, path, query: method === "GET" ? (names ?? []) : [], body };
});
const control: readonly Way[] = controlOperations.map(({ id, method, path, query, body }): Way => {
  const fields = fieldsOf("control", id, query);
  const bodies = (wholes[id] ?? []).map((item) => JSON.stringify(item));
  if (body !== undefined && bodies.length === 0) throw new Error(`grammar-samples.ts has no body for ${id}`);
  return {
    path: `/torpedo/v1${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => names[name] ?? name)}`,
    operation: id,
    method,
    fields: body === undefined ? fields : { ...fields, text: ["Oi"], name: ["scratch"] },
    bodies,
    kinds: method === "GET" ? ["query"] : ["json"],
  };
});

export const httpListeners: Readonly<Record<HttpListenerName, readonly Way[]>> = {
  mensagem: through(mensagem.operations, "get").map((operation) => ({
    path: `/sms/${operation.name}`,
    operation: operation.name,
    fields: fieldsOf("mensagem", operation.name, operation.requestFields),
    kinds: [...kindsOf(operation), ...kindsOf(operation), "form"],
  })),
  mobilepronto: [...gateway, ...gatewayPages],
  wbsapi: through(mensagem.operations, "soap11").map((operation) => ({
    path: "/wbsapi.asmx",
    operation: operation.name,
    namespace: "http://tempuri.org/",
    fields: fieldsOf("mensagem", operation.name, operation.requestFields),
    kinds: [...kindsOf(operation), "query"],
  })),
  sophia: sophia.operations.map((operation) => ({
    path: `/api/${operation.name}.php`,
    operation: operation.name,
    fields: fieldsOf("sophia", operation.name, operation.requestFields),
    bodies: (wholes[operation.name] ?? []).map((item) => JSON.stringify(item)),
    kinds: [...kindsOf(operation), "multipart"],
  })),
  control,
};
