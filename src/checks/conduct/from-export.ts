// The journal of a sandbox in an export (`torpedo export --times`).

import * as z from "zod";
import { UsageError } from "../../core/usage-error.ts";
import type { ConductJournal, Moment } from "./journal.ts";

const number = z.number();
const text = z.string();
const attempt = z.object({
  number,
  at: number,
  status: number.nullable(),
  error: text,
  durationMs: number.exactOptional(),
  elapsedMs: number.exactOptional(),
});
const lineSchema = z.discriminatedUnion("line", [
  z.object({
    line: z.literal("request"),
    seq: number,
    at: number,
    elapsedMs: number.exactOptional(),
    ms: number.exactOptional(),
    provider: text,
    operation: text,
    channel: text,
    account: text.exactOptional(),
    remote: text.exactOptional(),
    connection: number.exactOptional(),
    code: text,
    decidedBy: text,
    fault: text.exactOptional(),
    messages: z.array(number),
    refused: z
      .array(z.object({ to: text, textHash: text, clientId: text.exactOptional(), code: text }))
      .exactOptional(),
    findings: z.array(z.object({ code: text, text, portuguese: text.exactOptional() })),
    sent: z.object({ octets: number, of: number }).exactOptional(),
    request: text,
    response: text.nullable(),
    octets: text.exactOptional(),
  }),
  z.object({
    line: z.literal("message"),
    seq: number,
    id: text,
    provider: text,
    account: text,
    operation: text,
    channel: text,
    to: text,
    text,
    textHash: text.exactOptional(),
    clientId: text.exactOptional(),
    encoding: text,
    parts: number,
    acceptedAt: number,
    status: text,
    finalAt: number.exactOptional(),
    request: number,
    debits: z.array(z.object({ amount: number })),
    fields: z.record(text, z.unknown()),
  }),
  z.object({
    line: z.literal("inbound"),
    seq: number,
    account: text,
    from: text,
    text,
    receivedAt: number,
    fetched: z.boolean(),
  }),
  z.object({
    line: z.literal("callback"),
    seq: number,
    account: text,
    provider: text,
    about: z.enum(["report", "inbound"]),
    ref: number,
    status: text.exactOptional(),
    by: z.enum(["http", "smpp"]),
    state: text,
    attempts: z.array(attempt),
  }),
  z.object({
    line: z.literal("session"),
    remote: text,
    account: z.templateLiteral([text, "/", text]),
    bind: text,
    since: number,
    elapsedMs: number,
    endedMs: number.exactOptional(),
    end: z.enum(["unbind", "close", "server"]).exactOptional(),
    received: number,
    enquireLinks: number,
    idleMs: number,
    window: number,
    mostProcessing: number.exactOptional(),
    enquiries: number,
    unanswered: number,
  }),
]);
type ExportLine = z.output<typeof lineSchema>;
type LineOf<Kind extends ExportLine["line"]> = Extract<ExportLine, { readonly line: Kind }>;

/** @param file its name, for messages @throws UsageError when it is no export */
export function journalFromExport(content: string, file: string): ConductJournal {
  const lines = content
    .split("\n")
    .map((line, index) => [line, index + 1] as const)
    .filter(([line]) => line.trim() !== "")
    .map(([line, place]) => readLine(line, `${file}:${place}`));
  const linesOf = <Kind extends ExportLine["line"]>(kind: Kind): readonly LineOf<Kind>[] =>
    lines.filter((line): line is LineOf<Kind> => line.line === kind);
  const requests = linesOf("request").map(({ octets, ...row }) => ({
    ...row,
    request: octets === undefined ? row.request : Buffer.from(octets, "base64").toString("latin1"),
  }));
  const messages = linesOf("message").map((message) => ({ ...message, textHash: message.textHash ?? message.text }));
  return {
    sandbox: file,
    requests: each(requests),
    messages: each(messages),
    inbound: each(linesOf("inbound")),
    callbacks: each(linesOf("callback")),
    sessions: linesOf("session"),
    now: lastMoment(lines),
  };
}

function readLine(line: string, where: string): ExportLine {
  const remedy = "give a file that torpedo export --times has written";
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new UsageError({ where, problem: "is no line of JSON", remedy });
  }
  const parsed = lineSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path.join(".") ?? "";
  throw new UsageError({ where, problem: `is no line of an export${path === "" ? "" : ` (${path})`}`, remedy });
}

async function* each<Row>(rows: readonly Row[]): AsyncGenerator<Row, void, void> {
  yield* rows;
}

/** The latest time that the export knows of. */
function lastMoment(lines: readonly ExportLine[]): Moment {
  let [at, elapsed] = [0, -1];
  for (const line of lines) {
    const attempts = line.line === "callback" ? line.attempts : [];
    for (const timed of line.line === "request" ? [line] : attempts) {
      at = Math.max(at, timed.at);
      elapsed = Math.max(elapsed, timed.elapsedMs ?? -1);
    }
    if (line.line === "message") at = Math.max(at, line.acceptedAt);
    if (line.line === "session") elapsed = Math.max(elapsed, line.endedMs ?? line.elapsedMs);
  }
  return { at, elapsed: elapsed < 0 ? null : elapsed };
}
