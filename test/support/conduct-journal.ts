// Journals of clients for the rules of conduct, row by row, each a millisecond of both clocks after the one before.

import type {
  ConductJournal,
  JournalAttempt,
  JournalCallback,
  JournalInbound,
  JournalMessage,
  JournalRequest,
} from "../../src/checks/conduct/journal.ts";

type Session = ConductJournal["sessions"][number];
interface Sent {
  readonly code: string;
  readonly text?: string;
  readonly clientId?: string;
  readonly fault?: string;
  /** Seconds. */
  readonly retryAfter?: number;
  /** Code of the refusal itself. */
  readonly refusal?: string;
  /** Milliseconds until the answer; null: it has not left yet. */
  readonly ms?: number | null;
  /** Number of the connection. */
  readonly connection?: number;
}
interface SentPdu {
  readonly code?: string;
  readonly operation?: string;
  readonly text?: string;
  readonly encoding?: string;
  readonly parts?: number;
  readonly segment?: boolean;
  readonly octets?: Buffer;
  readonly findings?: readonly string[];
  /** Codes of the refused recipients. */
  readonly refused?: readonly string[];
}

const phone = "5511999990001";
const accepted: ReadonlySet<string> = new Set(["1", "61", "200", "ESME_ROK"]);

export class JournalBuilder {
  readonly #requests: JournalRequest[] = [];
  readonly #messages: JournalMessage[] = [];
  readonly #inbound: JournalInbound[] = [];
  readonly #callbacks: JournalCallback[] = [];
  readonly #sessions: Session[] = [];
  #now = 1_000;
  #hasTimes = true;
  #session = 1;

  /** Id of the message with this number. */
  static id(seq: number): string {
    return `a${String(seq).padStart(31, "0")}`;
  }

  after(ms: number): this {
    this.#now += ms;
    return this;
  }

  /** A send by /sms/send. */
  send(sent: Sent): this {
    return this.#send("mensagem", "send", sent);
  }

  /** A send by unitario.php. */
  sophia(sent: Sent): this {
    return this.#send("sophia", "unitario", sent);
  }

  /** A cancellation of a message by its id, or another request for it. */
  query(id: string, code: string, operation = "cacl"): this {
    const request = `GET /sms/${operation}?u=1&h=${encodeURIComponent(id)} HTTP/1.1\r\n\r\n`;
    return this.#request({ provider: "mensagem", operation, code, request });
  }

  http(operation: string, code: string): this {
    return this.#request({ provider: "mensagem", operation, code });
  }

  /** The server unbinds the session, and the client connects again. */
  unboundByServer(): this {
    this.#request({ provider: "mensagem", operation: "unbind", channel: "smpp", code: "ESME_ROK" });
    this.session({ end: "server", endedMs: this.#now, remote: `127.0.0.1#${this.#session}` });
    this.#session++;
    return this;
  }

  bind(code: string, account = "mensagem/main"): this {
    const refused = code === "ESME_ROK" ? {} : { refused: [{ to: "126b114c", textHash: "1", code: "" }] };
    return this.#request({
      provider: "mensagem",
      operation: "bind_transmitter",
      channel: "smpp",
      code,
      account,
      ...refused,
    });
  }

  /** A submit_sm. */
  pdu(sent: SentPdu): this {
    const { code = "ESME_ROK", operation = "submit_sm", segment = false, findings = [], text = "Oi" } = sent;
    const request = submitted(sent.octets ?? Buffer.from(text, "latin1"), segment).toString("latin1");
    const isAccepted = operation === "submit_sm" && accepted.has(code);
    const messages = isAccepted ? [this.#message("mensagem", operation, text, sent)] : [];
    const refused = sent.refused?.map((own) => ({ to: phone, textHash: text, code: own }));
    const result = findings.map((name) => ({ code: name, text: `finding ${name}` }));
    return this.#request({
      provider: "mensagem",
      operation,
      channel: "smpp",
      code,
      request,
      messages,
      findings: result,
      ...(refused === undefined ? {} : { refused }),
    });
  }

  callback(attempts: readonly Partial<JournalAttempt>[], more: Partial<JournalCallback> = {}): this {
    const seq = this.#callbacks.length + 1;
    const made = attempts.map(
      (attempt, index): JournalAttempt => ({
        number: index + 1,
        at: this.#now,
        elapsedMs: this.#now,
        durationMs: 5,
        status: 200,
        error: "",
        ...attempt,
      }),
    );
    const row = {
      account: "mensagem/main",
      provider: "mensagem",
      about: "report",
      ref: 1,
      status: "delivered",
    } as const;
    this.#callbacks.push({ seq, ...row, by: "http", state: "delivered", attempts: made, ...more });
    return this;
  }

  /** An inbound message, which the client has taken if `isTaken`. */
  inbound(text: string, isTaken: boolean): this {
    const seq = this.#inbound.length + 1;
    const row = { seq, account: "mensagem/main", from: phone, text, receivedAt: this.#now, fetched: false };
    this.#inbound.push(row);
    return isTaken ? this.callback([{ status: 200 }], { about: "inbound", ref: seq }) : this;
  }

  /** Gives the last message its final status. */
  final(status: string): this {
    const last = this.#messages.pop();
    if (last === undefined) throw new Error("there is no message");
    this.#messages.push({ ...last, status, finalAt: this.#now });
    return this;
  }

  session(more: Partial<Session>): this {
    const counters = {
      received: 3,
      enquireLinks: 0,
      idleMs: 0,
      window: 10,
      mostProcessing: 1,
      enquiries: 0,
      unanswered: 0,
    };
    const row = { remote: "127.0.0.1#1", account: "mensagem/main", bind: "bind_transmitter" } as const;
    this.#sessions.push({ ...row, since: this.#now, elapsedMs: this.#now, ...counters, ...more });
    return this;
  }

  /** Leaves out the real times, as an export without --times. */
  withoutTimes(): this {
    const rows = this.#requests.splice(0);
    this.#requests.push(...rows.map(({ elapsedMs: _, ms: __, ...row }) => row));
    this.#hasTimes = false;
    return this;
  }

  journal(): ConductJournal {
    return {
      sandbox: "default",
      requests: each(this.#requests),
      messages: each(this.#messages),
      inbound: each(this.#inbound),
      callbacks: each(this.#callbacks),
      sessions: this.#sessions,
      now: { at: this.#now, elapsed: this.#hasTimes ? this.#now : null },
    };
  }

  #send(provider: string, operation: string, sent: Sent): this {
    const { code, text = "Oi", clientId, fault, retryAfter, refusal = "", ms = 0, connection } = sent;
    const messages = accepted.has(code) ? [this.#message(provider, operation, text, sent)] : [];
    const own = clientId === undefined ? {} : { clientId };
    const refused = messages.length > 0 ? {} : { refused: [{ to: phone, textHash: text, code: refusal, ...own }] };
    const header = retryAfter === undefined ? "" : `Retry-After: ${retryAfter}\r\n`;
    return this.#request({
      provider,
      operation,
      code,
      messages,
      ...(ms === null ? {} : { ms }),
      ...(connection === undefined ? {} : { connection }),
      response: fault === undefined ? `HTTP/1.1 200 OK\r\n${header}\r\n${code}` : null,
      ...refused,
      ...(fault === undefined ? {} : { fault }),
    });
  }

  #message(provider: string, operation: string, text: string, more: Partial<Sent & SentPdu>): number {
    const seq = this.#messages.length + 1;
    const { clientId, encoding = "gsm", parts = 1, segment = false } = more;
    this.#messages.push({
      seq,
      id: JournalBuilder.id(seq),
      provider,
      account: `${provider}/main`,
      operation,
      channel: "get",
      to: phone,
      text,
      textHash: text,
      encoding,
      parts,
      acceptedAt: this.#now,
      status: "sent",
      request: this.#requests.length + 1,
      debits: [{ amount: parts }],
      fields: segment ? { segment: { reference: 1 } } : {},
      ...(clientId === undefined ? {} : { clientId }),
    });
    return seq;
  }

  #request(row: Pick<JournalRequest, "provider" | "operation" | "code"> & Partial<JournalRequest>): this {
    this.#now += 1;
    this.#requests.push({
      seq: this.#requests.length + 1,
      at: this.#now,
      elapsedMs: this.#now,
      ...(row.channel === "smpp" ? { ms: 0 } : {}),
      channel: "get",
      account: `${row.provider}/main`,
      remote: row.channel === "smpp" ? `127.0.0.1#${this.#session}` : "127.0.0.1",
      decidedBy: "default",
      messages: [],
      findings: [],
      request: "",
      response: "HTTP/1.1 200 OK\r\n\r\n",
      ...row,
    });
    return this;
  }
}

/** Octets of a submit_sm, with the header of a segment if it is one. */
function submitted(text: Buffer, isSegment: boolean): Buffer {
  const header = isSegment ? Buffer.from([5, 0, 3, 1, 2, 1]) : Buffer.alloc(0);
  const address = [1, 1, ...Buffer.from("11999990001\0")];
  const message = Buffer.concat([header, text.subarray(0, 150)]);
  const body = [0, ...address, ...address, isSegment ? 0x40 : 0, 0, 0, 0, 0, 0, 0, 0, 0, message.length];
  return Buffer.concat([Buffer.alloc(16), Buffer.from(body), message]);
}

async function* each<Row>(rows: readonly Row[]): AsyncGenerator<Row, void, void> {
  yield* rows;
}
