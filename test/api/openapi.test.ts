// The document and the routes come from one table; here every operation is called, and its answer held against the document.

import { Validator } from "@seriousme/openapi-schema-validator";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Emulator } from "../../src/client/sandbox.ts";
import { emulate, sendMensagem, sendSophia, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

interface Document {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}
interface Described {
  readonly operationId: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: object;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> };
  readonly responses: Readonly<
    Record<
      string,
      { readonly description: string; readonly content?: Readonly<Record<string, { readonly schema: JsonSchema }>> }
    >
  >;
}
type JsonSchema = Parameters<typeof z.fromJSONSchema>[0];

async function documentOf(emulator: Emulator): Promise<Document> {
  return (await fetch(`${emulator.urls.http}/torpedo/v1/openapi.json`)).json() as Promise<Document>;
}

function operationsOf(document: Document): { readonly at: string; readonly described: Described }[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({ at: `${method.toUpperCase()} ${path}`, described })),
  );
}

/** The schema as a checker, with all that it refers to. @throws when something it refers to is not in the document */
function schemaFrom(document: Document, schema: JsonSchema): z.ZodType {
  const whole = JSON.stringify({ ...Object(schema), $defs: document.components.schemas });
  return z.fromJSONSchema(JSON.parse(whole.replaceAll("#/components/schemas/", "#/$defs/")));
}

/** Requests in this order: what removes comes last. */
const requests: Readonly<
  Record<string, { readonly query?: string; readonly body?: unknown; readonly path?: Record<string, string> }>
> = {
  certificate: {},
  live: {},
  ready: {},
  about: {},
  coverage: {},
  testNumbers: {},
  shippedScenarios: {},
  scenarioCoverage: {},
  metrics: {},
  openapi: {},
  sandboxesList: { query: "limit=10" },
  sandboxesCreate: {
    body: { name: "other", clock: "manual", idle: "1h", accounts: { "sophia/main": { credits: 5 } } },
  },
  sandboxInfo: {},
  sandboxSet: { body: { testNumbers: true, limits: { messages: 100 } } },
  sandboxClockRead: {},
  sandboxClockAgenda: { query: "limit=10" },
  sandboxClockSet: { body: { clock: { mode: "manual", start: "2026-03-02T12:00:00Z" } }, path: { sandbox: "other" } },
  sandboxAccountsList: {},
  sandboxAccountsGet: {},
  sandboxAccountsTestCallback: { body: { about: "report" } },
  sandboxAccountsPut: { body: { credits: 7, details: { token: "PUT" }, rate: "10/s" }, path: { account: "put" } },
  sandboxAccountsChange: { body: { credits: "+1" } },
  sandboxAccountsRemove: { path: { account: "put" } },
  sandboxScenarioPut: { body: { shipped: "switched-by-a-test" } },
  sandboxScenarioRead: {},
  sandboxScenarioEdit: {
    body: { insert: { rule: "one more", when: { to: "5521*" }, then: [{ answer: "no-credit" }] }, before: 1 },
  },
  sandboxScenarioSet: { body: { name: "gateway", value: "up" } },
  sandboxNext: { body: { operation: "send", answer: "97", times: 2 } },
  sandboxFrontRules: {},
  sandboxRemoveFrontRule: { path: { rule: "1" } },
  sandboxScenarioCoverage: {},
  sandboxScenarioCheck: { body: { scenario: { scenario: "x", rules: [] } } },
  sandboxScenarioRemove: {},
  sandboxMessages: { query: "to=11999990001&newestFirst=true&textGlob=O*" },
  sandboxMessage: {},
  sandboxClockAdvance: { body: { by: "10s" } },
  sandboxReport: { body: { status: "undelivered" }, path: { message: "3" } },
  sandboxReachable: { body: { phone: "11999990001" } },
  sandboxRelease: { body: { accepted: true }, path: { message: "2" } },
  sandboxSendInbound: { body: { from: "11999990001", text: "SIM" } },
  sandboxInboundMessages: {},
  sandboxRequests: { query: "provider=sophia" },
  sandboxRequest: {},
  sandboxPhones: { query: "number=9999&limit=10" },
  sandboxSamples: {},
  sandboxSessions: {},
  sandboxCallbacks: {},
  sandboxCallback: {},
  sandboxRepeat: {},
  sandboxWait: { body: { what: "messages", where: { text: "Oi" } } },
  sandboxVerify: { body: { what: "requests", atLeast: 1 } },
  sandboxExport: { query: "format=har" },
  sandboxConduct: {},
  sandboxOverview: { query: "buckets=10" },
  events: {},
  sandboxSave: { body: { name: "half" } },
  sandboxSnapshots: {},
  sandboxFork: { body: { name: "trial", snapshot: "half" } },
  sandboxRestore: { body: { snapshot: "half" } },
  sandboxRemoveSnapshot: { path: { snapshot: "half" } },
  sandboxReset: {},
  sandboxRemove: { path: { sandbox: "other" } },
};

describe("the OpenAPI document", () => {
  it("is valid by the schema that the OpenAPI Initiative publishes for 3.1", async () => {
    const emulator = await emulate();
    const read = async (): Promise<Record<string, unknown>> =>
      (await fetch(`${emulator.urls.http}/torpedo/v1/openapi.json`)).json() as Promise<Record<string, unknown>>;
    expect(await new Validator().validate(await read())).toEqual({ valid: true });
    // The validator does look: without what the schema asks for it refuses.
    const { info: _, ...spoilt } = await read();
    expect((await new Validator().validate(spoilt)).valid).toBe(false);
  });

  it("is made once (R16)", async () => {
    const { control } = await emulate();
    expect(await control.openapi()).toBe(await control.openapi());
  });

  it("is whole: unique ids, parameters of the path, schemas that are schemas", async () => {
    const document = await documentOf(await emulate());
    expect(document.openapi).toBe("3.1.0");
    expect(document.servers).toEqual([{ url: "/torpedo/v1" }]);
    const operations = operationsOf(document);
    const ids = operations.map(({ described }) => described.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { at, described } of operations) {
      const inPath = [...at.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const given = described.parameters.filter((parameter) => parameter.in === "path");
      expect(
        given.map(({ name }) => name),
        at,
      ).toEqual(inPath);
      expect(
        given.every(({ required }) => required),
        at,
      ).toBe(true);
      expect(described.requestBody === undefined || !at.startsWith("GET"), at).toBe(true);
      expect(Object.keys(described.responses), at).toContain("default");
      for (const { description, content = {} } of Object.values(described.responses)) {
        expect(description, at).not.toBe("");
        for (const { schema } of Object.values(content)) {
          expect(() => schemaFrom(document, schema), at).not.toThrow();
        }
      }
      for (const { schema } of Object.values(described.requestBody?.content ?? {}))
        expect(() => schemaFrom(document, schema), at).not.toThrow();
    }
  });

  it("tells the truth: each operation is called and answers as it says", async () => {
    const emulator = await emulate(
      { "sophia/main": { callbacks: { dlr: "http://127.0.0.1:9/dlr" } } },
      { tlsSelfSigned: "on", httpsPort: 0 },
    );
    await sendSophia(emulator);
    await expect(sendMensagem(emulator, { n: "11900018200" })).rejects.toThrow("ANTIFRAUDE");
    await sendMensagem(emulator, { n: "11900011100" });
    const document = await documentOf(emulator);
    const operations = operationsOf(document);
    expect(Object.keys(requests).sort()).toEqual(operations.map(({ described }) => described.operationId).sort());
    for (const [id, { query, body, path }] of Object.entries(requests)) {
      const result = operations.find(({ described }) => described.operationId === id);
      const [method = "", pattern = ""] = result?.at.split(" ") ?? [];
      const values: Record<string, string> = {
        sandbox: "default",
        provider: "sophia",
        account: "main",
        message: "1",
        request: "1",
        callback: "1",
        ...path,
      };
      const address = pattern.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
      const cut = new AbortController();
      const response = await fetch(
        `${emulator.urls.http}/torpedo/v1${address}${query === undefined ? "" : `?${query}`}`,
        {
          method,
          signal: cut.signal,
          ...(body === undefined
            ? {}
            : { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } }),
        },
      );
      const [status = "", described] = Object.entries(result?.described.responses ?? {})[0] ?? [];
      if (id === "events") {
        expect(response.headers.get("content-type")).toContain("text/event-stream");
        cut.abort();
        continue;
      }
      const text = await response.text();
      expect([id, response.status, response.status < 300 ? "" : text]).toEqual([id, Number(status), ""]);
      const schema = described?.content?.["application/json"]?.schema;
      if (schema !== undefined)
        expect(schemaFrom(document, schema).safeParse(JSON.parse(text)).error, id).toBeUndefined();
    }
  });
});
