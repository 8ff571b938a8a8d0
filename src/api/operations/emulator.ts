import { Buffer } from "node:buffer";
import * as z from "zod";
import {
  type TestNumberLife,
  type TestNumberReply,
  testNumberLifecycles,
  testNumberReplies,
} from "../../core/test-number-tables.ts";
import type { Vocabulary } from "../../core/vocabulary.ts";
import { metricsText } from "../metrics.ts";
import type { FileParts } from "../operation.ts";
import { readiness } from "../readiness.ts";
import { jsonObject } from "../schema/common.ts";
import { scenarioCoverage } from "../schema/coverage.ts";
import { about, coverage, health, shippedScenario, testNumbers } from "../schema/emulator.ts";
import { file, value } from "./entries.ts";

export const emulatorOperations = {
  live: value("GET /health/live", {
    summary: "Answers while the process runs. Asks for no token",
    output: health,
    run: () => ({ status: "live" }),
  }),
  ready: value("GET /health/ready", {
    summary:
      "Answers once every listener is open; 503 with the cause while the data file takes nothing. Asks for no token",
    output: health,
    run: ({ store }) => readiness(store.obstacle),
  }),
  about: value("GET /about", {
    summary: "Shows version, listeners, providers and the certificate",
    output: about,
    run: (api) => ({ ...api.about(), sandboxes: api.sandboxes.list().length }),
  }),
  certificate: file("GET /certificate", {
    summary:
      "Gives the certificates to trust, as PEM: of the TLS listeners, and the authority for HTTPS through the proxy",
    media: "application/x-pem-file",
    // A failure to open the authority is the answer; once the file has begun, the status is out.
    run: async (api) => {
      const own = api.about().certificate?.pem ?? "";
      return textFile("application/x-pem-file", own + (await api.authority()));
    },
  }),
  coverage: value("GET /coverage", {
    summary: "Shows the evidence for each provider's behaviour, and the kinds of its codes",
    output: z.array(coverage),
    run: ({ coverage: all, vocabularies }) =>
      all.map(({ points, codes, ...provider }) => ({
        ...provider,
        operations: operationsOf(vocabularies.find((vocabulary) => vocabulary.provider === provider.provider)),
        codes: codes.map(({ operation, code, text, kinds, kindEvidence: evidence }) => ({
          ...{ operation, code, text, evidence },
          kinds: [...kinds],
        })),
        points: points.map(({ dialectOption, ...point }) => ({
          ...point,
          ...(dialectOption === undefined ? {} : { dialectOption }),
        })),
      })),
  }),
  testNumbers: value("GET /test-numbers", {
    summary: "Lists the phone numbers that force an outcome without a scenario",
    output: testNumbers,
    run: ({ vocabularies }) => ({
      lifecycles: testNumberLifecycles.map(testNumberRow),
      replies: testNumberReplies.map(testNumberRow),
      codes: vocabularies.flatMap(({ provider, operations }) =>
        operations
          .filter(({ sends }) => sends)
          .flatMap(({ name: operation, codes }) =>
            codes
              .filter(({ success }) => success !== true)
              .map(({ code, text }) => ({ provider, operation, code, text })),
          ),
      ),
    }),
  }),
  scenarioCoverage: value("GET /scenario-coverage", {
    summary: "Counts the use of every scenario since the start, in all sandboxes, removed ones too",
    output: z.array(scenarioCoverage),
    run: (api) => api.scenarios.allCoverage(),
  }),
  shippedScenarios: value("GET /shipped-scenarios", {
    summary: "Lists the scenarios that come with the package",
    output: z.array(shippedScenario),
    run: (api) => api.scenarios.library(),
  }),
  metrics: file("GET /metrics", {
    summary: "Gives counters in Prometheus' text format",
    media: "text/plain",
    run: (api) =>
      textFile("text/plain; version=0.0.4; charset=utf-8", metricsText(api.counters, api.sandboxes.list().length)),
  }),
  openapi: value("GET /openapi.json", {
    summary: "Gives the OpenAPI document of this API",
    output: jsonObject,
    run: (api) => api.document(),
  }),
};

function testNumberRow({ code, about: { en, pt } }: TestNumberLife | TestNumberReply) {
  return { code, about: en, portuguese: pt };
}

function operationsOf(vocabulary: Vocabulary | undefined) {
  const operations = vocabulary?.operations ?? [];
  // An operation that leaves for the client is no request of a client.
  return operations
    .filter(({ outward }) => outward !== true)
    .map(({ name, channels, sends }) => ({ name, channels: [...channels], sends }));
}

/** A text that is shown rather than saved. */
function textFile(mediaType: string, text: string): FileParts {
  return {
    mediaType,
    fileName: "",
    parts: (async function* () {
      yield Buffer.from(text);
    })(),
  };
}
