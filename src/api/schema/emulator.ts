import * as z from "zod";
import { codeKinds } from "../../core/code-kinds.ts";
import { number, operationName, providerId, text, textFinding } from "./common.ts";

export const problem = z
  .object({
    status: number,
    title: text,
    detail: text.meta({ description: "The whole mistake in one sentence" }),
    where: text,
    remedy: text,
    findings: z.array(textFinding).exactOptional(),
  })
  .meta({ id: "Problem" });
export type ProblemView = z.output<typeof problem>;

export const health = z
  .object({ status: text, cause: text.exactOptional().meta({ description: "Why it is not ready" }) })
  .meta({ id: "Health" });
export const about = z
  .object({
    version: text,
    listeners: z.record(text, text).meta({ description: "Addresses of HTTP, host:port of SMPP" }),
    providers: z.array(z.object({ id: text, title: text, colour: text, kinds: z.array(text) })),
    dialect: z.record(text, z.unknown()).meta({ description: "Settings of the providers, as they were given" }),
    sandboxes: number,
    certificate: z.object({ pem: text, fingerprint256: text }).exactOptional(),
  })
  .meta({ id: "About" });
export type About = z.output<typeof about>;

const point = z
  .object({
    point: text,
    shows: z.array(text),
    evidence: z.enum(["documented", "observed", "assumed"]),
    source: text,
    dialectOption: text.exactOptional().meta({ description: "Setting that decides it otherwise" }),
  })
  .meta({ id: "CoveragePoint" });
const coveredCode = z
  .object({
    operation: operationName,
    code: text,
    text,
    kinds: z.array(z.enum(codeKinds)).meta({
      description: "Reaction that the code asks of a client; several where the code leaves it open",
    }),
    evidence: z.enum(["documented", "assumed"]).meta({ description: "Why the kinds are believed" }),
  })
  .meta({ id: "CoveredCode" });
const coveredOperation = z.object({
  name: operationName,
  channels: z.array(text),
  sends: z.boolean().meta({ description: "True if it sends messages" }),
});
export const coverage = z
  .object({
    provider: providerId,
    title: text,
    points: z.array(point),
    operations: z.array(coveredOperation),
    codes: z.array(coveredCode),
  })
  .meta({ id: "ProviderCoverage" });
export type CoverageView = z.output<typeof coverage>;

const testNumber = z.object({
  code: text,
  about: text,
  portuguese: text.meta({ description: "The same in Portuguese" }),
});
export const testNumbers = z
  .object({
    lifecycles: z.array(testNumber),
    replies: z.array(testNumber),
    codes: z.array(z.object({ provider: providerId, operation: operationName, code: text, text })),
  })
  .meta({ id: "TestNumbers" });

const httpRequest = z
  .object({
    by: z.literal("http"),
    method: z.enum(["GET", "POST"]),
    url: text,
    headers: z.record(text, text),
    body: text,
  })
  .meta({ id: "SampleHttpRequest" });
const smppBind = z
  .object({ by: z.literal("smpp"), host: text, port: number, systemId: text, password: text })
  .meta({ id: "SampleSmppBind" });
export const sample = z
  .object({
    name: text.meta({ description: "As `torpedo send` takes it" }),
    title: text,
    provider: providerId,
    account: text,
    address: text.meta({ description: "A URL, or host:port of SMPP" }),
    credentials: z.array(z.tuple([text, text])).meta({ description: "Names and values, by the provider's names" }),
    example: z.discriminatedUnion("by", [httpRequest, smppBind]),
  })
  .meta({ id: "Sample" });
export type SampleView = z.output<typeof sample>;

export const shippedScenario = z
  .object({ name: text, title: text, about: text, portuguese: z.object({ title: text, about: text }) })
  .meta({ id: "ShippedScenario" });
export type ShippedScenarioView = z.output<typeof shippedScenario>;
