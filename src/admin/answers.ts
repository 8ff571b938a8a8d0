// What the control API answers with, for the OpenAPI document; a test holds real answers against it.

import { z } from "zod";
import { channels } from "../core/message.ts";
import { statuses } from "../core/status.ts";

const number = z.int();
const text = z.string();
const fields = z.record(text, z.json());
const status = z.enum(statuses);

export const problem = z
  .object({
    status: number,
    title: text,
    where: text,
    remedy: text,
    findings: z.array(z.object({ line: number, column: number, found: text, remedy: text })).optional(),
  })
  .meta({ id: "Problem" });

export const account = z
  .object({
    sandbox: text,
    provider: text,
    name: text,
    enabled: z.boolean(),
    prepaid: z.boolean(),
    credits: z.record(text, z.number()),
    callbacks: fields,
    numbers: fields,
    rate: fields.optional(),
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
    limits: z.object({ messages: number, calls: number, callbacks: number }),
    idleMs: number,
    counts: z.object({ messages: number, inbounds: number, calls: number, callbacks: number, due: number }),
    scenario: text.nullable(),
    accounts: z.array(account),
  })
  .meta({ id: "Sandbox" });

export const message = z
  .object({
    seq: number,
    sandbox: text,
    id: text,
    provider: text,
    account: text,
    operation: text,
    channel: z.enum(channels),
    to: text,
    toWritten: text,
    from: text,
    text,
    clientId: text.optional(),
    kind: text,
    encoding: z.enum(["gsm", "ucs2", "octets"]),
    parts: number,
    status,
    statusAt: number,
    acceptedAt: number,
    call: number,
    word: text.optional(),
    scheduledFor: number.optional(),
    expiresAt: number.optional(),
    sentAt: number.optional(),
    finalAt: number.optional(),
    callbacks: fields.optional(),
    life: z.array(fields),
    debits: z.array(fields),
    replies: z.array(fields),
    fields,
  })
  .meta({ id: "Message" });

export const inbound = z
  .object({
    seq: number,
    sandbox: text,
    id: text,
    provider: text,
    account: text,
    from: text,
    to: text,
    text,
    receivedAt: number,
    answers: number.optional(),
    fetched: z.boolean(),
  })
  .meta({ id: "Inbound" });

const finding = z.object({ text, source: text });
const row = {
  seq: number,
  sandbox: text,
  at: number,
  door: text,
  provider: text,
  operation: text,
  channel: text,
  account: text.optional(),
  remote: text,
  code: text,
  decidedBy: text,
  nearMiss: text.optional(),
  fault: text.optional(),
  messages: z.array(number),
  findings: z.array(finding),
};
export const callRow = z.object(row).meta({ id: "CallRow" });
const raw = z.object({ text, base64: text });
const pdu = z.array(z.object({ name: text, value: z.union([text, z.number()]) }));
export const call = z
  .object({ ...row, request: raw, answer: raw.nullable(), pdus: z.object({ request: pdu, answer: pdu }).optional() })
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
export const callback = z
  .object({
    seq: number,
    sandbox: text,
    account: text,
    provider: text,
    about: z.enum(["report", "inbound"]),
    ref: number,
    status: status.optional(),
    by: z.enum(["http", "smpp"]),
    at: number,
    state: text,
    tries: number,
    data: fields,
    attempts: z.array(attempt),
  })
  .meta({ id: "Callback" });

export const story = z.object({
  message,
  call: call.nullable(),
  steps: z.array(z.object({ message: number, at: number, status, word: text.optional(), by: text })),
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
  findings: z.array(z.object({ line: number, column: number, found: text, remedy: text })),
  english: text.nullable(),
});

export const advanced = z.object({
  from: number,
  now: number,
  cut: z.boolean(),
  counts: z.record(text, number),
  happened: z.array(z.looseObject({ kind: text, at: number })),
  unanswered: z.array(z.looseObject({ kind: text, at: number })),
});
export const waited = z.object({
  what: text,
  ok: z.boolean(),
  found: z.array(z.looseObject({ seq: number })),
  failure: text.nullable(),
});
export const checked = z.object({ ok: z.boolean(), count: number, failure: text.nullable() });
export const about = z.object({
  version: text,
  doors: z.record(text, text),
  providers: z.array(z.object({ id: text, title: text, kinds: z.array(text) })),
  sandboxes: number,
});
export const coverage = z.array(
  z.object({
    provider: text,
    title: text,
    points: z.array(z.object({ point: text, evidence: text, source: text, reading: text.optional() })),
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
