// What the control API answers with: the OpenAPI document is made from it, and the client reads answers by it into the very
// types of the control room. A test holds real answers against it.

import { z } from "zod";
import { channels } from "../core/message.ts";
import { callbackStates } from "../core/ports.ts";
import { statuses } from "../core/status.ts";

const number = z.int();
const text = z.string();
const fields = z.record(text, z.json());
export const status = z.enum(statuses);

const finding = z.object({ line: number, column: number, found: text, remedy: text });
export const problem = z
  .object({
    status: number,
    title: text,
    detail: text.meta({ description: "All of it in one sentence" }),
    where: text,
    remedy: text,
    findings: z.array(finding).exactOptional(),
  })
  .meta({ id: "Problem" });

const facts = z.object({
  operator: text.exactOptional(),
  procon: z.boolean().exactOptional(),
  blackList: z.boolean().exactOptional(),
  cancelled: z.boolean().exactOptional(),
  invalid: z.boolean().exactOptional(),
});
const addresses = z.object({
  dlr: text.exactOptional(),
  mo: text.exactOptional(),
  allowedHosts: z.array(text).exactOptional(),
  timeoutMs: z.number().exactOptional(),
  parallel: z.number().exactOptional(),
});

/** `provider/name`. */
export const accountKey = z.templateLiteral([z.string(), "/", z.string()]);
export const account = z
  .object({
    sandbox: text,
    provider: text,
    name: text,
    enabled: z.boolean(),
    prepaid: z.boolean(),
    credits: z.record(text, z.number()),
    callbacks: addresses,
    numbers: z.record(text, facts),
    rate: z.object({ perSecond: z.number(), burst: z.number() }).exactOptional(),
    details: fields.meta({ description: "The provider's own part, with the credentials" }),
  })
  .meta({ id: "Account" });

export const clock = z
  .object({
    mode: z.enum(["real", "speeded", "manual"]),
    now: number,
    iso: text,
    speed: z.number(),
    next: number.nullable(),
  })
  .meta({ id: "Clock" });

export const sandbox = z
  .object({
    name: text,
    seed: text,
    rehearsal: z.boolean(),
    clock,
    limits: z.object({ messages: number, calls: number, callBytes: number, callbacks: number }),
    idleMs: number,
    counts: z.object({ messages: number, inbounds: number, calls: number, callbacks: number, due: number }),
    scenario: text.nullable(),
    accounts: z.array(account),
  })
  .meta({ id: "Sandbox" });

const plan = z.object({
  copies: number.exactOptional(),
  order: z.enum(["reversed", "shuffled"]).exactOptional(),
  lose: number.exactOptional(),
  delay: z.number().exactOptional(),
  beforeAnswer: z.boolean().exactOptional(),
});
export const message = z
  .object({
    seq: number,
    sandbox: text,
    id: text,
    provider: text,
    account: accountKey,
    operation: text,
    channel: z.enum(channels),
    to: text,
    toWritten: text,
    from: text,
    text,
    clientId: text.exactOptional(),
    kind: text,
    encoding: z.enum(["gsm", "ucs2", "octets"]),
    parts: number,
    status,
    statusAt: number,
    acceptedAt: number,
    call: number,
    word: text.exactOptional(),
    scheduledFor: number.exactOptional(),
    priority: number.exactOptional(),
    expiresAt: number.exactOptional(),
    sentAt: number.exactOptional(),
    finalAt: number.exactOptional(),
    callbacks: plan.exactOptional(),
    life: z.array(z.object({ status, after: z.number(), word: text.exactOptional() })),
    debits: z.array(z.object({ kind: text, amount: z.number() })),
    replies: z.array(z.object({ text, after: z.number() })),
    fields,
  })
  .meta({ id: "Message" });

export const inbound = z
  .object({
    seq: number,
    sandbox: text,
    id: text,
    provider: text,
    account: accountKey,
    from: text,
    to: text,
    text,
    receivedAt: number,
    answers: number.exactOptional(),
    fetched: z.boolean(),
  })
  .meta({ id: "Inbound" });

const row = {
  seq: number,
  sandbox: text,
  at: number,
  door: text,
  provider: text,
  operation: text,
  channel: text,
  account: accountKey.exactOptional(),
  remote: text,
  code: text,
  decidedBy: text,
  nearMiss: text.exactOptional(),
  fault: text.exactOptional(),
  messages: z.array(number),
  findings: z.array(z.object({ text, source: text })),
};
export const callRow = z.object(row).meta({ id: "CallRow" });
const raw = z.object({ text, base64: text });
const pdu = z.array(z.object({ name: text, value: z.union([text, z.number()]), at: number, length: number }));
export const call = z
  .object({
    ...row,
    request: raw,
    answer: raw.nullable(),
    meaning: z.object({ code: text, text, section: text, arises: text }).exactOptional(),
    pdus: z.object({ request: pdu, answer: pdu }).exactOptional(),
  })
  .meta({ id: "Call" });

export const attempt = z
  .object({
    callback: number,
    number,
    at: number,
    address: text,
    request: text,
    status: number.nullable(),
    answer: text,
    durationMs: z.number(),
    error: text,
  })
  .meta({ id: "Attempt" });
const entry = {
  seq: number,
  sandbox: text,
  account: accountKey,
  provider: text,
  about: z.enum(["report", "inbound"]),
  ref: number,
  status: status.exactOptional(),
  by: z.enum(["http", "smpp"]),
  at: number,
  state: z.enum(callbackStates),
  tries: number,
  data: fields,
};
export const callback = z.object({ ...entry, attempts: z.array(attempt) }).meta({ id: "Callback" });

export const story = z.object({
  message,
  call: call.nullable(),
  steps: z.array(z.object({ message: number, at: number, status, word: text.exactOptional(), by: text })),
  callbacks: z.array(callback),
  inbounds: z.array(inbound),
});

export const scenario = z
  .object({
    title: text,
    about: text,
    file: text,
    text,
    startedAt: number,
    english: text,
    rules: z.array(z.object({ number, title: text, english: text, uses: number })),
    variables: z.record(text, text),
    nearMisses: z.array(z.object({ at: number, provider: text, operation: text, sentence: text })),
  })
  .meta({ id: "Scenario" });
export const scenarioCheck = z.object({
  findings: z.array(finding),
  english: text.nullable(),
});

const happenedStatus = z.object({ kind: z.literal("status"), at: number, message: number, id: text, status });
const happenedInbound = z.object({ kind: z.literal("inbound"), at: number, inbound: number, from: text, text });
const happenedAttempt = z.object({
  kind: z.literal("attempt"),
  at: number,
  callback: number,
  number,
  status: number.nullable(),
  error: text,
});
const happenedCallback = z.object({
  kind: z.literal("callback"),
  at: number,
  callback: number,
  state: z.enum(callbackStates),
});
const happenedTimeline = z.object({ kind: z.literal("timeline"), at: number, number });
export const advanced = z.object({
  from: number,
  now: number,
  cut: z.boolean(),
  counts: z.object({ status: number, inbound: number, attempt: number, callback: number, timeline: number }),
  happened: z.array(
    z.discriminatedUnion("kind", [
      happenedStatus,
      happenedInbound,
      happenedAttempt,
      happenedCallback,
      happenedTimeline,
    ]),
  ),
  unanswered: z.array(happenedAttempt),
});

const outcome = { ok: z.boolean(), failure: text.nullable() };
export const waited = z.discriminatedUnion("what", [
  z.object({ what: z.literal("messages"), found: z.array(message), ...outcome }),
  z.object({ what: z.literal("calls"), found: z.array(callRow), ...outcome }),
  z.object({ what: z.literal("callbacks"), found: z.array(callback), ...outcome }),
  z.object({ what: z.literal("inbounds"), found: z.array(inbound), ...outcome }),
]);
export const checked = z.object({ count: number, ...outcome });
export const about = z.object({
  version: text,
  doors: z.record(text, text),
  providers: z.array(z.object({ id: text, title: text, colour: text, kinds: z.array(text) })),
  sandboxes: number,
  certificate: z.object({ pem: text, fingerprint256: text }).exactOptional(),
});
export const coverage = z.array(
  z.object({
    provider: text,
    title: text,
    points: z.array(
      z.object({
        point: text,
        shows: z.array(text),
        evidence: z.enum(["documented", "observed", "assumed"]),
        source: text,
        reading: text.exactOptional(),
      }),
    ),
  }),
);
const codeRow = z.object({ code: text, about: text });
export const rehearsal = z.object({
  lives: z.array(codeRow),
  replies: z.array(codeRow),
  codes: z.array(z.object({ provider: text, operation: text, code: text, text })),
});
export const library = z.array(z.object({ name: text, title: text, about: text }));
export const health = z.object({ status: text });
