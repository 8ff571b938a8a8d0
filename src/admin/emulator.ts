import * as answers from "./answers.ts";
import { metricsText } from "./metrics.ts";
import { openApi } from "./openapi.ts";
import { type Operation, operation } from "./operation.ts";
import { json, Problem } from "./problem.ts";
import type { Tally } from "./tally.ts";

/** @param all every operation, these too: for the document */
export function emulatorOperations(tally: Tally, all: () => readonly Operation[]): readonly Operation[] {
  return [
    operation("GET /health/live", {
      id: "live",
      summary: "The process answers. Asks for no token",
      answer: answers.health,
      run: async () => ({ status: "live" }),
    }),
    operation("GET /health/ready", {
      id: "ready",
      summary: "Every door is open. Asks for no token",
      answer: answers.health,
      run: async () => ({ status: "ready" }),
    }),
    operation("GET /about", {
      id: "about",
      summary: "Version, where the doors are, the providers, the certificate",
      answer: answers.about,
      run: ({ control }) => control.about(),
    }),
    operation("GET /certificate", {
      id: "certificate",
      summary: "The certificate of the doors over TLS, as PEM",
      media: "application/x-pem-file",
      async run({ control }) {
        const { certificate } = await control.about();
        if (certificate === undefined) {
          const remedy = "start it with --tls-self-signed on, or with --tls-cert and --tls-key";
          throw new Problem(404, "no door speaks TLS", "certificate", remedy);
        }
        return { status: 200, headers: [["Content-Type", "application/x-pem-file"]], body: certificate.pem };
      },
    }),
    operation("GET /coverage", {
      id: "coverage",
      summary: "What each provider's behaviour rests on",
      answer: answers.coverage,
      run: ({ control }) => control.coverage(),
    }),
    operation("GET /rehearsal", {
      id: "rehearsal",
      summary: "The numbers that reach every outcome without a scenario",
      answer: answers.rehearsal,
      run: ({ control }) => control.rehearsal(),
    }),
    operation("GET /library", {
      id: "library",
      summary: "The scenarios that come with the package",
      answer: answers.library,
      run: ({ control }) => control.library(),
    }),
    operation("GET /metrics", {
      id: "metrics",
      summary: "Counters in Prometheus' text form",
      media: "text/plain",
      run: async ({ control }) => ({
        status: 200,
        headers: [["Content-Type", "text/plain; version=0.0.4; charset=utf-8"]],
        body: metricsText(tally, (await control.about()).sandboxes, process.memoryUsage.rss()),
      }),
    }),
    operation("GET /openapi.json", {
      id: "openapi",
      summary: "This document",
      media: "application/json",
      run: async ({ control }) => json(openApi(all(), (await control.about()).version)),
    }),
  ];
}
